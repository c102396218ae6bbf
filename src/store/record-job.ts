import { noticeIdOf } from "../domain/derived-ids.ts";
import { askAtMs, type Job } from "../domain/job.ts";
import { limits } from "../domain/limits.ts";
import type { Notice } from "../domain/notice.ts";
import { noticesOf, type Said } from "../domain/notices-of.ts";
import type { Tables } from "./tables.ts";

/** `also`: what is to be said besides what follows from the change itself. */
export type JobChange = { before: Job; after: Job; also?: readonly Said[] };

/** `quietMs`: how long a job may be quiet before AWS is asked about it. */
export type RecordTime = { nowMs: number; quietMs: number };

/**
 * Saves what a job has become and what is worth saying about it, in every thread of its subject.
 * For use inside a transaction: what is announced is saved, and what is saved is announced.
 */
export async function recordJob(tables: Tables, change: JobChange, time: RecordTime): Promise<void> {
  const { before, after, also = [] } = change;
  if (after === before && also.length === 0) return;
  await tables.jobs.save(after, askAtMs(after, time.nowMs, time.quietMs) ?? null);
  if (after.version !== before.version) await tables.threads.markStale([after.subject]);
  const said = [...also, ...noticesOf(before, after)];
  if (said.length === 0) return;
  for (const thread of await tables.threads.ofSubject(after.subject)) {
    for (const { key, notice } of said) {
      const named = `${after.id} ${key}`;
      await tables.notices.add({
        id: noticeIdOf(thread.id, named),
        thread: thread.id,
        job: after.id,
        key: named,
        body: notice,
        createdAtMs: time.nowMs,
        ...(wantsLines(notice) ? { linesUntilMs: time.nowMs + limits.logLinesMs } : {}),
      });
    }
  }
}

function wantsLines(notice: Notice): boolean {
  return notice.kind === "finished" && notice.failure?.hasLog === true;
}
