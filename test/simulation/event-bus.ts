import type { InboxEvent } from "../../src/domain/event/inbox-event.ts";
import type { AccountId } from "../../src/domain/ids.ts";
import type { EventInbox } from "../../src/events/inbox.ts";
import type { Clock } from "../../src/lifecycle/clock.ts";
import { arn, type BatchJob } from "./batch-job.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import { region } from "./labs.ts";
import type { Trace } from "./trace.ts";

export type EventBusOptions = {
  clock: Clock;
  chance: Chance;
  faults: Faults;
  trace: Trace;
  accounts: readonly string[];
  /** Where events are put; undefined while nobody listens. */
  inbox(): EventInbox | undefined;
};

export type EventBus = {
  publish(job: BatchJob, detail: Record<string, unknown>): void;
  /** How many are still on their way. */
  underWay(): number;
};

/** EventBridge gives up on an answer after this. */
const answerTimeoutMs = 5_000;
const giveUpMs = 24 * 3_600_000;

/** EventBridge: it loses, doubles, delays and swaps events, and comes again with what was not taken. */
export function openEventBus(options: EventBusOptions): EventBus {
  const { clock, chance, faults, trace } = options;
  const held: InboxEvent[] = [];
  let underWay = 0;
  let published = 0;

  const deliver = (event: InboxEvent, sentAtMs: number, tries: number): void => {
    let isSettled = false;
    const settle = (wasTaken: boolean): void => {
      if (isSettled) return;
      isSettled = true;
      if (wasTaken || clock.nowMs() - sentAtMs > giveUpMs) {
        underWay -= 1;
        return;
      }
      const mostMs = Math.min(1_000 * 2 ** tries, 120_000);
      clock.after(chance.between(mostMs / 2, mostMs), () => deliver(event, sentAtMs, tries + 1));
    };
    const inbox = options.inbox();
    if (inbox === undefined) {
      settle(false);
      return;
    }
    trace.say(`event ${event.eventId} arrives`);
    inbox.append({ ...event, receivedAtMs: clock.nowMs() }).then(
      () => settle(true),
      () => settle(false),
    );
    clock.after(answerTimeoutMs, () => settle(false));
  };

  const sendAfter = (event: InboxEvent, delayMs: number): void => {
    const sentAtMs = clock.nowMs();
    underWay += 1;
    clock.after(delayMs, () => deliver(event, sentAtMs, 0));
  };

  const burst = (): void => {
    for (const event of held.splice(0)) sendAfter(event, chance.between(0, 20));
  };

  const delayMs = (): number => {
    if (faults.strikes("event very late")) return chance.spread(60_000, 1_800_000);
    return faults.strikes("event late") ? chance.spread(3_000, 60_000) : chance.spread(50, 2_500);
  };

  const dispatch = (event: InboxEvent): void => {
    if (faults.strikes("event held for a burst")) {
      held.push(event);
      if (held.length === 1) clock.after(chance.between(20_000, 400_000), burst);
      return;
    }
    sendAfter(event, delayMs());
  };

  return {
    publish: (job, detail) => {
      published += 1;
      const event = eventOf(job.account, detail, { nth: published, nowMs: clock.nowMs() });
      trace.say(`batch ${job.account} ${job.id} is ${job.status} (event ${event.eventId})`);
      if (faults.strikes("event with another account's name on it")) {
        const other = options.accounts.find((account) => account !== job.account) ?? "";
        dispatch(eventOf(other, forged(detail, job, other), { nth: published, nowMs: clock.nowMs() }));
      }
      if (faults.strikes("event lost")) return;
      dispatch(event);
      if (faults.strikes("event doubled")) dispatch(event);
    },
    underWay: () => underWay + held.length,
  };
}

/** The same job's id and name, in an account where there is no such job, and with another end. */
function forged(detail: Record<string, unknown>, { request, id }: BatchJob, account: string) {
  return {
    ...detail,
    jobArn: arn(account, "job", id),
    jobQueue: arn(account, "job-queue", request.jobQueue ?? ""),
    jobDefinition: arn(account, "job-definition", request.jobDefinition ?? ""),
    tags: {},
    status: "FAILED",
    statusReason: "not this job",
  };
}

/** Its time has whole seconds. */
function eventOf(
  account: string,
  detail: Record<string, unknown>,
  { nth, nowMs }: { nth: number; nowMs: number },
): InboxEvent {
  const eventId = `e${nth}-${account.slice(0, 4)}`;
  return {
    eventId,
    account: account as AccountId,
    detailType: "Batch Job State Change",
    body: JSON.stringify({
      id: eventId,
      "detail-type": "Batch Job State Change",
      source: "aws.batch",
      account,
      region,
      time: new Date(Math.floor(nowMs / 1_000) * 1_000).toISOString(),
      resources: [detail.jobArn],
      detail,
    }),
    receivedAtMs: nowMs,
  };
}
