/** How long such jobs took: what is told of several times, without saying more than they say. */
export type TypicalTime = { count: number; medianMs: number; shortestMs: number; longestMs: number };

/** Undefined where there are none. */
export function typicalTime(timesMs: readonly number[]): TypicalTime | undefined {
  const sorted = timesMs.toSorted((a, b) => a - b);
  const [shortestMs] = sorted;
  const longestMs = sorted.at(-1);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (shortestMs === undefined || longestMs === undefined || upper === undefined || lower === undefined)
    return undefined;
  return { count: sorted.length, medianMs: (lower + upper) / 2, shortestMs, longestMs };
}
