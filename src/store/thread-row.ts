import type { Selectable } from "kysely";
import type { ChannelId, MemberId, MessageTs, PiName, SubjectId, SubmissionId } from "../domain/ids.ts";
import type { Schema } from "./schema.ts";

/** One place where a subject is shown: its card and the replies under it. */
export type Thread = {
  id: string;
  subject: SubjectId;
  job: SubmissionId;
  pi: PiName;
  channel: ChannelId;
  /** Where the card goes if it can not go to the channel, in this order. A member means their direct messages. */
  fallbacks: readonly (ChannelId | MemberId)[];
  cardTs?: MessageTs;
};

/** A thread's columns beside another table's: names that do not meet. */
export const threadColumns = [
  "t.id as thread_id",
  "t.subject as thread_subject",
  "t.job as thread_job",
  "t.pi as thread_pi",
  "t.channel as thread_channel",
  "t.fallbacks as thread_fallbacks",
  "t.card_ts as thread_card_ts",
] as const;

type Row = Pick<
  Selectable<Schema["threads"]>,
  "id" | "subject" | "job" | "pi" | "channel" | "fallbacks" | "card_ts"
>;

export type ThreadColumns = { [K in keyof Row as `thread_${K}`]: Row[K] };

export function threadOf(row: ThreadColumns): Thread {
  return toThread({
    id: row.thread_id,
    subject: row.thread_subject,
    job: row.thread_job,
    pi: row.thread_pi,
    channel: row.thread_channel,
    fallbacks: row.thread_fallbacks,
    card_ts: row.thread_card_ts,
  });
}

/** As it is before its card stands. */
export function toRow(thread: Omit<Thread, "cardTs">) {
  return {
    id: thread.id,
    subject: thread.subject,
    job: thread.job,
    pi: thread.pi,
    channel: thread.channel,
    fallbacks: JSON.stringify(thread.fallbacks),
    card_ts: null,
    shown_version: 0,
    stale: 0,
    edit_at_ms: 0,
    editing_since_ms: null,
    unsure_until_ms: 0,
    state: "open" as const,
  };
}

export function toThread(row: Row): Thread {
  return {
    id: row.id,
    subject: row.subject,
    job: row.job,
    pi: row.pi,
    channel: row.channel,
    fallbacks: JSON.parse(row.fallbacks),
    ...(row.card_ts === null ? {} : { cardTs: row.card_ts }),
  };
}
