/** What becomes of a job over which is decided. */
import { type ApprovalOutcome, standingYes } from "../domain/approval/approval.ts";
import type { InvocationId, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { State } from "../domain/job/job-state.ts";
import { savedSubmission } from "../domain/submission/submission.ts";
import type { SubmitRequest } from "../domain/submission/submit-request.ts";
import type { Tables } from "./tables.ts";

export type Decision = {
  /** Of many asked for together, any: it is decided over all, but where one of them is withdrawn. */
  job: SubmissionId;
  outcome: ApprovalOutcome;
  /** The intention that decides it; absent where time does. */
  invocation?: InvocationId;
  /** Of who withdraws it. */
  hutchnet?: string;
};

export function decidedJob(
  before: Job,
  { outcome, hutchnet = "" }: Decision,
  { askedAtMs, nowMs }: { askedAtMs: number; nowMs: number },
): Job {
  return {
    ...before,
    approval: { needs: [], reason: "", ...before.approval, askedAtMs, outcome },
    state: becomes[outcome.kind],
    version: before.version + 1,
    // It is submitted now, whenever it was asked for.
    ...(outcome.kind === "approved" ? { submittedAtMs: nowMs } : {}),
    ...withdrawal(outcome, hutchnet),
  };
}

const becomes: Readonly<Record<ApprovalOutcome["kind"], State>> = {
  approved: "submitting",
  standing: "submitting",
  denied: "rejected",
  expired: "rejected",
  withdrawn: "stopped",
};

function withdrawal(outcome: ApprovalOutcome, hutchnet: string): Pick<Job, "stop"> {
  if (outcome.kind !== "withdrawn") return {};
  const { by, reason, atMs } = outcome;
  return { stop: { by, hutchnet, reason, atMs, taken: true, dueMs: atMs } };
}

export type ToSend = {
  job: Job;
  request: SubmitRequest;
  /** When the sender takes it up, where who decided has not sent it before. */
  sendAtMs: number;
};

/** The sender finds it from now on, and it counts for what the lab uses. */
export async function makeReady(tables: Tables, { job, request, sendAtMs }: ToSend): Promise<void> {
  await tables.jobs.submittedAt(job.id, job.submittedAtMs);
  await tables.jobUse.add(job);
  await tables.submissions.add(savedSubmission(job, request, sendAtMs));
}

/** `job`: of many, the whole. */
export async function addStanding(tables: Tables, job: Job, outcome: ApprovalOutcome): Promise<void> {
  if (outcome.kind !== "approved" || outcome.standsUntilMs === undefined || job.approval === undefined)
    return;
  const { id, owner: member, pi, definition, asked } = job;
  await tables.approvals.addStanding(
    id,
    standingYes({ member, pi, definition, asked }, job.approval, outcome),
  );
}
