import { noChildren } from "../domain/array/array-job.ts";
import { sumOf } from "../domain/array/children-sum.ts";
import { noticeIdOf } from "../domain/derived-ids.ts";
import type { BatchId } from "../domain/ids.ts";
import { type Job, takeChildren, takeReport } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import { type RecordTime, recordJob } from "./record-job.ts";
import type { Tables } from "./tables.ts";

/** The job goes on from its id, with all that was already reported of it. */
export async function acceptSubmission(
  tables: Tables,
  accepted: { job: Job; batchId: BatchId },
  time: RecordTime,
): Promise<Job> {
  const { job, batchId } = accepted;
  const submission = await tables.submissions.get(job.id);
  if (submission !== undefined) {
    const { request: _done, nextAtMs: _never, missedSinceMs: _found, ...rest } = submission;
    // Of several tries another may have been taken too, and its events lost: it is looked for once more.
    const again = (rest.perhapsTaken ?? 0) > 1 ? { nextAtMs: time.nowMs + limits.submissionMissedMs } : {};
    await tables.submissions.save({ ...rest, ...again, state: "accepted" });
  }
  await tables.audit.append({
    atMs: time.nowMs,
    member: job.owner,
    via: "aws",
    verb: "submit",
    pi: job.pi,
    job: batchId,
    outcome: "done",
    detail: { queue: job.queue, definition: job.definition, submission: job.id },
  });
  await announce(tables, job, time.nowMs);
  const { rejection: _mistaken, heldSinceMs: _sent, ...known } = job;
  const submitted: Job = { ...known, batchId, state: "submitted", version: job.version + 1 };
  await recordJob(tables, { before: job, after: submitted }, time);
  const { account, region } = job;
  const reports = await tables.strays.claim({ account, region, batchId });
  const told = await withChildren(tables, submitted, batchId);
  const after = reports.reduce(takeReport, told);
  await recordJob(tables, { before: submitted, after }, time);
  return after;
}

async function withChildren(tables: Tables, job: Job, batchId: BatchId): Promise<Job> {
  await tables.children.forgetOthers({ job: job.id, batchId });
  const children = await tables.children.get({ job: job.id, batchId });
  return children === noChildren ? job : takeChildren(job, sumOf(children));
}

/** The card is posted in every thread of the job; said again, it changes nothing. */
export async function announce(tables: Tables, job: Job, nowMs: number): Promise<void> {
  for (const thread of await tables.threads.ofSubject(job.subject)) {
    await tables.notices.add({
      id: noticeIdOf(thread.id, "card"),
      thread: thread.id,
      job: job.id,
      key: "card",
      body: { kind: "card" },
      createdAtMs: nowMs,
    });
  }
}
