const secondMs = 1_000;

/** Of an answer about logs, and of what is read for it; part of `limits`. */
export const logLimits = {
  logTailDefault: 20,
  /** Of several children of an array: so many an answer, with so few lines of each; a search looks at more (one DescribeJobs). */
  logChildren: 8,
  logChildrenSearched: 100,
  logChildTail: 5,
  logChildPages: 5,
  logTailMax: 500,
  /** Calls to CloudWatch for one answer, and how long they may take together. */
  logPages: 50,
  logReadMs: 20 * secondMs,
  logLineChars: 500,
  /** CloudWatch takes 10 calls a second per account and region in its smallest regions. */
  logCallsPerSecond: 10,
  logCallsBurst: 3,
  /** What it throttles nevertheless is asked for again after such a rest of the whole account. */
  logThrottledMs: secondMs,
  logThrottledTries: 4,
} as const;
