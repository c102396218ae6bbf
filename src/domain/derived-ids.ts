import { createHash } from "node:crypto";
import type {
  AccessRequestId,
  ChannelId,
  DraftId,
  InvocationId,
  LiveLogId,
  MemberId,
  NoticeId,
  QuestionId,
  ReferenceId,
  SnippetId,
  SubjectId,
  SubmissionId,
  WholeLogId,
} from "./ids.ts";
import type { Followed } from "./logs/live-log.ts";

/**
 * Ids that follow from what they are about: done again after a crash, the same deed has the same id,
 * and the store refuses the second.
 */
export function submissionIdOf(invocation: InvocationId): SubmissionId {
  return `s_${digest("submission", invocation, 20)}` as SubmissionId;
}

/** Six lower-case letters or digits that make a sent job name one of a kind. */
export function nameSuffixOf(submission: SubmissionId): string {
  return BigInt(`0x${digest("suffix", submission, 16)}`)
    .toString(36)
    .padStart(6, "0")
    .slice(-6);
}

export function subjectIdOf(submission: SubmissionId): SubjectId {
  return `u_${submission.slice(2)}` as SubjectId;
}

export function threadIdOf(subject: SubjectId, channel: ChannelId | MemberId): string {
  return `t_${digest("thread", `${subject} ${channel}`, 20)}`;
}

/** Of a message of its own to one person; `about` is a subject, or a morning. */
export function directThreadIdOf(about: string, member: MemberId): string {
  return `t_${digest("direct", `${about} ${member}`, 20)}`;
}

/** Of a message that asks for a yes: one for each place and round. */
export function approvalThreadIdOf(job: SubmissionId, place: ChannelId, round: string): string {
  return `t_${digest("approval", `${job} ${place} ${round}`, 20)}`;
}

/** Of a message about people: one for each place and moment. */
export function peopleThreadIdOf(about: string, place: ChannelId, key: string): string {
  return `t_${digest("people", `${about} ${place} ${key}`, 20)}`;
}

export function accessRequestIdOf(invocation: InvocationId): AccessRequestId {
  return `a_${digest("access request", invocation, 20)}` as AccessRequestId;
}

export function questionIdOf(invocation: InvocationId): QuestionId {
  return `q_${digest("question", invocation, 20)}` as QuestionId;
}

export function noticeIdOf(thread: string, key: string): NoticeId {
  return `n_${digest("notice", `${thread} ${key}`, 20)}` as NoticeId;
}

export function draftIdOf(invocation: InvocationId, name: string): DraftId {
  return `d_${digest("draft", `${invocation} ${name}`, 20)}` as DraftId;
}

/** A button carries it: each press is one intention, for what is taken back may have to be asked for again. */
export function snippetIdOf(invocation: InvocationId): SnippetId {
  return `x_${digest("snippet", invocation, 20)}` as SnippetId;
}

/** Of a piece of a log that goes to a place of its own, and of what its sharer is told of it. */
export function snippetThreadIdOf(snippet: SnippetId, place: ChannelId): string {
  return `t_${digest("snippet", `${snippet} ${place}`, 20)}`;
}

/** Of the children of one array that one intention stops. */
export function childStopIdOf(invocation: InvocationId, job: SubmissionId): string {
  return `c_${digest("child stop", `${invocation} ${job}`, 20)}`;
}

/** Whoever follows the same log shares what reads it. */
export function liveLogIdOf({ job, child, node }: Followed): LiveLogId {
  return `l_${digest("live log", `${job} ${child ?? ""} ${node ?? ""}`, 20)}` as LiveLogId;
}

export function wholeLogIdOf(invocation: InvocationId): WholeLogId {
  return `w_${digest("whole log", invocation, 20)}` as WholeLogId;
}

/** Of what is told of it while it is gathered. */
export function wholeLogNoticeIdOf(log: WholeLogId): NoticeId {
  return `n_${digest("whole log", log, 20)}` as NoticeId;
}

/** Stands in the place of a person who was erased; nobody can tell from it who it was. */
export function pseudonymOf(draft: DraftId): MemberId {
  return `UERASED${digest("pseudonym", draft, 8).toUpperCase()}` as MemberId;
}

/** Short enough to be read out: it stands in the answer and in the log. */
export function referenceIdOf(invocation: InvocationId): ReferenceId {
  return digest("reference", invocation, 8) as ReferenceId;
}

function digest(kind: string, text: string, length: number): string {
  return createHash("sha256").update(`${kind} ${text}`).digest("hex").slice(0, length);
}
