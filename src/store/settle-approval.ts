import { type ApprovalOutcome, standingYes } from "../domain/approval.ts";
import type { InvocationId, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import type { State } from "../domain/job-state.ts";
import { limits } from "../domain/limits.ts";
import { isDirect } from "../domain/telling.ts";
import { approvalKey } from "./ask-managers.ts";
import { type RecordTime, recordJob } from "./record-job.ts";
import type { Tables } from "./tables.ts";

export type Decision = {
  job: SubmissionId;
  outcome: ApprovalOutcome;
  /** The intention that decides it; absent where time does. */
  invocation?: InvocationId;
  /** Of who withdraws it. */
  hutchnet?: string;
};

/** `isOurs`: this very decision has been made, now or by the same intention before. */
export type Settled = { job: Job; isOurs: boolean };

/**
 * A job that waits for a yes gets one, or none: in one transaction it is decided, made ready to be sent if it is to be,
 * told to its owner and closed for all who were asked. Who comes second finds it decided. Only inside a transaction.
 */
export async function settleApproval(tables: Tables, decision: Decision, time: RecordTime): Promise<Settled> {
  const { job: id, outcome, invocation } = decision;
  const before = (await tables.jobs.get(id)) as Job;
  const waiting = await tables.approvals.get(id);
  if (before.approval === undefined || before.state !== "approval" || waiting?.asked === undefined)
    return { job: before, isOurs: invocation !== undefined && waiting?.invocation === invocation };
  await tables.approvals.close(id, invocation);
  const approval = { ...before.approval, askedAtMs: waiting.askedAtMs, outcome };
  const isSent = outcome.kind === "approved";
  const after: Job = {
    ...before,
    approval,
    state: becomes[outcome.kind],
    version: before.version + 1,
    // It is submitted now, whenever it was asked for.
    ...(isSent ? { submittedAtMs: time.nowMs } : {}),
    ...withdrawal(decision),
  };
  if (outcome.kind === "approved") {
    await tables.jobs.submittedAt(id, time.nowMs);
    await tables.jobUse.add(after);
    await tables.submissions.add({
      id,
      state: "saved",
      member: before.owner,
      pi: before.pi,
      request: waiting.asked.request,
      tries: 0,
      nextAtMs: time.nowMs + limits.approvedLeaseMs,
    });
    if (outcome.standsUntilMs !== undefined) {
      const { owner: member, pi, definition, asked } = before;
      const yes = standingYes({ member, pi, definition, asked }, approval, outcome);
      await tables.approvals.addStanding(id, yes);
    }
  }
  await recordJob(tables, { before, after }, time);
  await closeCopies(tables, after, outcome);
  return { job: after, isOurs: true };
}

const becomes: Readonly<Record<ApprovalOutcome["kind"], State>> = {
  approved: "submitting",
  standing: "submitting",
  denied: "rejected",
  expired: "rejected",
  withdrawn: "stopped",
};

function withdrawal({ outcome, hutchnet = "" }: Decision): Pick<Job, "stop"> {
  if (outcome.kind !== "withdrawn") return {};
  const { by, reason, atMs } = outcome;
  return { stop: { by, hutchnet, reason, atMs, taken: true, dueMs: atMs } };
}

/** Who was asked sees that nothing is left to do, and who did it; who was not yet reached is not bothered. */
async function closeCopies(tables: Tables, job: Job, outcome: ApprovalOutcome): Promise<void> {
  for (const { id, thread } of await tables.notices.ofSubject(job.subject, approvalKey(job.id))) {
    const place = await tables.threads.get(thread);
    const copy = await tables.notices.get(id);
    if (copy?.body.kind !== "approval") continue;
    const isUnasked =
      copy.state === "queued" && copy.tries === 0 && place !== undefined && isDirect(place.channel);
    // Taken up for a try since it was read, it is posted as it was, and to be edited then.
    if (
      isUnasked &&
      (await tables.notices.dead(id, "decided before it was asked", { state: "queued", tries: 0 }))
    )
      continue;
    await tables.notices.retell(id, { ...copy.body, outcome });
  }
}
