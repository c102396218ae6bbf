import { approvalLimits } from "./approval/approval-limits.ts";
import { logLimits } from "./logs/log-limits.ts";
import { snippetLimits } from "./logs/snippet-limits.ts";
import { wholeLogLimits } from "./logs/whole-log-limits.ts";
import { accessLimits } from "./people/access-limits.ts";
import { auditLimits } from "./people/audit-limits.ts";
import { againLimits } from "./submission/again-limits.ts";
import { batchLimits } from "./submission/batch-limits.ts";
import { formLimits } from "./submission/form-limits.ts";

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Every number that bounds something, with its unit in the name and its reason beside it. */
export const limits = {
  ...approvalLimits,

  /** AWS Batch: SubmitJob. */
  jobNameLength: 128,
  submitPayloadBytes: 30 * 1_024,
  /** A document is read up to this: twice of what AWS takes leaves room for indents and comments. */
  documentChars: 64 * 1_024,
  /** Of a file that somebody attached: a table of 500 jobs has some 50 KiB. */
  attachedBytes: 256 * 1_024,
  /** Nesting of SubmitJob's input goes eight deep; deeper is no such document. */
  documentDepth: 32,
  arraySizeMin: 2,
  arraySizeMax: 10_000,
  /** AWS Batch: nodes of one multi-node job. */
  nodes: 1_000,
  dependencies: 20,
  attempts: 10,
  retryRules: 5,
  /** AWS Batch: the reason of a stop, which becomes the status reason. */
  reasonLength: 1_024,
  timeoutMinSeconds: 60,
  /** ECS refuses longer overrides at dispatch, when it is too late to tell the person. */
  overridesBytes: 8_192,
  tags: 50,
  ...batchLimits,

  /** What a person may have open when the labs file does not say. */
  openSubmissions: 1_000,

  /** Slack: a response_url lasts 30 minutes; a margin for clocks. Each of ours is used once. */
  responseUrlMs: 25 * minuteMs,
  /** Slack: a trigger opens a view within 3 s. */
  triggerMs: 3 * secondMs,
  /** Between two tries to deliver an answer. */
  answerRetryMs: 5 * secondMs,
  answerRetryMaxMs: minuteMs,
  /** Older ones are not resumed after a restart: the person has typed it again. */
  resumeInvocationMs: 15 * minuteMs,
  /** An intention that a dead process was carrying out is taken up after this; a living one says in time that it is at it. */
  invocationLeaseMs: 30 * secondMs,
  invocationRenewMs: 10 * secondMs,
  /** How often one is taken up: what has ended so many processes ends no more. */
  invocationTakes: 5,
  /** So many are taken up at a time. */
  invocationsPerTurn: 50,
  /** A trigger or a Slack retry never comes later than this. */
  keepInvocationsMs: 7 * dayMs,
  /** A dry run holds environment values: not kept longer than a day. */
  keepDraftsMs: dayMs,
  /** What was set for one job, and who watched it, tells nobody anything once it has ended. */
  keepTellingsMs: dayMs,
  /** What was asked so long ago is not resumed, and AWS has answered it. */
  keepChildStopsMs: 7 * dayMs,
  keepSetAsideMs: 30 * dayMs,
  /** A year and a month: what was run this time last year can still be looked up, and compared. */
  keepJobsMs: 400 * dayMs,
  /** Nobody edits or looks for a post so long after its job's end; its card's place stays with the job. */
  keepNoticesMs: 90 * dayMs,
  /** A person's name, read again each day while they are about. */
  keepProfilesMs: 400 * dayMs,
  /** After a restore AWS is asked about all that is under way before its cards are made to show it. */
  restoredEditMs: minuteMs,
  /** Rows, and jobs with all that belongs to them, that are let go of at a time: an embedded engine does nothing else meanwhile. */
  forgetRows: 500,
  forgetSubjects: 50,
  /** Events set aside that are read, and put back, at a time: a bot may be at work on the same store. */
  setAsidePage: 1_000,
  /** AWS tells of an ended job for a week or so. */
  keepDuplicatesMs: 30 * dayMs,
  /** A submission learns its job's id within minutes. */
  keepStraysMs: hourMs,

  /** EventBridge sends 2 to 4 KiB; its own limit is 256 KiB. */
  eventBodyBytes: 256 * 1_024,
  /** EventBridge gives up on an answer after 5 s; ours is to be there within 4, whatever the store does. */
  eventAnswerMs: 3_500,
  /** Events waiting for the disk: beyond, EventBridge is asked to come again. */
  eventBacklog: 20_000,
  /** Of the largest events so many would take 5 GB: a small machine spares this, 30,000 of the usual size. */
  eventBacklogBytes: 128 * 1_024 * 1_024,
  /** As long as further events come in, a commit waits for them, but no longer than this: the disk is slower. */
  gatherEventsMs: 3,
  /** An engine takes some ten thousand values in one statement, and an event has five. */
  eventsPerCommit: 2_000,
  eventsPerFold: 500,
  eventsPerFoldMin: 10,
  /** Nobody is acknowledged during a fold on an embedded engine; when no more comes in, what waits is to go soon. */
  foldMs: 5,
  quietFoldMs: 40,
  /** After a turn of what works on its own, the others have so many times as long: a sender can not wait, an inbox can. */
  othersPerTurn: 9,
  /** An event that fails alone is tried so often, with growing pauses, before it is set aside: the store may have failed. */
  foldTries: 4,
  foldRetryMs: 500,
  /** Events saved and not yet applied: beyond, no more are taken out of the queue, which keeps them as safely. */
  inboxRows: 50_000,
  /** Beyond this, a gigabyte or so, EventBridge is asked to come again: it keeps an event for a day. */
  inboxRowsMax: 500_000,

  /** SQS: the longest poll, and the most messages of one. */
  queueWaitSeconds: 20,
  queueMessages: 10,
  /** Taken and not deleted, a message comes again after this: what is saved at all is saved within a second. */
  queueHiddenSeconds: 30,
  /** How many receive at once while there is more than one takes: ten messages a round trip are 300 a second. */
  queueReceivers: 6,
  /** A message that comes this often is tried apart, so that it can not hold up its neighbours. */
  queueReceives: 5,
  queueRetryMs: secondMs,
  queueRetryMaxMs: minuteMs,

  /** PostgreSQL takes a hundred connections unless told otherwise: some replicas must fit, and operators' tools. */
  storeConnections: 10,
  /** An idle connection is let go after this. */
  storeIdleMs: 30 * secondMs,
  /** Until a connection is there, be it a new one or one that others leave free. */
  storeConnectMs: 10 * secondMs,
  /** At start nobody waits for us yet, and the server may just be starting too. */
  storeOpenMs: minuteMs,
  /** A connection on which nothing was heard for so long is asked whether it is still there. */
  storeKeepAliveMs: 10 * secondMs,
  /** What the store does takes milliseconds; what takes longer than this hangs. */
  storeStatementMs: 30 * secondMs,
  storeLockMs: 10 * secondMs,
  /** Between two statements of a transaction we wait for nothing but the store. */
  storeIdleInTransactionMs: 20 * secondMs,
  /** How often a transaction that lost a race is done in all. */
  storeTries: 5,

  /** Slack's own bound on a request body is far below. */
  slackBodyBytes: 1_024 * 1_024,
  /** Slack: a signature older than 5 minutes is a replay; we hold the future to the same. */
  signatureSkewSeconds: 5 * 60,

  /** An uncertain submission is looked up until found, or missed for this long. */
  submissionMissedMs: 2 * minuteMs,
  submissionLookMs: 5 * secondMs,
  submissionRetryMs: 2 * secondMs,
  submissionRetryMaxMs: minuteMs,
  /** A submission that a dead process left behind is taken up after this; a living one is done by then. */
  submissionLeaseMs: 30 * secondMs,

  /** A process is told of its own work; what another one leaves behind it finds when it looks, so often. */
  lookAroundMs: 5 * secondMs,

  /** A stop that a dead process left behind is taken up after this; a living one has its answer by then. */
  stopLeaseMs: minuteMs,
  stopRetryMs: 5 * secondMs,
  /** Jobs and children of arrays that one `cancel` stops: nobody reads through more, and at AWS's pace it is a minute's work. */
  stopsAtOnce: 500,
  /** Batch throttles an account at some 50 calls a second: so many are for stopping many. */
  stopCallsPerSecond: 10,
  stopCallsBurst: 10,
  /** An answer about many waits so long for AWS; what is not settled by then goes on behind it. */
  stopAnswerMs: 8 * secondMs,
  /** Children whose stops are sent before it is saved how far it came. */
  childStopsPerSave: 20,

  /** Slack's rate limit tiers, per workspace; "several hundred" messages a minute is taken as 240. */
  slackPerMinute: {
    "chat.postMessage": 240,
    "chat.update": 50,
    "chat.postEphemeral": 100,
    "conversations.history": 50,
    "conversations.replies": 50,
    "chat.delete": 50,
  },
  /** Slack counts a minute by when calls arrive, and one may be on its way for longer than another: a second to spare. */
  slackMinuteMs: 61 * secondMs,
  /** Slack takes about one message a second in a channel. */
  slackChannelGapMs: 1_050,
  /** Slack counts by the minute. */
  keepPacesMs: 2 * minuteMs,
  /** How long a call to Slack may take. */
  slackCallMs: 10 * secondMs,
  /** A try whose outcome nobody has saved by then was left by a dead process. */
  slackTryLeaseMs: 15 * secondMs,
  /** What nobody answered may still land this long after it was sent. */
  slackLateMs: 45 * secondMs,

  /** An uncertain post is looked for so long after its try was given up, and then; only afterwards posted again. */
  postLooksAfterMs: [10 * secondMs, 30 * secondMs],
  /** A step that Slack's pace or an outage has held up this long is not told any more once the job has ended. */
  staleStepMs: minuteMs,
  /** A notice that waits longer than this is told to the operators. */
  noticeLateMs: 2 * minuteMs,
  /** What Slack has not taken for this long it will not take. */
  noticeGiveUpMs: 7 * dayMs,
  noticeTries: 20,
  /** So often in a row Slack has refused to let a post be looked for: it is posted again, as where it may not be read. */
  lookRefusals: 20,
  /** The store is looked at this often, even when nothing wakes us: what a dead process left is to be done. */
  threadsRestMs: 5 * secondMs,
  postRetryMs: secondMs,
  postRetryMaxMs: minuteMs,
  /** Slack in trouble: after so many answers of 5xx or none, one probe each so often. */
  slackSilences: 3,
  slackProbeMs: 5 * secondMs,
  /** In a burst so many successes of one person call them in a channel; the rest are told without a mention. */
  burstCalls: 3,
  burstMs: minuteMs,
  /** Of those who asked to be told of an end, so many are mentioned in the reply; the others get a direct message. */
  watchersInReply: 20,
  /** How often it is looked whose quiet hours have ended, though nobody said so. */
  morningLookMs: minuteMs,
  /** Lines of a morning summary, each with a link that Slack is asked for. */
  digestLines: 15,
  /** Edits of one card: what comes faster is shown together. */
  cardEditMs: 1_500,
  /** Of an array's card: the pause grows with its age, so that an hour takes some 50 edits and a day some 330. */
  cardPauseGrowth: 0.15,
  cardEditMaxMs: 5 * minuteMs,

  /** An edit that Slack does not take is tried again with pauses that grow to this. */
  editRetryMaxMs: 10 * minuteMs,
  /** Of so many edits it is remembered how often they failed. */
  editRefusals: 10_000,

  /** CloudWatch lags a job's end; after this a failed job's reply stays without lines. */
  logLinesMs: minuteMs,
  logLinesRetryMs: 3 * secondMs,

  /** The first question to AWS about a job comes after this part of the quiet time; the pauses double up to it. */
  askFirst: 0.1,
  /** How the pause between two questions to AWS about a quiet job grows with its age. */
  askGrowth: 0.25,
  askMaxMs: hourMs,
  /** All children of an array have ended, and its own end has not been told: AWS is asked after this. */
  askEndedMs: 5 * secondMs,
  /** Jobs that a dead process was asking about are asked about again after this; a living one has its answer by then. */
  askLeaseMs: minuteMs,
  /** AWS counts failed children that have not told of themselves: it is asked which they are after this, and no longer than that. */
  listFailuresMs: 5 * secondMs,
  listFailuresForMs: hourMs,
  /** ListJobs gives a thousand at a time without filters. */
  listPages: 10,
  /** Clients and sessions kept open, per kind: of a thousand members only some ask in the same hour. */
  awsClients: 500,
  /** Queues and definitions seldom change: a form that is filled in, and a lab at work, ask of the same ones again and again. */
  awsAnswersMs: 10 * secondMs,
  awsAnswers: 2_000,
  /** Batch throttles an account at some 50 calls a second, and people come first: so many are ours to ask with. */
  askCallsPerSecond: 5,
  askCallsBurst: 5,
  /** Labs that are asked about at the same time. */
  askLabs: 20,
  /** An account that throttles, or does not answer, is left alone for this long, and longer each time. */
  askRetryMs: 2 * secondMs,
  askRetryMaxMs: 5 * minuteMs,
  /** DescribeJobs takes this many ids. */
  describeJobs: 100,
  /** Of its answers so many are taken in at a time: an embedded engine does nothing else meanwhile. */
  jobsPerTake: 20,
  /** After this long of not being known to AWS a job is lost. */
  lostAfterMs: dayMs,

  /** Children of an array take one byte each and one more if they failed; this many causes are told apart, and no more. */
  childCauses: 30,
  /** Of AWS's words where we have none of our own: enough to recognise them. */
  childReasonLength: 80,
  /** When an array will be done is told once this share has ended, over at least this long. */
  paceShare: 0.1,
  paceMinMs: minuteMs,
  /** What a job's row and its card hold of its failed children: groups of one cause, and ranges of each. */
  failedGroups: 6,
  failedRanges: 24,
  /** Jobs that bear the name of one submission: at most two are ever expected. */
  earlyFamilies: 4,

  ...accessLimits,
  ...againLimits,
  ...auditLimits,

  ...formLimits,

  /** Answers. */
  listPage: 15,
  candidates: 6,
  ...logLimits,
  ...snippetLimits,
  ...wholeLogLimits,
  profileMs: dayMs,
} as const;
