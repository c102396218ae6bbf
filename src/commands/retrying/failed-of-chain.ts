/** Which indexes of an array have failed, however often parts of it were run again since. */
import { readChildSummary } from "../../domain/array/child-summary.ts";
import { failedIndexes } from "../../domain/array/children-sum.ts";
import { failedOverRuns, indexesOfJob } from "../../domain/array/failed-over-runs.ts";
import { oldIndexAt } from "../../domain/array/old-indexes.ts";
import type { Job } from "../../domain/job/job.ts";
import { progressOf } from "../../domain/job/progress.ts";
import { limits } from "../../domain/limits.ts";
import type { Pi } from "../../domain/people/pi.ts";
import type { Request } from "../request.ts";

/** In the numbers of the first array, in order. */
export type ChainFailures = {
  /** Failed, and nothing has brought them to success since. */
  still: readonly number[];
  /** Of those, the ones that did not fail in the job that was named. */
  earlier: readonly number[];
  /** Failed in the job that was named, and have succeeded since. */
  mended: readonly number[];
};

type Of = { job: Job; last: Job; size: number };

/** AWS is asked where not all have told; where it does not tell either, nothing is guessed. */
export async function failedOfChain(
  request: Request,
  pi: Pi,
  { job, last, size }: Of,
): Promise<ChainFailures | { mistake: string }> {
  const before = await request.services.store.jobs.before(last, limits.againLookedBack);
  const runs: { job: Job; indexes: readonly number[]; failed: readonly number[] }[] = [];
  for (const each of [last, ...before]) {
    const indexes = indexesOfJob(each, size);
    // What AWS never took left all as it was, and what is no part of this array tells nothing of it.
    if (each.batchId === undefined || indexes === undefined) continue;
    const failed = await failedOf(request, pi, each);
    if ("mistake" in failed) return failed;
    runs.unshift({ job: each, indexes, failed: failed.indexes });
    // All of it ran: what was before that is past, but for what the one that was named is asked for.
    if (indexes.length === size && each.submittedAtMs <= job.submittedAtMs) break;
  }
  if (runs.length === 0) return { mistake: neverRan };
  const still = failedOverRuns(runs);
  const own = runs.find((run) => run.job.id === job.id)?.failed ?? [];
  return {
    still,
    earlier: still.filter((index) => !own.includes(index)),
    mended: own.filter((index) => !still.includes(index)),
  };
}

/** In the numbers of the first array. */
async function failedOf(
  request: Request,
  pi: Pi,
  job: Job,
): Promise<{ indexes: readonly number[] } | { mistake: string }> {
  const { batchId, asked } = job;
  const before = asked.oldIndexes;
  // A single index that was run again is no array: it failed, or did not.
  if (asked.arraySize === undefined || batchId === undefined)
    return { indexes: before === undefined || job.state === "succeeded" ? [] : [before.ranges[0]?.[0] ?? 0] };
  const whole = await toldBy(request, pi, job);
  const progress = progressOf(whole);
  const known = failedIndexes(await request.services.store.children.get({ job: job.id, batchId }));
  const counted = progress === undefined ? undefined : progress.failed + progress.stopped;
  if (counted !== known.length || (progress?.unknown ?? 0) > 0)
    return {
      mistake: `I can not tell yet which children failed: of ${counted ?? "them"} that failed I know ${known.length} by their index, and AWS has not told the others. Try again in a minute, or run again those you know with \`--index\`.`,
    };
  const old = known.map((child) => (before === undefined ? child : oldIndexAt(before, child)));
  return { indexes: old.filter((index) => index !== undefined) };
}

const neverRan =
  "AWS never took this job, so none of its children ran: leave `--failed` out to submit it again.";

/** The array after AWS was asked which of its children failed, where they have not all told so themselves. */
async function toldBy({ services, nowMs, logger }: Request, pi: Pi, job: Job): Promise<Job> {
  const progress = progressOf(job);
  const told = job.children?.counts.FAILED ?? 0;
  const isWhole =
    progress !== undefined && progress.unknown === 0 && progress.failed + progress.stopped === told;
  if (isWhole || job.batchId === undefined) return job;
  try {
    const summaries = await services.batch.failedChildren(pi, job.batchId);
    await services.takeReports(summaries.flatMap((summary) => readChildSummary(job, summary, nowMs) ?? []));
  } catch (error) {
    logger.warn({ err: error, job: job.batchId }, "AWS could not be asked which children of an array failed");
  }
  return (await services.store.jobs.get(job.id)) ?? job;
}
