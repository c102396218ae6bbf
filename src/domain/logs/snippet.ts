import type {
  ChannelId,
  FileId,
  MemberId,
  MessageTs,
  NoticeId,
  PiName,
  SnippetId,
  SubmissionId,
} from "../ids.ts";

/** A piece of a job's log that somebody shares: where it goes, and how far it has come. */
export type Snippet = {
  id: SnippetId;
  job: SubmissionId;
  pi: PiName;
  by: MemberId;
  /** A member's id stands for their direct messages, until these are opened. */
  channel: ChannelId;
  /** Under which it goes up. */
  notice: NoticeId;
  state: SnippetState;
  /** Kept until it is in Slack, or is to be there no more. */
  content?: SnippetContent;
  /** Of a long one, once its bytes are with Slack. */
  file?: FileId;
  ts?: MessageTs;
  takenBy?: MemberId;
  atMs: number;
};

/**
 * `waiting` for Slack; `posted`; being taken back (`taking`), and `taken` back; `gone` where somebody else took it away;
 * `failed` where Slack would not take it.
 */
export type SnippetState = "waiting" | "posted" | "taking" | "taken" | "gone" | "failed";

/** What is posted. */
export type SnippetContent = {
  /** As the sharer saw them: cleaned, masked, each with its time. */
  lines: readonly string[];
  /** Values hidden among them. */
  masked: number;
  /** Which log it is a piece of. */
  of: SnippetSource;
  /** Of the times. */
  zone: string;
  comment?: string;
};

export type SnippetSource = {
  /** Of an array. */
  indexes?: readonly number[];
  node?: number;
  attempt?: { number: number; of: number };
  /** Lines that match. */
  pattern?: string;
  /** AWS has forgotten the job, and with it what of its environment is secret. */
  ownSecretsUnknown?: true;
};
