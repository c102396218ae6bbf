/** Which child of the new array is which index of the one before, in words of ranges. */

import { type OldIndexes, oldIndexAt } from "../../domain/array/old-indexes.ts";
import type { Job } from "../../domain/job/job.ts";
import { grouped } from "../text/numbers.ts";

/** `3, 17–21 and 12 more` */
export function indexWords({ ranges }: Pick<OldIndexes, "ranges">, most: number): string {
  const shown = ranges.slice(0, most).map(([first, last]) => span(first, last));
  const left = ranges.slice(most).reduce((count, [first, last]) => count + last - first + 1, 0);
  return `${shown.join(", ")}${left > 0 ? ` and ${grouped(left)} more` : ""}`;
}

/** `index 3 → child 0`, `index 17–21 → child 1–5`: one line for each range. */
export function mappingLines({ ranges }: Pick<OldIndexes, "ranges">, most: number): string[] {
  let child = 0;
  const lines = ranges.map(([first, last]) => {
    const from = child;
    child += last - first + 1;
    return `index ${span(first, last)} → child ${span(from, child - 1)}`;
  });
  const left = lines.length - most;
  return left > 0 ? [...lines.slice(0, most), `and so on, up to child ${grouped(child - 1)}`] : lines;
}

/** `index 17`; of one that is run again both, for AWS and its log know the child alone: `child 1, index 17 before`. */
export function childWords(
  { asked: { oldIndexes: old, arraySize } }: Pick<Job, "asked">,
  child: number,
): string {
  const before = old && (arraySize === undefined ? old.ranges[0]?.[0] : oldIndexAt(old, child));
  return before === undefined ? `index ${child}` : `child ${child}, index ${before} before`;
}

function span(first: number, last: number): string {
  return first === last ? `${first}` : `${first}–${last}`;
}
