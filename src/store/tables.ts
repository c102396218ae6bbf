import type { Kysely } from "kysely";
import type { AskedTogether } from "../domain/approval/asked-together.ts";
import type { BatchId, MemberId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { Stop } from "../domain/job/stop.ts";
import { acceptSubmission, announce } from "./accept-submission.ts";
import { type AccessRequests, accessRequestsOn } from "./access-requests.ts";
import { type Approvals, approvalsOn } from "./approvals.ts";
import { type Asking, askManagers } from "./ask-managers.ts";
import { askedAsOne } from "./asked-as-one.ts";
import { type Audit, auditOn } from "./audit.ts";
import { type Batches, batchesOn } from "./batches.ts";
import { type Bursts, burstsOn } from "./bursts.ts";
import { type ChildStops, childStopsOn } from "./child-stops.ts";
import { type ChildrenTable, childrenOn } from "./children.ts";
import type { Decision } from "./decided-job.ts";
import { type Drafts, draftsOn } from "./drafts.ts";
import { type Duplicates, duplicatesOn } from "./duplicates.ts";
import type { Engine, Hold } from "./engine.ts";
import { type Erased, type Erasing, erasePerson } from "./erase-person.ts";
import { type ExportedTable, exportPerson } from "./export-person.ts";
import { type FormValues, formValuesOn } from "./form-values.ts";
import { type Gathered, gatheredOn } from "./gathered.ts";
import { type Inbox, inboxOn } from "./inbox.ts";
import { type Invocations, invocationsOn } from "./invocations.ts";
import { type JobUse, jobUseOn } from "./job-use.ts";
import { type Jobs, jobsOn } from "./jobs.ts";
import { type LiveLogs, liveLogsOn } from "./live-logs.ts";
import { type LogMeasures, logMeasuresOn } from "./log-measures.ts";
import { type LogStreams, logStreamsOn } from "./log-streams.ts";
import { type LongReads, onSameConnection } from "./long-reads.ts";
import { markRestored, type RestoreTimes } from "./mark-restored.ts";
import { type Meta, metaOn } from "./meta.ts";
import { type Notices, noticesOn } from "./notices.ts";
import { type Paces, pacesOn } from "./paces.ts";
import { type Pauses, pausesOn } from "./pauses.ts";
import { type People, peopleOn } from "./people.ts";
import { type Questions, questionsOn } from "./questions.ts";
import { type Recipes, recipesOn } from "./recipes.ts";
import { type JobChange, type RecordTime, recordJob } from "./record-job.ts";
import { type Roster, rosterOn } from "./roster.ts";
import type { Schema } from "./schema.ts";
import { type Settings, settingsOn } from "./settings.ts";
import { type Settled, settleApproval } from "./settle-approval.ts";
import { type Snippets, snippetsOn } from "./snippets.ts";
import { type Standings, standingsOn } from "./standings.ts";
import { type Strays, straysOn } from "./strays.ts";
import { type Submissions, submissionsOn } from "./submissions.ts";
import { type Threads, threadsOn } from "./threads.ts";
import { type Watchers, watchersOn } from "./watchers.ts";
import { type WholeLogs, wholeLogsOn } from "./whole-logs.ts";
import { withdrawSubmission } from "./withdraw-submission.ts";

/** One room for each kind of thing that is kept; the same inside and outside a transaction. */
export type Tables = {
  accessRequests: AccessRequests;
  approvals: Approvals;
  audit: Audit;
  batches: Batches;
  children: ChildrenTable;
  childStops: ChildStops;
  bursts: Bursts;
  drafts: Drafts;
  duplicates: Duplicates;
  formValues: FormValues;
  gathered: Gathered;
  inbox: Inbox;
  invocations: Invocations;
  jobs: Jobs;
  jobUse: JobUse;
  liveLogs: LiveLogs;
  logStreams: LogStreams;
  logMeasures: LogMeasures;
  meta: Meta;
  notices: Notices;
  paces: Paces;
  pauses: Pauses;
  /** Who is let into labs, and who leaves them: only inside a transaction. */
  people: People;
  questions: Questions;
  recipes: Recipes;
  roster: Roster;
  settings: Settings;
  snippets: Snippets;
  standings: Standings;
  strays: Strays;
  submissions: Submissions;
  threads: Threads;
  watchers: Watchers;
  wholeLogs: WholeLogs;
  /** Saves what a job has become and what is worth saying about it: only inside a transaction. */
  recordJob(change: JobChange, time: RecordTime): Promise<void>;
  /** A submission has learnt its job's id: only inside a transaction. Gives the job as it is now. */
  acceptSubmission(accepted: { job: Job; batchId: BatchId }, time: RecordTime): Promise<Job>;
  /** What AWS has certainly not taken is stopped by not sending it: only inside a transaction. */
  withdrawSubmission(stopped: { job: Job; stop: Stop }, time: RecordTime): Promise<Job>;
  /** The job's card is to be posted in all its threads: only inside a transaction. */
  announce(job: Job, nowMs: number): Promise<void>;
  /** Those who may say yes are asked: only inside a transaction. */
  askManagers(asking: Asking, nowMs: number): Promise<void>;
  /** Of many jobs that one yes is for, all of them as if they were one. */
  askedAsOne(job: Job): Promise<AskedTogether>;
  /** A yes, a no, or neither: only inside a transaction. */
  settleApproval(decision: Decision, time: RecordTime): Promise<Settled>;
  /** All that is kept of a person. */
  exportPerson(member: MemberId): Promise<Record<string, ExportedTable>>;
  /** A person is known here no more: a little at a time, and not inside a transaction. */
  erasePerson(erasing: Erasing): Promise<Erased>;
  /** The store was put back from a copy: only inside a transaction. */
  markRestored(times: RestoreTimes): Promise<void>;
};

export type Db = Kysely<Schema>;

/** `hold`: how what is read to be written is kept from others; outside of a transaction it is not. */
export function tablesOn(
  db: Db,
  engine: Engine,
  hold: Hold,
  longReads: LongReads = onSameConnection(db),
): Tables {
  const tables: Tables = {
    accessRequests: accessRequestsOn(db, hold),
    approvals: approvalsOn(db, hold),
    audit: auditOn(db, hold),
    batches: batchesOn(db, hold),
    children: childrenOn(db),
    childStops: childStopsOn(db, hold),
    bursts: burstsOn(db),
    drafts: draftsOn(db),
    duplicates: duplicatesOn(db, engine),
    formValues: formValuesOn(db),
    gathered: gatheredOn(db),
    inbox: inboxOn(db, hold),
    invocations: invocationsOn(db, engine),
    jobs: jobsOn(db, hold, engine),
    jobUse: jobUseOn(db, hold),
    liveLogs: liveLogsOn(db, hold, engine),
    logStreams: logStreamsOn(db),
    logMeasures: logMeasuresOn(db),
    meta: metaOn(db, hold),
    notices: noticesOn(db, longReads),
    paces: pacesOn(db),
    pauses: pausesOn(db, hold),
    people: peopleOn(() => tables),
    questions: questionsOn(db, hold),
    recipes: recipesOn(db, hold),
    roster: rosterOn(db, hold),
    settings: settingsOn(db),
    snippets: snippetsOn(db, hold),
    standings: standingsOn(db),
    strays: straysOn(db),
    submissions: submissionsOn(db, hold, engine),
    threads: threadsOn(db, hold, longReads),
    watchers: watchersOn(db, hold),
    wholeLogs: wholeLogsOn(db, hold, engine),
    recordJob: (change, time) => recordJob(tables, change, time),
    acceptSubmission: (accepted, time) => acceptSubmission(tables, accepted, time),
    withdrawSubmission: (stopped, time) => withdrawSubmission(tables, stopped, time),
    announce: (job, nowMs) => announce(tables, job, nowMs),
    askManagers: (asking, nowMs) => askManagers(tables, asking, nowMs),
    askedAsOne: (job) => askedAsOne(tables, job),
    settleApproval: (decision, time) => settleApproval(tables, decision, time),
    exportPerson: (member) => exportPerson(db, member),
    erasePerson: (erasing) => erasePerson(db, erasing),
    markRestored: (times) => markRestored(db, times),
  };
  return tables;
}
