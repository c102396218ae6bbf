const secondMs = 1_000;
const minuteMs = 60 * secondMs;

/** Of whole logs that are sent as files; part of `limits`. */
export const wholeLogLimits = {
  /** Slack takes files of 1 GB at most; of a longer log its beginning is sent, and the rest is in the console. */
  wholeLogBytes: 1_000_000_000,
  /** Larger ones are packed: what takes long to fetch nobody opens in passing. */
  wholeLogPlainBytes: 100_000_000,
  /** How long a log is gathered: a gigabyte takes some minutes at CloudWatch's pace. */
  wholeLogGatherMs: 30 * minuteMs,
  /** Of several children of an array: AWS tells of a hundred in one call. */
  wholeLogParts: 100,
  /** Under way at a time: of a person, of all people, and in one process. */
  wholeLogsOfMember: 3,
  wholeLogsOfAll: 30,
  wholeLogsAtOnce: 2,
  /** One that a dead process was at is taken up after this; a living one says in time that it is at it. */
  wholeLogLeaseMs: 30 * secondMs,
  wholeLogRenewMs: 2 * secondMs,
  /** What takes no longer than this is told by its file alone. */
  wholeLogQuietMs: 4 * secondMs,
  /** Between two edits of what is told meanwhile: Slack takes 50 a minute, of cards as well. */
  wholeLogProgressMs: 5 * secondMs,
  /** Between two tries where AWS or Slack is in trouble, and for how long. */
  wholeLogRetryMs: 5 * secondMs,
  wholeLogRetryMaxMs: minuteMs,
  wholeLogTryMs: 20 * minuteMs,
  /** Of a page that CloudWatch does not give just now: so often it is asked for again before all is begun anew. */
  wholeLogPageTries: 5,
  /** A file whose sharing nobody answered is looked for so long after, and only then shared again. */
  wholeLogLooksAfterMs: [10 * secondMs, 30 * secondMs],
  /** What came of one is kept so long that it is not sent anew. */
  keepWholeLogsMs: 7 * 24 * 60 * minuteMs,
} as const;
