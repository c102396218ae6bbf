/** One decision over many jobs: over all of them at once, or over none. */
import type { ApprovalOutcome } from "../domain/approval/approval.ts";
import { askedTogether } from "../domain/approval/asked-together.ts";
import type { SubmissionId } from "../domain/ids.ts";
import { askAtMs, type Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import { type Batch, stateOfBatch } from "../domain/submission/batch.ts";
import { closeCopies, retellCopies } from "./close-copies.ts";
import { addStanding, type Decision, decidedJob, makeReady } from "./decided-job.ts";
import { tellOfBatch } from "./record-batch.ts";
import { type RecordTime, recordJob } from "./record-job.ts";
import type { Tables } from "./tables.ts";

/** In the one transaction of the decision each is made ready to be sent, or none is. `before`: any of them. */
export async function settleTogether(
  tables: Tables,
  { decision, before }: { decision: Decision; before: Job },
  time: RecordTime,
): Promise<{ job: Job; isOurs: boolean }> {
  const { outcome, invocation } = decision;
  const all = await tables.batches.everyJob(before.subject);
  const batch = await batchOf(tables, before);
  const first = await tables.approvals.get(batch.first);
  const waiting = all.filter(
    ({ state, approval }) => state === "approval" && approval?.together !== undefined,
  );
  if (first?.dueAtMs === undefined || waiting.length === 0) {
    const job = all.find(({ id }) => id === batch.first) ?? before;
    return { job, isOurs: invocation !== undefined && first?.invocation === invocation };
  }
  const settled = new Map<SubmissionId, Job>();
  for (const job of waiting)
    settled.set(job.id, await settleOne(tables, { decision, before: job, askedAtMs: first.askedAtMs }, time));
  await tables.approvals.close(batch.first, invocation);
  const state = stateOfBatch(await tables.batches.counts(batch.subject));
  await tables.batches.save({ ...batch, state, version: batch.version + 1 });
  await tables.threads.markStale([batch.subject], time.nowMs + limits.cardEditMs);
  const { whole } = askedTogether(
    batch,
    all.map((job) => settled.get(job.id) ?? job),
  );
  await addStanding(tables, whole, outcome);
  const said = { kind: "decided", outcome } as const;
  const about = [...settled.keys()];
  await tellOfBatch(tables, { batch, last: whole, key: "batch decided", notice: said, about }, time);
  await closeCopies(tables, { id: batch.first, subject: batch.subject }, outcome);
  return { job: whole, isOurs: true };
}

type One = { decision: Decision; before: Job; askedAtMs: number };

/** What there is to say of it is said of all at once. */
async function settleOne(
  tables: Tables,
  { decision, before, askedAtMs }: One,
  { nowMs, quietMs }: RecordTime,
): Promise<Job> {
  const { asked } = (await tables.approvals.get(before.id)) ?? {};
  if (asked === undefined) throw new Error(`what was asked for ${before.id} is not in the store`);
  const after = decidedJob(before, decision, { askedAtMs, nowMs });
  // They go one after the other: nobody sends them while the manager waits.
  if (decision.outcome.kind === "approved")
    await makeReady(tables, { job: after, request: asked.request, sendAtMs: nowMs });
  await tables.approvals.letGo(before.id);
  await tables.jobs.save(after, askAtMs(after, nowMs, quietMs) ?? null, before);
  return after;
}

/** The others go on waiting; with the last of them nobody is asked any more. */
export async function withdrawOfMany(
  tables: Tables,
  { before, after, outcome }: { before: Job; after: Job; outcome: ApprovalOutcome },
  time: RecordTime,
): Promise<void> {
  await tables.approvals.letGo(before.id);
  // Holds the batch: of two who withdraw the last ones, the second sees that none is left.
  await recordJob(tables, { before, after }, time);
  const { first: id, subject } = await batchOf(tables, before);
  if (await tables.approvals.areLeft(subject, id)) return retellCopies(tables, { id, subject });
  await tables.approvals.close(id, undefined);
  await closeCopies(tables, { id, subject }, outcome);
}

async function batchOf(tables: Tables, { id, subject }: Job): Promise<Batch> {
  const batch = await tables.batches.get(subject);
  if (batch === undefined) throw new Error(`the batch of ${id} is not in the store`);
  return batch;
}
