const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What bounds the roster, and how long people are waited for; part of `limits`. */
export const accessLimits = {
  /** Where no manager answers, admins are asked on the same day. */
  accessAdminsMs: 4 * hourMs,
  /** A fortnight's holiday fits in; what was asked for longer ago is asked for anew. */
  accessExpireMs: 15 * dayMs,
  accessReasonLength: 500,
  accessesPerTurn: 50,
  /** Of one person: more at a time are not asked for by anybody who means it. */
  openAccessRequests: 5,
  /** Requests and questions, once they are answered: as long as jobs. */
  keepRequestsMs: 400 * dayMs,

  /** A PI is offered to who has begun to name one: by so many first letters, and only so many. */
  piLetters: 3,
  pisOffered: 5,

  /** Of a lab, on one page. */
  rosterPage: 20,
  /** A hundred labs with ten people each; an embedded engine does nothing else for half a second meanwhile. */
  importRows: 1_000,
  importChars: 200_000,
  /** What an import would do is shown up to so many lines; of what is wrong with it as many. */
  importShown: 25,

  /** Beyond, all people of the workspace are read at once, a thousand a call: of addresses Slack takes fifty a minute. */
  peopleOneByOne: 15,

  pauseReasonLength: 500,
  /** What is saved and not sent looks this often whether it may go: who resumes wakes it at once, where they are of the same process. */
  pausedLookMs: 30_000,
  /** Of one person, when no lab of theirs says: nobody types so fast, and a script that does is slowed. */
  commandsPerMinute: 600,
  strangersCommandsPerMinute: 60,
  /** Whose commands of the last minute are counted at a time: more people than a workspace has at work. */
  peopleCounted: 20_000,

  questionLength: 2_000,
  openQuestions: 5,

  /** Slack is asked about each person of the roster once a day: users.info takes a hundred a minute, and names need some. */
  lookMs: dayMs,
  lookGapMs: 2_000,
  lookRetryMs: 60_000,
  /** A look that a dead process began is made again after this. */
  lookLeaseMs: 60_000,
  /** Who was never looked at is waited for this long as they ask for something. */
  standingMs: 1_000,

  /** Whoever checks a lab waits no longer for one look at AWS. */
  labLookMs: 20_000,
  /** Groups of logs that are looked at then: definitions of a lab seldom name more than one or two. */
  labLogGroups: 5,

  /** What a lab's role lacks is told again after so long; where it was mended in between, so soon: a role may let in one and not another. */
  roleToldMs: dayMs,
  roleMendedMs: 600_000,
} as const;
