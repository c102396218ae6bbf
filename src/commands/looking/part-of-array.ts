import { type OldIndexes, oldIndexes } from "../../domain/array/old-indexes.ts";
import type { Job } from "../../domain/job/job.ts";
import type { Pi } from "../../domain/people/pi.ts";
import { indexWords } from "../../messages/retrying/old-index-words.ts";
import type { Request } from "../request.ts";
import { type ChainFailures, failedOfChain } from "../retrying/failed-of-chain.ts";

/** Some indexes of the array that was there first, or all of its children where the job was a part of it. */
export type Part = ({ old: OldIndexes } | { all: number }) & { said?: readonly string[] };

export type PartWish = { failed: boolean; index?: readonly number[] | undefined };

/** By the indexes of the array that was there first, however often some of it were run again. Undefined: the job as it is. */
export async function partOfArray(
  request: Request,
  pi: Pi,
  of: { job: Job; last: Job },
  wish: PartWish,
): Promise<Part | Mistake | undefined> {
  const part = await wantedPart(request, pi, of, wish);
  if (part === undefined || "mistake" in part) return part;
  const said = part.said === undefined ? {} : { said: part.said };
  if (isAll(part.old))
    return of.job.asked.oldIndexes === undefined ? undefined : { ...said, all: part.old.size };
  return pi.arrayRetry === "off" ? { mistake: notAllowed(pi, part.old) } : part;
}

type Mistake = { mistake: string };

async function wantedPart(
  request: Request,
  pi: Pi,
  { job, last }: { job: Job; last: Job },
  wish: PartWish,
): Promise<{ old: OldIndexes; said?: readonly string[] } | Mistake | undefined> {
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
  const failed = await failedOfChain(request, pi, { job, last, size });
  if ("mistake" in failed) return failed;
  const { index } = wish;
  const isPicked = (each: number): boolean => index === undefined || index.includes(each);
  const picked = failed.still.filter(isPicked);
  const since = failed.mended.filter(isPicked);
  if (picked.length > 0) return { old: oldIndexes(picked, size), said: chainSaid(failed, since) };
  if (since.length > 0) return { mistake: "All of these that failed have succeeded since, run again." };
  return { mistake: index === undefined ? noneFailed : "None of these indexes failed." };
}

const noneFailed = "None of its children failed, so there is nothing to run again.";

/** Where what runs is not just what failed in the job that was named. */
function chainSaid({ earlier }: ChainFailures, mended: readonly number[]): string[] {
  return [
    ...(mended.length === 0
      ? []
      : [`index ${shownIndexes(mended)} of it succeeded since, run again, and is left out`]),
    ...(earlier.length === 0
      ? []
      : [`index ${shownIndexes(earlier)} failed in another run of this array and has not succeeded since`]),
  ];
}

function shownIndexes(indexes: readonly number[]): string {
  return indexWords(oldIndexes(indexes, 0), 24);
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
