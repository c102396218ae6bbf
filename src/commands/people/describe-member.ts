import { childrenNamed } from "../../domain/array/children-named.ts";
import { indexesIn } from "../../domain/array/old-indexes.ts";
import type { BatchId } from "../../domain/ids.ts";
import { childId, nodeId } from "../../domain/job/family.ts";
import type { Job } from "../../domain/job/job.ts";
import { memberJob } from "../../domain/job/member-job.ts";
import { limits } from "../../domain/limits.ts";
import type { JobRef } from "../kinds/job-ref.ts";
import { describe } from "../looking/refresh-job.ts";
import type { Request } from "../request.ts";

/** A child of an array, or a node of a multi-node job. */
export type Which = { child: number } | { node: number };

/** `detail`: AWS's whole answer. `notYet`: AWS does not tell of it now. */
export type Member = { job: Job; detail: unknown } | { mistake: string } | { notYet: true };

/** Which of them a person named behind the job. */
export function namedIn(ref: JobRef | undefined): { indexes: readonly number[]; node?: number } {
  if (ref === undefined || ref.kind === "stream") return { indexes: [] };
  const { indexes = [], node } = ref;
  return node === undefined ? { indexes } : { indexes, node };
}

/** A child or a node as a job of its own: it has its own attempts and its own log; AWS is asked for it. */
export async function describeMember(request: Request, whole: Job, which: Which): Promise<Member> {
  const mistake = "child" in which ? noSuchChild(whole, [which.child]) : noSuchNode(whole, which.node);
  if (mistake !== undefined) return { mistake };
  if (whole.batchId === undefined) return { notYet: true };
  const answer = await describe(request, whole, idOf(whole.batchId, which));
  if (answer === undefined && "node" in which && isSingle(whole))
    return {
      mistake: `This job has no nodes, so it has no node ${which.node}: leave \`#${which.node}\` out.`,
    };
  if (answer === undefined || answer === "no answer") return { notYet: true };
  const job = memberJob(whole, answer.detail, request.nowMs);
  return job === undefined ? { notYet: true } : { job, detail: answer.detail };
}

/**
 * The children that a person named behind the job. A whole id, as AWS writes it, is AWS's own name of a child; all else
 * that is typed are the indexes that the card shows.
 */
export function childrenMeant(
  job: Job,
  ref: JobRef | undefined,
): { children: readonly number[] } | { mistake: string } {
  const { indexes } = namedIn(ref);
  return ref?.kind === "id" ? { children: indexes } : childrenNamed(job, indexes);
}

/** What is wrong with naming these, if anything is. */
export function noSuchChild({ asked }: Job, indexes: readonly number[]): string | undefined {
  const [index = 0] = indexes;
  const { arraySize } = asked;
  if (arraySize === undefined)
    return `This job is no array, so it has no child ${index}: leave the index out.`;
  if (indexes.every((each) => each < arraySize)) return undefined;
  return `This array has ${arraySize} children, counted from 0 to ${arraySize - 1}.${byOldIndex(asked, index)}`;
}

/** People know the indexes of the array that was there first. */
function byOldIndex({ oldIndexes: old }: Job["asked"], index: number): string {
  const child = old === undefined ? -1 : indexesIn(old).indexOf(index);
  return child < 0 ? "" : ` Index ${index} is its child ${child}.`;
}

function noSuchNode({ asked, facts }: Job, node: number): string | undefined {
  const count = facts?.head.nodes?.count ?? (asked.arraySize === undefined ? limits.nodes : 0);
  if (node < count) return undefined;
  if (asked.arraySize !== undefined)
    return `This is an array: behind its id goes a colon, as \`3fa9:${node}\`.`;
  return `This job has ${count} nodes, counted from 0 to ${count - 1}.`;
}

/** As far as AWS has told. */
function isSingle({ facts }: Job): boolean {
  return facts !== undefined && facts.head.nodes === undefined;
}

function idOf(batchId: BatchId, which: Which): BatchId {
  return "child" in which ? childId(batchId, which.child) : nodeId(batchId, which.node);
}
