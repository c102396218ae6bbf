import type { BatchId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { readJobDetail } from "../domain/job-detail.ts";
import { advance, stateOf } from "../domain/job-state.ts";
import { describe } from "./refresh-job.ts";
import type { Request } from "./request.ts";

/** `detail`: AWS's whole answer. `notYet`: AWS does not tell of it now. */
export type Child = { job: Job; detail: unknown } | { mistake: string } | { notYet: true };

/** A child of an array as a job of its own: it has its own attempts and its own log; AWS is asked for it. */
export async function describeChild(request: Request, parent: Job, index: number): Promise<Child> {
  const { account, region, batchId } = parent;
  const { arraySize, ...asked } = parent.asked;
  if (arraySize === undefined)
    return { mistake: `This job is no array, so it has no child ${index}: leave the index out.` };
  if (index >= arraySize)
    return { mistake: `This array has ${arraySize} children, counted from 0 to ${arraySize - 1}.` };
  if (batchId === undefined) return { notYet: true };
  const childId = `${batchId}:${index}` as BatchId;
  const answer = await describe(request, parent, childId);
  if (answer === undefined || answer === "no answer") return { notYet: true };
  const read = readJobDetail(answer.detail, { account, region, observedAtMs: request.nowMs });
  if (!read.ok) return { notYet: true };
  const facts = advance(undefined, read.report);
  const job: Job = { ...parent, batchId: childId, asked, facts, state: stateOf(facts, parent.stop) };
  return { job, detail: answer.detail };
}
