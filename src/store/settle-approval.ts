import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import { closeCopies } from "./close-copies.ts";
import { addStanding, type Decision, decidedJob, makeReady } from "./decided-job.ts";
import { type RecordTime, recordJob } from "./record-job.ts";
import { settleTogether, withdrawOfMany } from "./settle-together.ts";
import type { Tables } from "./tables.ts";

/** `isOurs`: this very decision has been made, now or by the same intention before. */
export type Settled = { job: Job; isOurs: boolean };

/**
 * A job that waits for a yes gets one, or none: in one transaction it is decided, made ready to be sent if it is to be,
 * told to its owner and closed for all who were asked. Who comes second finds it decided. Only inside a transaction.
 */
export async function settleApproval(tables: Tables, decision: Decision, time: RecordTime): Promise<Settled> {
  const { job: id, outcome, invocation } = decision;
  const before = (await tables.jobs.get(id)) as Job;
  const isTogether = before.approval?.together !== undefined;
  if (isTogether && outcome.kind !== "withdrawn") return settleTogether(tables, { decision, before }, time);
  const waiting = await tables.approvals.get(id);
  if (before.approval === undefined || before.state !== "approval" || waiting?.asked === undefined)
    return { job: before, isOurs: invocation !== undefined && waiting?.invocation === invocation };
  const after = decidedJob(before, decision, { askedAtMs: waiting.askedAtMs, nowMs: time.nowMs });
  if (isTogether) {
    await withdrawOfMany(tables, { before, after, outcome }, time);
    return { job: after, isOurs: true };
  }
  await tables.approvals.close(id, invocation);
  const sendAtMs = time.nowMs + limits.approvedLeaseMs;
  if (outcome.kind === "approved")
    await makeReady(tables, { job: after, request: waiting.asked.request, sendAtMs });
  await addStanding(tables, after, outcome);
  await recordJob(tables, { before, after }, time);
  await closeCopies(tables, after, outcome);
  return { job: after, isOurs: true };
}
