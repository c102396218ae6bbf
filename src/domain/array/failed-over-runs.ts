/** An array and the parts of it that were run again, told in the numbers of the array that was there first. */
import type { Job } from "../job/job.ts";
import { indexesIn } from "./old-indexes.ts";

/** Which indexes a job ran, and which of them failed. */
export type Run = { indexes: readonly number[]; failed: readonly number[] };

/** Oldest first: what failed in any run, and in none since then succeeded. In order. */
export function failedOverRuns(runs: readonly Run[]): number[] {
  const still = new Set<number>();
  for (const { indexes, failed } of runs) {
    for (const index of indexes) still.delete(index);
    for (const index of failed) still.add(index);
  }
  return [...still].sort((a, b) => a - b);
}

/** Undefined for what is no part of an array of that size. */
export function indexesOfJob({ asked }: Pick<Job, "asked">, size: number): readonly number[] | undefined {
  const { oldIndexes: old, arraySize } = asked;
  if (old !== undefined) return old.size === size ? indexesIn(old) : undefined;
  return arraySize === size ? Array.from({ length: size }, (_, index) => index) : undefined;
}
