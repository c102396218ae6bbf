const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** Of pieces of logs that people share; part of `limits`. */
export const snippetLimits = {
  /** More lines than this nobody reads in a thread: the whole log is a file of its own. */
  snippetLines: 500,
  snippetContext: 20,
  snippetComment: 500,
  /** Children of an array of which lines are shared at once. */
  snippetChildren: 8,
  /** An answer waits so long for Slack; what is not there by then is told later, or seen where it stands. */
  snippetAnswerMs: 6 * secondMs,
  /** One that still waits for Slack is looked at again so often: what was refused is told its sharer. */
  snippetLookMs: 20 * secondMs,
  /** What Slack does not take away is asked for again, ever less often. */
  takeBackRetryMs: 2 * secondMs,
  takeBackRetryMaxMs: 10 * minuteMs,
} as const;
