/** Ids are distinct types, so that a channel can not be passed where a member is meant. */
type Id<Name extends string> = string & { readonly [brand]: Name };
declare const brand: unique symbol;

/** A person in Slack: `U0JBLOW`. */
export type MemberId = Id<"member">;
/** A Slack team (workspace): `T0…`. */
export type TeamId = Id<"team">;
/** A Slack channel, private channel or direct message. */
export type ChannelId = Id<"channel">;
/** The `ts` of a Slack message, unique within its channel. */
export type MessageTs = Id<"messageTs">;
/** A lab head's name, `peters-u`. */
export type PiName = Id<"pi">;
/** A file in Slack: `F0…`. */
export type FileId = Id<"file">;
/** Twelve digits. */
export type AccountId = Id<"account">;
/** The job id AWS Batch gives; a child of an array has `:index` behind it, a node of a multi-node job `#node`. */
export type BatchId = Id<"batch">;
/** Our own id of a job and the value of its tag `batchmate:submission`. */
export type SubmissionId = Id<"submission">;
/** What one thread is about. A job and its retries share one. */
export type SubjectId = Id<"subject">;
/** One thing to say in a thread; stands in the post's metadata, the same on every try. */
export type NoticeId = Id<"notice">;
/** What reads one log that is followed, for all who follow it. */
export type LiveLogId = Id<"live log">;
/** Somebody's wish to be let into a lab. */
export type AccessRequestId = Id<"access request">;
/** What somebody asks the admins. */
export type QuestionId = Id<"question">;
/** One intention of a person; a repeated delivery has the same. */
export type InvocationId = Id<"invocation">;
/** Something prepared and not yet carried out: a dry run, a question before a cancel. */
export type DraftId = Id<"draft">;
/** One wish for a whole log as a file. */
export type WholeLogId = Id<"wholeLog">;
/** A piece of a log that was shared. */
export type SnippetId = Id<"snippet">;
/** What a person reads out to an admin when something went wrong on our side. */
export type ReferenceId = Id<"reference">;

/** A member's id stands for their direct messages, until Slack has told which conversation that is. */
export function directPlaceOf(member: MemberId): ChannelId {
  return member as string as ChannelId;
}
