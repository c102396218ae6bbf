import { noticeIdOf } from "../../src/domain/derived-ids.ts";
import type { InboxEvent } from "../../src/domain/event/inbox-event.ts";
import type { AccountId } from "../../src/domain/ids.ts";
import type { Job } from "../../src/domain/job/job.ts";
import { applier } from "../../src/events/applier.ts";
import type { LoopLoad } from "../../src/lifecycle/loop-load.ts";
import type { NoticeRow } from "../../src/store/notice-row.ts";
import { alwaysBusy } from "./always-busy.ts";
import { openEmptyStore } from "./empty-store.ts";
import { type BatchEvent, eventOf } from "./events.ts";
import { keptLog } from "./kept-log.ts";
import { manualClock } from "./manual-clock.ts";
import { jobNo, saveJob, threadOf } from "./saved-jobs.ts";

export const quietMs = 60_000;

/** A store and a clock, with what applies events between them. */
export async function eventWorld({ load = alwaysBusy }: { load?: LoopLoad } = {}) {
  const clock = manualClock();
  const store = await openEmptyStore();
  const log = keptLog();
  const counts = { applied: 0, setAside: 0 };
  const applying = applier({
    store,
    clock,
    logger: log.logger,
    quietMs,
    load,
    onApplied: ({ applied, setAside }) => {
      counts.applied += applied;
      counts.setAside += setAside;
    },
  });
  return {
    clock,
    store,
    log,
    counts,
    applying,

    /** Takes the events in and waits until all are applied. */
    async take(...events: readonly (BatchEvent | InboxEvent)[]): Promise<void> {
      await store.inbox.append(events.map((each) => ("eventId" in each ? each : toInbox(each))));
      applying.start();
      applying.wake();
      await clock.advance(100);
    },

    async noticesOf(job: Job, ...keys: readonly string[]): Promise<NoticeRow[]> {
      const { id } = threadOf(job, { channel: "C0PETERS" });
      const rows = await Promise.all(
        keys.map((key) => store.notices.get(noticeIdOf(id, key === "card" ? key : `${job.id} ${key}`))),
      );
      return rows.filter((row) => row !== undefined);
    },

    save: (job: Job) => saveJob(store, job),
  };
}

export type EventWorld = Awaited<ReturnType<typeof eventWorld>>;

/** The job that the recorded event is about, as it was when AWS had just taken it. */
export function jobOf(name: string, n = 1): Job {
  const { jobId, jobName } = eventOf(name).detail as { jobId: string; jobName: string };
  const batchId = jobId.replace(/[:#]\d+$/, "") as Job["batchId"] & string;
  return jobNo(n, { batchId, jobName });
}

export function toInbox(event: BatchEvent): InboxEvent {
  return {
    eventId: event.id,
    account: event.account as AccountId,
    detailType: event["detail-type"],
    body: JSON.stringify(event),
    receivedAtMs: Date.parse(event.time),
  };
}

/** The recorded event about another job. */
export function eventAbout(name: string, job: Job, changes: Partial<BatchEvent["detail"]> = {}): BatchEvent {
  const event = eventOf(name);
  const { jobArn: _other, ...detail } = event.detail;
  return { ...event, detail: { ...detail, jobId: job.batchId, jobName: job.jobName, ...changes } };
}
