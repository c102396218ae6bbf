/** What is found on the way through a value. */
export type Notes = {
  mistakes: string[];
  /** Whether every mistake is put right in the value that is given back. */
  isMended: boolean;
  /** Paths of what a skeleton has and nobody filled in. */
  leftEmpty: string[];
};
