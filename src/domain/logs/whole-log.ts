import type {
  BatchId,
  ChannelId,
  FileId,
  MemberId,
  MessageTs,
  PiName,
  SubmissionId,
  WholeLogId,
} from "../ids.ts";

/** A wish for the whole log of a job as a file, and how far it has come. No text of the log is kept. */
export type WholeLog = {
  id: WholeLogId;
  member: MemberId;
  /** As whom AWS is asked. */
  hutchnet: string;
  pi: PiName;
  job: SubmissionId;
  parts: readonly LogPart[];
  /** Of more children than one file holds. */
  partsLeft?: number;
  fileName: string;
  /** The person's own, for the times. */
  zone: string;
  /** Of a log that goes on: what comes later is not waited for. Exclusive. */
  untilMs?: number;
  atMs: number;
  /** When somebody is to see to it. */
  dueMs: number;
  /** Since when nothing succeeds, and how often it was tried. */
  trouble?: { sinceMs: number; tries: number };
  /** What is told in the direct messages while it is gathered; without `ts` nobody knows whether it was posted. */
  progress?: { channel: ChannelId; ts?: MessageTs };
  step: WholeLogStep;
};

/** One stream of it. */
export type LogPart = {
  /** The job, child or node whose own secrets are masked. */
  batchId: BatchId;
  region: string;
  group: string;
  stream: string;
  /** Counted from 1. */
  attempt: number;
  attempts: number;
  index?: number;
  node?: number;
  container?: string;
};

export type WholeLogStep =
  /** Nobody has seen anything of it: begun anew, it does no harm. */
  | { kind: "gathering" }
  /** The file is at Slack, and nobody sees it until it is shared: since `triedAtMs` perhaps it is. */
  | {
      kind: "sharing";
      file: FileId;
      channel: ChannelId;
      gathered: Gathered;
      triedAtMs?: number;
      looks: number;
    }
  | { kind: "ended"; how: WholeLogEnd };

export type WholeLogEnd = "sent" | "stopped" | WholeLogFailure;

/** Why there is no file. */
export type WholeLogFailure =
  /** AWS keeps logs only for a time, or nothing was ever written. */
  | "gone"
  | "empty"
  /** AWS or Slack has not answered for too long. */
  | "aws"
  | "slack"
  /** The workspace takes no such files from the bot. */
  | "not taken"
  /** The person is of the lab no more. */
  | "no access"
  /** Of the bot's machine. */
  | "no room";

/** What stands in the file. */
export type Gathered = {
  lines: number;
  /** Of the text, before it is packed. */
  bytes: number;
  /** Values that look like secrets. */
  masked: number;
  /** AWS has forgotten the job, or some of them, and with it what of their environment is secret. */
  ownSecretsUnknown?: true;
  /** The rest of the log did not fit, or there was no time for it; until when it was read. */
  cut?: { why: "size" | "time"; atMs?: number };
  /** Streams of which nothing was there. */
  missing?: number;
};
