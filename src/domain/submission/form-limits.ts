const dayMs = 24 * 60 * 60_000;

/** What bounds forms; part of `limits`. */
export const formLimits = {
  /** A choice that Slack asks for has 3 s, and shows a hundred options. */
  suggestions: 100,
  suggestMs: 2_000,
  /** Of what a form asks AWS before it is acknowledged; what takes longer is checked after. */
  reviewMs: 1_800,
  /** Of a lab's definitions so many pages of a hundred revisions are read. */
  definitionPages: 10,
  /** Forms that are changed while they are open: of so many it is known what was pressed last. */
  openForms: 1_000,
  /** Parameters that get a field of their own: Slack shows a hundred blocks. */
  parameterFields: 40,
  /** How long such jobs took is told by so many of the lab's last, of so many revisions of the definition. */
  timedJobs: 20,
  timedRevisions: 5,
  /** What a form begins with: whoever comes back next year finds it as they left it. */
  keepFormValuesMs: 400 * dayMs,
  /** Definitions whose last values are kept for one person in one lab. */
  formValuesPerMember: 50,
} as const;
