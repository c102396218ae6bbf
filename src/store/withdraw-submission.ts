import type { Job } from "../domain/job/job.ts";
import type { Stop } from "../domain/job/stop.ts";
import { isCertainlyUnsent } from "../domain/submission/submission.ts";
import { announce } from "./accept-submission.ts";
import { type RecordTime, recordJob } from "./record-job.ts";
import type { Tables } from "./tables.ts";

/**
 * What AWS has certainly not taken is not sent any more: in one transaction its request is let go and the job is stopped.
 * Gives the job as it is then: as it was where a try has begun, whoever made it. Only inside a transaction.
 */
export async function withdrawSubmission(
  tables: Tables,
  { job: before, stop }: { job: Job; stop: Stop },
  time: RecordTime,
): Promise<Job> {
  const submission = await tables.submissions.get(before.id);
  if (submission === undefined || !isCertainlyUnsent(submission)) return before;
  const { request: _gone, nextAtMs: _never, ...rest } = submission;
  // Whoever has read it to send it takes it up by its state, and finds another.
  if (!(await tables.submissions.claim(submission, { ...rest, state: "withdrawn" }))) return before;
  const after: Job = {
    ...before,
    state: "stopped",
    stop: { ...stop, taken: true, dueMs: stop.atMs },
    version: before.version + 1,
  };
  // The thread shows what has become of it, though AWS never heard of it.
  await announce(tables, before, time.nowMs);
  await recordJob(tables, { before, after }, time);
  return after;
}
