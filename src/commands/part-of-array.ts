import { readChildSummary } from "../domain/child-summary.ts";
import { failedIndexes } from "../domain/children-sum.ts";
import type { Job } from "../domain/job.ts";
import { indexesIn, type OldIndexes, oldIndexAt, oldIndexes } from "../domain/old-indexes.ts";
import type { Pi } from "../domain/pi.ts";
import { progressOf } from "../domain/progress.ts";
import type { Request } from "./request.ts";

/** Some indexes of the array that was there first, or all of its children where the job was a part of it. */
export type Part = { old: OldIndexes } | { all: number };

export type PartWish = { failed: boolean; index?: readonly number[] | undefined };

/** By the indexes of the array that was there first, however often some of it were run again. Undefined: the job as it is. */
export async function partOfArray(
  request: Request,
  pi: Pi,
  job: Job,
  wish: PartWish,
): Promise<Part | Mistake | undefined> {
  const part = await wantedPart(request, pi, job, wish);
  if (part === undefined || "mistake" in part) return part;
  if (isAll(part.old)) return job.asked.oldIndexes === undefined ? undefined : { all: part.old.size };
  return pi.arrayRetry === "off" ? { mistake: notAllowed(pi, part.old) } : part;
}

type Mistake = { mistake: string };

async function wantedPart(
  request: Request,
  pi: Pi,
  job: Job,
  wish: PartWish,
): Promise<{ old: OldIndexes } | Mistake | undefined> {
  const { arraySize, oldIndexes: before } = job.asked;
  if (!wish.failed && wish.index === undefined) return before && { old: before };
  const size = before?.size ?? arraySize;
  if (size === undefined)
    return {
      mistake:
        "This job is no array, so it has no children that could be picked: leave that out to run it again.",
    };
  const tooLarge = wish.index?.find((index) => index >= size);
  if (tooLarge !== undefined)
    return { mistake: `The array has ${size} indexes, from 0 to ${size - 1}; there is no ${tooLarge}.` };
  if (!wish.failed) return { old: oldIndexes(wish.index ?? [], size) };
  const failed = await failedOf(request, pi, job);
  if ("mistake" in failed) return failed;
  const { index } = wish;
  const picked = index === undefined ? failed.indexes : failed.indexes.filter((each) => index.includes(each));
  if (picked.length === 0)
    return { mistake: index === undefined ? noneFailed : "None of these indexes failed." };
  return { old: oldIndexes(picked, size) };
}

const noneFailed = "None of its children failed, so there is nothing to run again.";

/** In the numbers of the first array. AWS is asked where not all have told; where it does not tell either, nothing is guessed. */
async function failedOf(
  request: Request,
  pi: Pi,
  job: Job,
): Promise<{ indexes: readonly number[] } | { mistake: string }> {
  const { services } = request;
  const { batchId, asked } = job;
  const before = asked.oldIndexes;
  // A single index that was run again is no array: all of it failed, or nothing.
  if (asked.arraySize === undefined)
    return job.state === "succeeded" ? { mistake: noneFailed } : { indexes: before ? indexesIn(before) : [] };
  if (batchId === undefined) return { mistake: neverRan };
  const whole = await toldBy(request, pi, job);
  const progress = progressOf(whole);
  const known = failedIndexes(await services.store.children.get({ job: job.id, batchId }));
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

/** Nothing has to be told where each index is the child's own number. */
function isAll({ ranges, size }: OldIndexes): boolean {
  const [[first, last] = [0, -1], another] = ranges;
  return another === undefined && first === 0 && last === size - 1;
}

function notAllowed({ name }: Pi, { ranges }: OldIndexes): string {
  const shown = ranges.slice(0, 5).map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`));
  const more = ranges.length > shown.length ? ", …" : "";
  return `Batch can not run a part of an array: a smaller one counts from 0 again, and a program would read other samples than ${shown.join(", ")}${more}. ${name} has not said how its programs learn their old index (\`arrayRetry\` is off). Retry all of it without picking, or submit these indexes by hand; a manager can have \`arrayRetry\` set to \`shell\` or \`env\`.`;
}
