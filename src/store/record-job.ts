import { askAtMs, type Job } from "../domain/job/job.ts";
import { isEnded } from "../domain/job/job-state.ts";
import { limits } from "../domain/limits.ts";
import { mayHaveLoggedMuch } from "../domain/logs/log-cost.ts";
import type { Notice } from "../domain/telling/notice.ts";
import { noticesOf, type Said } from "../domain/telling/notices-of.ts";
import { stepsOf } from "../domain/telling/steps-of.ts";
import { type Circle, momentOf, promisesCall, tell } from "../domain/telling/telling.ts";
import { circleOf } from "./circle-of.ts";
import { postTold } from "./post-told.ts";
import { recordInBatch } from "./record-batch.ts";
import type { Tables } from "./tables.ts";

/** `also`: what is to be said besides what follows from the change itself. */
export type JobChange = { before: Job; after: Job; also?: readonly Said[] };

/** `quietMs`: how long a job may be quiet before AWS is asked about it. */
export type RecordTime = { nowMs: number; quietMs: number };

/**
 * Saves what a job has become and what is worth saying about it, wherever its people want to hear of it.
 * For use inside a transaction: what is announced is saved, and what is saved is announced.
 */
export async function recordJob(tables: Tables, change: JobChange, time: RecordTime): Promise<void> {
  const { before, after, also = [] } = change;
  if (after === before && also.length === 0) return;
  await tables.jobs.save(after, askAtMs(after, time.nowMs, time.quietMs) ?? null, before);
  await tables.jobUse.became(before, after);
  if (!isEnded(before.state) && mayHaveLoggedMuch(after))
    await tables.logMeasures.add({
      job: after.id,
      dueMs: time.nowMs + limits.logCostAfterMs,
      untilMs: time.nowMs + limits.logCostUntilMs,
    });
  if (after.batchRow !== undefined) return recordInBatch(tables, change, time);
  if (after.version !== before.version) {
    const byMs = after.state === before.state ? undefined : time.nowMs + limits.cardEditMs;
    await tables.threads.markStale([after.subject], byMs);
  }
  if (isEnded(before.state) && after.version !== before.version) {
    await tables.jobs.touchNewest(after);
    if (after.children !== before.children) await retellEnd(tables, after);
  }
  const said = [...also, ...stepsOf(before, after), ...noticesOf(before, after)];
  if (said.length === 0) return;
  const circle = await circleOf(tables, after, { said, nowMs: time.nowMs });
  for (const each of said) await say(tables, { job: after, said: each, circle, nowMs: time.nowMs });
}

type Saying = { job: Job; said: Said; circle: Circle; nowMs: number };

async function say(tables: Tables, { job, said: { key, notice }, circle, nowMs }: Saying): Promise<void> {
  const moment = momentOf(notice);
  await postTold(
    tables,
    {
      job,
      key: `${job.id} ${key}`,
      notice,
      noticeIn: (thread) => withPromise(notice, thread, circle),
      told: tell(moment, circle),
      about: [job.id],
      // Who has asked to be told of this very job is called whatever else ends.
      isCounted: moment === "succeeded" && !circle.watchers.some(({ member }) => member === job.owner),
    },
    nowMs,
  );
}

function withPromise(notice: Notice, thread: string, circle: Circle): Notice {
  return notice.kind === "started" && notice.isStep !== true && promisesCall(thread, circle)
    ? { ...notice, promisesCall: true }
    : notice;
}

/** Children may tell more after the end of their array: what was said of it is said anew, in the same replies. */
async function retellEnd(tables: Tables, job: Job): Promise<void> {
  for (const { id, thread } of await tables.notices.ofSubject(job.subject, `${job.id} finished`)) {
    // Who adds log lines to a reply holds its thread too.
    await tables.threads.get(thread);
    const body = (await tables.notices.get(id))?.body;
    if (body?.kind === "finished") await tables.notices.retell(id, { ...body, toldVersion: job.version });
  }
}
