import type { AccountId, BatchId, SubmissionId } from "../ids.ts";
import type { Job } from "./job.ts";
import type { Report } from "./report.ts";

/** A second job of one submission, as far as it is known to be one. */
export type Duplicate = {
  account: AccountId;
  region: string;
  batchId: BatchId;
  /** Whose submission it seems to be. */
  job: SubmissionId;
  /** `suspected`: it bears the name, and AWS is asked; `other`: it was another's after all. */
  state: "suspected" | "stopping" | "stopped" | "other";
  seenAtMs: number;
  /** When something is to be done about it. */
  nextAtMs?: number;
};

/**
 * Of two jobs of one submission the younger is the duplicate. One that people were told has begun, or is being
 * stopped, stays what its thread is about all the same.
 */
export function isRatherTheJob(twin: Report, job: Job, own: Report | undefined): boolean {
  const hasBegun = !["submitted", "waiting"].includes(job.state) || (job.facts?.attempts.length ?? 0) > 0;
  if (hasBegun || job.stop !== undefined) return false;
  const [twinMs, ownMs] = [twin.createdAtMs, own?.createdAtMs];
  return twinMs !== undefined && ownMs !== undefined && twinMs < ownMs;
}

/** The same submission as another of its jobs, of which nothing is told yet. */
export function withBatchId(job: Job, batchId: BatchId): Job {
  const { facts: _was, children: _its, blocked: _then, missingSinceMs: _for, ...known } = job;
  return { ...known, batchId, state: "submitted", version: job.version + 1 };
}
