// What whoever started the local AWS can see of it and do to it, beside calling it.

import { findQueue } from "./batch/batch-account.ts";
import type { BatchWorld } from "./batch/batch-world.ts";
import { describedJob } from "./batch/job-detail.ts";
import { setBlocked } from "./batch/schedule.ts";
import { reclaim } from "./batch/stop-job.ts";
import type { Change, Changes } from "./changes.ts";
import type { BusEvent } from "./events/bus-event.ts";
import type { DeadLetter, Delivery } from "./events/deliver.ts";
import type { LogStores } from "./logs/log-stores.ts";
import { createLook, type Look } from "./look.ts";
import type { RecordList } from "./record-list.ts";
import type { Queues } from "./sqs/queues.ts";
import type { Identities } from "./sts/identities.ts";
import { AwsError } from "./wire/aws-error.ts";
import type { CallRecord } from "./wire/call.ts";
import type { Faults } from "./wire/faults.ts";

export type LocalAws = {
  url: string;
  /** Kills every job's processes and stops answering. */
  close: () => Promise<void>;
  /** Every job of an account as DescribeJobs tells it, children among them, oldest first. */
  jobs: (account: string) => Record<string, unknown>[];
  job: (jobId: string) => Record<string, unknown> | undefined;
  /** For people who watch: queues, jobs and logs in bounded lines. */
  look: Look;
  /** The spot market takes the host of a running job. */
  spotReclaim: (jobId: string) => void;
  /** Nothing of the queue starts any more; Batch tells of its head with this reason. */
  blockQueue: (account: string, queue: string, reason: string) => void;
  unblockQueue: (account: string, queue: string) => void;
  /** Puts lines into a stream as if a job had written them; readable at once. */
  putLog: (
    account: string,
    group: string,
    stream: string,
    lines: { timestamp: number; message: string }[],
  ) => void;
  /** As when a stream is older than its group keeps it. */
  expireLog: (account: string, group: string, stream: string) => void;
  /** Lets readers of a stream meet so many empty pages before every page. */
  emptyLogPages: (account: string, group: string, stream: string, count: number) => void;
  /** What is in a queue, in hand or not, and how many callers wait for more of it. */
  messages: (queueArn: string) => { all: { body: string; receiveCount: number }[]; waiting: number };
  /** Puts any event on an account's bus, a recorded one for instance. */
  sendEvent: (account: string, event: BusEvent) => void;
  /** Everything put on a bus, oldest first, whatever became of it. */
  events: () => BusEvent[];
  deliveries: () => Delivery[];
  deadLetters: () => DeadLetter[];
  calls: () => CallRecord[];
  faults: Pick<Faults, "add" | "onEvents" | "clear">;
  /** Ends all sessions of AssumeRole at once. */
  expireSessions: () => void;
  /** Returns what stops the listening. */
  onChange: (listener: (change: Change) => void) => () => void;
  /** Resolves once the predicate holds; it is asked at every change. Rejects after 10 s unless told otherwise. */
  waitUntil: (predicate: () => boolean, timeoutMs?: number) => Promise<void>;
};

export type ControlsParts = {
  url: string;
  region: string;
  world: BatchWorld;
  logs: LogStores;
  changes: Changes;
  faults: Faults;
  identities: Identities;
  queues: Pick<Queues, "byArn">;
  records: {
    calls: RecordList<CallRecord>;
    events: RecordList<BusEvent>;
    deliveries: RecordList<Delivery>;
    deadLetters: RecordList<DeadLetter>;
  };
  send: (account: string, event: BusEvent) => void;
  close: () => Promise<void>;
};

const defaultWaitMs = 30_000;

export function createControls(parts: ControlsParts): LocalAws {
  const { world, logs, region, changes, records, faults } = parts;
  const batch = (account: string) => {
    const found = world.accounts.get(account);
    if (!found) throw new AwsError("AccessDeniedException", `No such account: ${account}`, 403);
    return found;
  };
  return {
    url: parts.url,
    close: parts.close,
    jobs: (account) => [...batch(account).jobs.values()].map(describedJob),
    job(jobId) {
      const found = [...world.accounts.values()].flatMap(({ jobs }) => jobs.get(jobId) ?? [])[0];
      return found && describedJob(found);
    },
    look: createLook(world, logs),
    spotReclaim: (jobId) => reclaim(world, jobId),
    blockQueue: (account, queue, reason) => setBlocked(world, findQueue(batch(account), queue), reason),
    unblockQueue: (account, queue) => setBlocked(world, findQueue(batch(account), queue), undefined),
    putLog(account, group, stream, lines) {
      const store = logs.of(account, region);
      store.append(group, stream, lines);
      store.flush();
    },
    expireLog(account, group, stream) {
      logs.of(account, region).groups.get(group)?.streams.delete(stream);
    },
    emptyLogPages(account, group, stream, count) {
      logs.of(account, region).openStream(group, stream).emptyPages = count;
    },
    messages(arn) {
      const queue = parts.queues.byArn(arn);
      return { all: [...(queue?.messages.values() ?? [])], waiting: queue?.waiters.size ?? 0 };
    },
    sendEvent: parts.send,
    events: records.events.all,
    deliveries: records.deliveries.all,
    deadLetters: records.deadLetters.all,
    calls: records.calls.all,
    faults,
    expireSessions: parts.identities.expireAll,
    onChange: changes.listen,
    waitUntil: (predicate, timeoutMs = defaultWaitMs) => changes.until(predicate, timeoutMs),
  };
}
