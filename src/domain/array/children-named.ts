/** Children as people name them: of a part of an array that runs again by the indexes of the array that was there first. */
import type { Job } from "../job/job.ts";
import { indexesIn, oldIndexAt } from "./old-indexes.ts";

/** Which children these indexes are. None of them: all of the job, for a single index that runs again is no array. */
export function childrenNamed(
  { asked: { oldIndexes: old, arraySize } }: Pick<Job, "asked">,
  indexes: readonly number[],
): { children: readonly number[] } | { mistake: string } {
  if (old === undefined) return { children: indexes };
  const childAt = new Map(indexesIn(old).map((index, child) => [index, child]));
  const children: number[] = [];
  for (const index of indexes) {
    const child = childAt.get(index);
    if (child === undefined)
      return {
        mistake:
          index < old.size
            ? `Index ${index} was not run again: this job runs index ${shown(old.ranges)} of the array of ${old.size} again.`
            : `The array has ${old.size} indexes, from 0 to ${old.size - 1}; there is no ${index}.`,
      };
    children.push(child);
  }
  return { children: arraySize === undefined ? [] : children };
}

/** The index by which people know a child. */
export function indexOfChild({ asked: { oldIndexes: old } }: Pick<Job, "asked">, child: number): number {
  return old === undefined ? child : (oldIndexAt(old, child) ?? child);
}

const rangesShown = 12;

function shown(ranges: readonly (readonly [number, number])[]): string {
  const words = ranges
    .slice(0, rangesShown)
    .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`));
  return `${words.join(", ")}${ranges.length > rangesShown ? ", …" : ""}`;
}
