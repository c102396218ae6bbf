const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** Of an answer about logs, and of what is read for it; part of `limits`. */
export const logLimits = {
  logTailDefault: 20,
  /** Of several children of an array: so many an answer, with so few lines of each; a search looks at more (one DescribeJobs). */
  logChildren: 8,
  logChildrenSearched: 100,
  logChildTail: 5,
  logChildPages: 5,
  /** More lines than this nobody reads in a message, nor more around each match. */
  logTailMax: 500,
  logContext: 20,
  /** Calls to CloudWatch for one answer, and how long they may take together. */
  logPages: 50,
  logReadMs: 20 * secondMs,
  logLineChars: 500,
  /** A line of JSON says something only as a whole: up to this, as long as all lines fit. */
  logWholeChars: 3_000,
  /** CloudWatch's shortest retention. */
  logKeptMs: 24 * 60 * minuteMs,
  /** A stream of no known job is looked for in so many accounts: only admins have more. */
  streamAccounts: 10,
  /** CloudWatch takes 10 calls a second per account and region in its smallest regions. */
  logCallsPerSecond: 10,
  logCallsBurst: 3,
  /** What it throttles nevertheless is asked for again after such a rest of the whole account. */
  logThrottledMs: secondMs,
  logThrottledTries: 4,

  /** A live log goes on for so long, unless somebody asks for more of it. */
  liveMs: 30 * minuteMs,
  /** CloudWatch has a job's last lines some seconds after its end. */
  liveAfterEndMs: 20 * secondMs,
  /** Nobody reads more at once; and all of them share Slack's pace with the cards. */
  livePerMember: 3,
  liveAtOnce: 20,
  /** As many of the last lines as a phone shows when most need two of its rows; none needs more than some ten. */
  liveLines: 16,
  liveLineChars: 300,
  /** Between two looks at a log that grows; at one that has been quiet for some looks, and that has not begun after some. */
  liveLookMs: 3 * secondMs,
  liveQuietMs: 6 * secondMs,
  liveWaitMs: 10 * secondMs,
  liveQuietLooks: 4,
  /** How often AWS is asked how the job is: whether it has begun another attempt, or has ended. */
  liveAskMs: 15 * secondMs,
  /** A look takes so many pages of so many lines; what comes faster is left out. */
  livePages: 4,
  liveEvents: 2_500,
  /** A look that a dead process began is made anew after this. */
  liveLeaseMs: 20 * secondMs,
  /** Of Slack's edits a minute, all live logs take so many, and leave so many free for cards and replies. */
  liveEdits: 20,
  liveEditsLeft: 15,
  /** A log that can not be read is said to be so after a while, and is given up after another. */
  liveTroubleToldMs: 30 * secondMs,
  liveTroubleMs: 5 * minuteMs,
  liveRetryMs: 5 * secondMs,
  liveRetryMaxMs: 30 * secondMs,
  /** A log of so many bytes is unusual, and its owner is told what it costs: one dollar at list price. */
  logCostBytes: 2_000_000_000,
  /** Calls to CloudWatch to find out, for one ended job; most take one. */
  logCostCalls: 5,
  /** CloudWatch lags the end, and other questions come first. */
  logCostAfterMs: 5 * 60 * secondMs,
  /** What could not be found out by then is no news any more. */
  logCostUntilMs: 24 * 60 * 60 * secondMs,
  logCostRetryMs: 10 * 60 * secondMs,
  /** Between two jobs: the quota of an account is for people. */
  logCostPauseMs: secondMs,
} as const;
