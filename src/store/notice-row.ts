import type { Selectable } from "kysely";
import type { MemberId, MessageTs, NoticeId, SubmissionId } from "../domain/ids.ts";
import type { LiveTail } from "../domain/logs/live-log.ts";
import type { PeopleNotice } from "../domain/people/people-notice.ts";
import type { Digest } from "../domain/telling/digest.ts";
import type { ApprovalRequest, Notice, SnippetNotice } from "../domain/telling/notice.ts";
import type { Schema } from "./schema.ts";

/** The post of a card, something said under it, a log as it grows or a piece of one, a morning summary, what asks for a yes, or a word about people. */
export type NoticeBody =
  | Notice
  | { kind: "card" }
  | LiveTail
  | SnippetNotice
  | Digest
  | ApprovalRequest
  | PeopleNotice;

export type NewNotice = {
  id: NoticeId;
  thread: string;
  job: SubmissionId;
  key: string;
  body: NoticeBody;
  createdAtMs: number;
  linesUntilMs?: number;
  /** Whom it mentions; nobody, where it is left out. */
  calls?: readonly MemberId[];
  /** Whom it calls to a success. */
  burst?: MemberId;
};

export type NoticeRow = Omit<NewNotice, "calls"> & {
  calls: readonly MemberId[];
  seq: number;
  state: "queued" | "trying" | "sent" | "uncertain" | "dead";
  tries: number;
  nextAtMs: number;
  triedAtMs?: number;
  /** When nobody waited for the answer of the try any more. */
  gaveUpAtMs?: number;
  looks: number;
  ts?: MessageTs;
  /** The lines of a failed job's log, as they were when it was last looked at: cleaned and masked. */
  linesSeen?: readonly string[];
};

export function noticeOf(row: Selectable<Schema["notices"]>): NoticeRow {
  return {
    seq: row.seq,
    id: row.id,
    thread: row.thread,
    job: row.job,
    key: row.key,
    body: JSON.parse(row.body),
    state: row.state,
    tries: row.tries,
    nextAtMs: row.next_at_ms,
    ...(row.tried_at_ms === null ? {} : { triedAtMs: row.tried_at_ms }),
    ...(row.gave_up_at_ms === null ? {} : { gaveUpAtMs: row.gave_up_at_ms }),
    looks: row.looks,
    ...(row.ts === null ? {} : { ts: row.ts }),
    createdAtMs: row.created_at_ms,
    ...(row.lines_until_ms === null ? {} : { linesUntilMs: row.lines_until_ms }),
    calls: JSON.parse(row.calls),
    ...(row.burst === null ? {} : { burst: row.burst }),
    ...(row.lines_seen === null ? {} : { linesSeen: JSON.parse(row.lines_seen) }),
  };
}
