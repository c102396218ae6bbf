// The local AWS as a person looking over its shoulder sees it: bounded, and cheap enough to be asked often.

import type { BatchAccount } from "./batch/batch-account.ts";
import type { BatchWorld } from "./batch/batch-world.ts";
import { isFinal, type Job } from "./batch/job.ts";
import { type ProcessGroup, processGroups } from "./batch/process-table.ts";
import type { Queue } from "./batch/queues.ts";
import type { LogEvent, LogStream } from "./logs/log-store.ts";
import type { LogStores } from "./logs/log-stores.ts";
import { type JobLine, type JobSheet, jobSheet, newestJobs } from "./look-jobs.ts";

export type { JobLine, JobSheet } from "./look-jobs.ts";

export type QueueLine = {
  account: string;
  name: string;
  state: string;
  status: string;
  waiting: number;
  running: number;
  blockedReason: string | undefined;
  environments: { name: string; type: string; usedVcpus: number; maxVcpus: number }[];
};

type StreamPlace = { account: string; group: string; stream: string };

export type StreamLine = StreamPlace & {
  /** The name of the job that wrote it, if one did. */
  job: string | undefined;
  lines: number;
  bytes: number;
  lastAt: number;
};

export type Look = {
  /** Newest first, those that have not ended before all others; `more` were left out. */
  jobs: (limit: number) => { lines: JobLine[]; more: number };
  job: (id: string) => JobSheet | undefined;
  queues: () => QueueLine[];
  /** By the time of their last line, latest first. */
  streams: (limit: number) => { lines: StreamLine[]; more: number };
  /** The last lines of a stream, the first of them being its `first`th; undefined when there is no such stream. */
  tail: (place: StreamPlace, limit: number) => { first: number; events: LogEvent[] } | undefined;
  /** The processes of this machine by their group, which is the `pid` of a running job. */
  processes: () => Map<number, ProcessGroup>;
};

export function createLook(world: BatchWorld, logs: LogStores): Look {
  const accounts = () => [...world.accounts.values()];
  return {
    jobs: (limit) => newestJobs(accounts(), limit),
    job(id) {
      const found = accounts().flatMap(({ jobs }) => jobs.get(id) ?? [])[0];
      return found && jobSheet(found);
    },
    queues: () => accounts().flatMap(queueLines),
    streams: (limit) => newestStreams(accounts(), logs, limit),
    tail({ account, group, stream }, limit) {
      const stores = logs.all().filter((each) => each.account === account);
      const found = stores.flatMap(({ store }) => store.groups.get(group)?.streams.get(stream) ?? [])[0];
      if (!found) return undefined;
      const events = found.events.slice(-limit);
      return { first: found.dropped + found.events.length - events.length, events };
    },
    processes: processGroups,
  };
}

function queueLines({ account, queues, jobs }: BatchAccount): QueueLine[] {
  const running = new Map<Queue, number>();
  for (const { queue, status, array } of jobs.values())
    if (status === "RUNNING" && array?.kind !== "parent") running.set(queue, (running.get(queue) ?? 0) + 1);
  return [...queues.values()].map((queue) => ({
    account,
    name: queue.name,
    state: queue.seed.state ?? "ENABLED",
    status: queue.seed.status ?? "VALID",
    waiting: queue.waiting.size,
    running: running.get(queue) ?? 0,
    blockedReason: queue.blockedReason,
    environments: queue.environments.map(({ name, seed, usedVcpus }) => ({
      name,
      type: seed.type ?? "EC2",
      usedVcpus,
      maxVcpus: seed.maxvCpus,
    })),
  }));
}

function newestStreams(
  accounts: BatchAccount[],
  logs: LogStores,
  limit: number,
): ReturnType<Look["streams"]> {
  const all = logs
    .all()
    .flatMap(({ account, store }) =>
      [...store.groups].flatMap(([group, { streams }]) =>
        [...streams.values()].map((stream) => ({ account, group, stream, lastAt: lastAt(stream) })),
      ),
    )
    .sort((a, b) => b.lastAt - a.lastAt);
  const owners = ownersOf(accounts);
  const lines = all.slice(0, limit).map(({ account, group, stream, lastAt }) => ({
    account,
    group,
    stream: stream.name,
    job: owners.get(stream.name),
    lines: stream.events.length + stream.dropped,
    bytes: stream.storedBytes,
    lastAt,
  }));
  return { lines, more: all.length - lines.length };
}

function lastAt({ events, creationTime }: LogStream): number {
  return events.at(-1)?.timestamp ?? creationTime;
}

/** Names of jobs by the streams of their attempts. */
function ownersOf(accounts: BatchAccount[]): Map<string, string> {
  return new Map(
    accounts
      .flatMap(({ jobs }) => [...jobs.values()])
      .flatMap((job) => streamsOf(job).map((stream) => [stream, nameOf(job)] as const)),
  );
}

function streamsOf({ attempts, states: latest, status }: Job): string[] {
  const containers = [...attempts.flatMap(({ states }) => states), ...(isFinal(status) ? [] : latest)];
  return containers.flatMap(({ logStreamName }) => logStreamName ?? []);
}

const nameOf = ({ name, array }: Job): string => (array?.kind === "child" ? `${name}:${array.index}` : name);
