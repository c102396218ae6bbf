/** What a card can show of the children of an array: counts, and why which of them failed. Bounded, whatever became of them. */

import type { BatchStatus } from "../job/report.ts";
import { limits } from "../limits.ts";
import { type Children, statusAt } from "./array-job.ts";
import { type ChildCause, readCause, stoppedCause } from "./child-cause.ts";

export type ChildrenSum = {
  /** Of those of which anything was heard. */
  counts: Readonly<Partial<Record<BatchStatus, number>>>;
  /** Most first; those that somebody stopped last, and behind them what was too much to be told apart. */
  failed: readonly FailedGroup[];
  firstStartedAtMs?: number;
  lastEndedAtMs?: number;
};

/** Children that failed of one cause. */
export type FailedGroup = ChildCause & {
  count: number;
  /** First and last index of neighbours, in order; of many, the first. */
  ranges: readonly Range[];
};

export type Range = readonly [first: number, last: number];

export function sumOf(children: Children): ChildrenSum {
  const { levels, causeAt, causes, ...times } = children;
  const counts: Partial<Record<BatchStatus, number>> = {};
  const failed: number[][] = Array.from({ length: causes.length + 1 }, () => []);
  for (let index = 0; index < levels.length; index++) {
    const status = statusAt(levels[index] ?? 0);
    if (status === undefined) continue;
    counts[status] = (counts[status] ?? 0) + 1;
    if (status === "FAILED") failed[causeAt[index] ?? 0]?.push(index);
  }
  return { counts, failed: groupsOf(failed, causes), ...times };
}

/** `failed`: the indexes of each cause, by its place; at 0 those that were one too many. */
function groupsOf(failed: readonly (readonly number[])[], causes: readonly string[]): FailedGroup[] {
  const indexesOf = (place: number): readonly number[] => failed[place] ?? [];
  const stopped = causes.indexOf(stoppedCause) + 1;
  const own = [...failed.keys()]
    .filter((place) => place > 0 && place !== stopped && indexesOf(place).length > 0)
    .sort((a, b) => indexesOf(b).length - indexesOf(a).length || a - b);
  const apart = [...own.slice(0, limits.failedGroups), ...(stopped > 0 ? [stopped] : [])];
  const others = [...own.slice(limits.failedGroups), 0].flatMap(indexesOf).sort((a, b) => a - b);
  return [
    ...apart.map((place) => groupOf(readCause(causes[place - 1] ?? ""), indexesOf(place))),
    groupOf({ cause: "other" }, others),
  ].filter(({ count }) => count > 0);
}

function groupOf(cause: ChildCause, indexes: readonly number[]): FailedGroup {
  return { ...cause, count: indexes.length, ranges: rangesOf(indexes, limits.failedRanges) };
}

/** Neighbours as ranges: 3, 17 and 18 are `3` and `17–18`. At most so many, the first. */
export function rangesOf(indexes: readonly number[], most: number): Range[] {
  const ranges: [number, number][] = [];
  for (const index of indexes) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else if (ranges.length < most) ranges.push([index, index]);
    else break;
  }
  return ranges;
}

/** How many of a group stand in none of its ranges. */
export function leftOut({ count, ranges }: Pick<FailedGroup, "count" | "ranges">): number {
  return ranges.reduce((left, [first, last]) => left - (last - first + 1), count);
}

export function failedIndexes({ levels }: Pick<Children, "levels">): number[] {
  const failed: number[] = [];
  levels.forEach((level, index) => {
    if (statusAt(level) === "FAILED") failed.push(index);
  });
  return failed;
}

/** Children that somebody stopped: AWS counts them among the failed. */
export function stoppedIn({ failed }: Pick<ChildrenSum, "failed">): number {
  return failed.find(({ cause }) => cause === "stopped")?.count ?? 0;
}
