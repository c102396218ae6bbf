import { readEvent } from "../domain/event/read-event.ts";
import type { ReadDetail } from "../domain/job/job-detail.ts";
import type { InboxRow } from "./inbox.ts";

/** So many, the oldest first, or those of them that are still there. */
export type WhichRows = { oldest: number } | { seqs: readonly number[] };

/** With what it tells of a job. */
export type HandedRow = InboxRow & { read: ReadDetail };

export function readRow(row: InboxRow): HandedRow {
  return { ...row, read: readEvent(row) };
}
