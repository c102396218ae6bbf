import type { Generated } from "kysely";
import type {
  AccountId,
  BatchId,
  ChannelId,
  DraftId,
  InvocationId,
  LiveLogId,
  MemberId,
  MessageTs,
  NoticeId,
  PiName,
  SubjectId,
  SubmissionId,
} from "../domain/ids.ts";
import type { Duplicate } from "../domain/job/duplicate.ts";
import type { State } from "../domain/job/job-state.ts";
import type { LackingRight } from "../domain/people/refused-role.ts";
import type { SubmissionState } from "../domain/submission/submission.ts";
import type { JobLevel, Level, Whereabouts } from "../domain/telling/setting.ts";
import type { AccessSchema } from "./access-schema.ts";
import type { ApprovalSchema } from "./approval-schema.ts";
import type { AuditSchema } from "./audit-schema.ts";
import type { SnippetSchema } from "./snippet-schema.ts";
import type { WholeLogSchema } from "./whole-log-schema.ts";

/** Those that have a file of their own. */
type Apart = AccessSchema & ApprovalSchema & AuditSchema & SnippetSchema & WholeLogSchema;

/** The tables as the newest migration leaves them. Values are plain text, integers and JSON text: the same on every engine. */
export type Schema = Apart & {
  meta: { key: string; value: string };
  /** `zone`: null where Slack has not told it. */
  profiles: { member: MemberId; display_name: string; read_at_ms: number; zone: string | null };
  invocations: {
    id: InvocationId;
    verb: string;
    member: MemberId;
    body: string;
    received_at_ms: number;
    done_at_ms: number | null;
    /** How often somebody has taken it up to carry it out. */
    takes: number;
    /** Until when it is theirs, unless they say that they are still at it. */
    lease_until_ms: number;
  };
  /** Which jobs write into which log stream. */
  log_streams: { stream: string; job: SubmissionId };
  /** Of which run a job is, and what says so. */
  job_runs: {
    id: string;
    job: SubmissionId;
    pi: PiName;
    mark: string;
    run: string;
    /** As of the job. */
    submitted_at_ms: number;
  };
  drafts: { id: DraftId; member: MemberId; kind: string; body: string; created_at_ms: number };
  jobs: {
    id: SubmissionId;
    subject: SubjectId;
    pi: PiName;
    account: AccountId;
    region: string;
    batch_id: BatchId | null;
    owner: MemberId;
    hutchnet: string;
    name: string;
    job_name: string;
    /** Both names in small letters, as they are compared with patterns. */
    name_key: string;
    job_name_key: string;
    queue: string;
    definition: string;
    asked: string;
    state: State;
    version: number;
    facts: string | null;
    stop: string | null;
    /** Of one that needed a manager's yes. */
    approval: string | null;
    /** Why AWS would not take the submission, in its own words. */
    rejection: string | null;
    /** What the lab's role lacked, where it was not taken for that. */
    role_lacks: LackingRight | null;
    blocked: string | null;
    /** Of an array or a multi-node job: what its card shows of its children. */
    children: string | null;
    submitted_at_ms: number;
    ended_at_ms: number | null;
    /** Of one of a batch: which row of it. */
    batch_row: number | null;
    /** It is not sent because the lab's submitting is paused; null once it is tried. */
    held_since_ms: number | null;
    /** When AWS is to be asked about it, were no event to come. */
    ask_at_ms: number | null;
    /** When AWS is to be asked to stop it. */
    stop_due_ms: number | null;
    /** Since when AWS has answered that it does not know the job. */
    missing_since_ms: number | null;
    /** The store was put back: between these times much may have been said of the job that is not known here. */
    restored_from_ms: number | null;
    restored_at_ms: number | null;
  };
  /** Submissions of many jobs, which share a subject. */
  batches: {
    subject: SubjectId;
    name: string;
    first_job: SubmissionId;
    owner: MemberId;
    size: number;
    state: State;
    version: number;
    failures_told: number;
  };
  children: {
    job: SubmissionId;
    batch_id: BatchId;
    value: string;
    /** When AWS is to be asked which of them failed. */
    list_at_ms: number | null;
  };
  child_stops: {
    id: string;
    job: SubmissionId;
    pi: PiName;
    member: MemberId;
    body: string;
    /** Null when AWS has answered for all of them. */
    due_ms: number | null;
    at_ms: number;
  };
  submissions: {
    id: SubmissionId;
    state: SubmissionState;
    member: MemberId;
    pi: PiName;
    /** The SubmitJob request; emptied once AWS has answered for good, for it holds environment values. */
    request: string | null;
    tries: number;
    next_at_ms: number | null;
    missed_since_ms: number | null;
    /** Of how many tries nobody knows that AWS did not take them. */
    perhaps_taken: number;
  };
  duplicates: {
    account: AccountId;
    region: string;
    batch_id: BatchId;
    job: SubmissionId;
    state: Duplicate["state"];
    seen_at_ms: number;
    next_at_ms: number | null;
  };
  threads: {
    id: string;
    subject: SubjectId;
    job: SubmissionId;
    pi: PiName;
    channel: ChannelId;
    /** Where the card goes if it can not go here: channels and members, in order. */
    fallbacks: string;
    card_ts: MessageTs | null;
    shown_version: number;
    /** 1 when the job has moved on since the card was shown. */
    stale: number;
    edit_at_ms: number;
    /** An edit was begun then, and nobody has said yet what became of it. */
    editing_since_ms: number | null;
    /** Until then an edit that nobody answered may still land. */
    unsure_until_ms: number;
    state: "open" | "dead";
    /** 1 for one without a card: a message of its own to one person. */
    is_bare: Generated<number>;
  };
  notices: {
    seq: Generated<number>;
    id: NoticeId;
    thread: string;
    job: SubmissionId;
    kind: string;
    /** What makes it one of a kind in its thread: `finished`, `started:1`. */
    key: string;
    body: string;
    state: "queued" | "trying" | "sent" | "uncertain" | "dead";
    tries: number;
    next_at_ms: number;
    tried_at_ms: number | null;
    /** When nobody waited for the answer of that try any more. */
    gave_up_at_ms: number | null;
    /** How often an uncertain post was looked for in vain since it was tried. */
    looks: number;
    ts: MessageTs | null;
    /** 1 when the body has changed since it was posted. */
    stale: number;
    /** An edit was begun then, and nobody has said yet what became of it. */
    editing_since_ms: number | null;
    /** Until then an edit that nobody answered may still land. */
    unsure_until_ms: number;
    /** 1 when it was posted a second time, for the first was taken away. */
    reposted: number;
    created_at_ms: number;
    /** Until when log lines may still be added. */
    lines_until_ms: number | null;
    /** Not to be looked for before then. */
    lines_look_ms: number | null;
    /** What the log said at the last look. */
    lines_seen: string | null;
    error: string | null;
    /** Whom it mentions: a list of members. */
    calls: Generated<string>;
    /** Whom it calls to a success: such calls are counted, so that a burst of them is not one of mentions. */
    burst: MemberId | null;
  };
  /** What reads a log that is followed: how far it has come, and when it looks again. */
  live_logs: { id: LiveLogId; job: SubmissionId; body: string; due_ms: number };
  /** Who follows a log, in which message, and until when. */
  live_followers: { notice: NoticeId; member: MemberId; live: LiveLogId; until_ms: number };
  /** Ended jobs of which it is still to be found out how much they have logged. */
  log_measures: { job: SubmissionId; due_ms: number; until_ms: number };
  /** What of Slack's pace is used up: a row for each method, and one for each method and channel. */
  paces: { key: string; times: string; last_ms: number; stopped_until_ms: number };
  /** What a lab runs again and again; `body` and `blanks` as JSON. */
  recipes: { pi: PiName; name: string; body: string; blanks: string; made_by: MemberId; made_at_ms: number };
  /** What is null is as usual. */
  member_settings: {
    member: MemberId;
    place: Whereabouts | null;
    level: Level | null;
    /** Minutes since midnight, in the zone of the profile or else this one; both or none. */
    quiet_from: number | null;
    quiet_to: number | null;
    zone: string | null;
    set_at_ms: number;
  };
  /** What a lab has set for its jobs in a channel. */
  channel_settings: {
    channel: ChannelId;
    pi: PiName;
    place: Whereabouts | null;
    level: Level | null;
    set_by: MemberId;
    set_at_ms: number;
  };
  job_settings: { job: SubmissionId; level: JobLevel; set_by: MemberId; set_at_ms: number };
  /** Who asked to be called at the end of a job; who has taken it back stays, as no longer watching. */
  watchers: {
    job: SubmissionId;
    member: MemberId;
    /** Where they asked, and whether they read there. */
    channel: ChannelId;
    is_in: number;
    /** They see the job without being of its lab. */
    is_admin: number;
    watches: number;
    /** The press that made it so: done again after a crash, it is the same press. */
    invocation: InvocationId;
    set_at_ms: number;
  };
  /** What somebody is told of in the morning. */
  gathered: { member: MemberId; job: SubmissionId; due_ms: number };
  /** What a person gave last with a definition: texts by field. */
  form_values: { member: MemberId; pi: PiName; definition: string; body: string; used_at_ms: number };
  inbox: {
    seq: Generated<number>;
    event_id: string;
    account: AccountId;
    detail_type: string;
    body: string;
    received_at_ms: number;
  };
  /** Events of a kind we do not know, and those that could not be read: kept to be looked at and replayed. */
  set_aside: {
    seq: Generated<number>;
    event_id: string;
    account: AccountId;
    detail_type: string;
    body: string;
    why: string;
    received_at_ms: number;
  };
  /** Reports of jobs we do not know (yet). */
  strays: {
    seq: Generated<number>;
    account: AccountId;
    region: string;
    batch_id: BatchId;
    job_name: string;
    report: string;
    received_at_ms: number;
  };
};
