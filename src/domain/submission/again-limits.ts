/** Of what is run again. */
export const againLimits = {
  /** What came before a job in its thread: one more than its card shows, so that it can say that there were more. */
  earlierJobs: 6,
  /** Jobs of a chain in which it is looked for what failed: nobody runs parts of one array again so often. */
  againLookedBack: 200,

  /** Of one lab; a list of them is read in one answer. */
  recipes: 200,
  /** A form has room for so many fields, and some more. */
  recipeBlanks: 20,
  /** Twice what AWS takes of command and environment, with names and all. */
  recipeBytes: 16 * 1_024,
} as const;
