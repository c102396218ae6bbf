/** Of many jobs submitted together; part of `limits`. */
export const batchLimits = {
  /** Jobs of one submission: more rows of a table than anybody looks through, and a card still counts them. */
  batchRows: 500,
  /** A table as text: 500 rows of paths fit many times over. */
  batchTableChars: 1_000_000,
  batchColumns: 50,
  /** Failures that have a reply of their own in a batch's thread; the card shows them all. */
  batchFailureReplies: 5,
  /** Of a batch, the jobs that its closing reply names. */
  batchFailuresNamed: 10,
  /** What is wrong with a table: enough to see what it is, and as much as a message holds. */
  batchMistakes: 20,
} as const;
