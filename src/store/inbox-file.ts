import { chmodSync, closeSync, openSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { readIn } from "../domain/event/admit-event.ts";
import type { Arrival, Arrived, InboxEvent } from "../domain/event/inbox-event.ts";
import type { InboxRow } from "./inbox.ts";

/** It lies beside the store's own file. */
export function inboxPathOf(path: string): string {
  return `${path}.inbox`;
}

/** How many pages its log may have before the file is brought up to it: 8 MB. */
const tidyPages = 2_000;

/** The inbox of one process, in a file of its own. All of it waits for the disk: it belongs on a thread beside. */
export function openInboxFile(path: string) {
  // Events hold parameters and tags: the file, and with it SQLite's own beside it, is its owner's alone.
  closeSync(openSync(path, "a", 0o600));
  chmodSync(path, 0o600);
  const file = new Sqlite(path);
  file.pragma("journal_mode = WAL");
  // An event that was acknowledged must survive a power cut: FULL waits for the disk at every commit.
  file.pragma("synchronous = FULL");
  // What is let go of is overwritten, and not only forgotten.
  file.pragma("secure_delete = ON");
  file.pragma("cache_size = -16384");
  file.pragma(`wal_autocheckpoint = ${tidyPages}`);
  // What a flood once needed is given back afterwards.
  file.pragma("journal_size_limit = 67108864");
  file.exec(`create table if not exists inbox (
    seq integer primary key autoincrement,
    event_id text not null,
    account text not null,
    detail_type text not null,
    body text not null,
    received_at_ms integer not null
  ) strict`);
  const insert = file.prepare<[string, string, string, string, number]>(
    "insert into inbox (event_id, account, detail_type, body, received_at_ms) values (?, ?, ?, ?, ?)",
  );
  const columns =
    "seq, event_id as eventId, account, detail_type as detailType, body, received_at_ms as receivedAtMs";
  const oldest = file.prepare<[number], InboxRow>(`select ${columns} from inbox order by seq limit ?`);
  const one = file.prepare<[number], InboxRow>(`select ${columns} from inbox where seq = ?`);
  const remove = file.prepare<[number]>("delete from inbox where seq = ?");
  // Each by itself is found at an end of the table; asked for together, all of it would be read.
  const ends = file.prepare<[], { first: number | null; last: number | null }>(
    "select (select min(seq) from inbox) as first, (select max(seq) from inbox) as last",
  );
  const beyond = file.prepare<[number], { seq: number }>(
    "select seq from inbox order by seq limit 1 offset ?",
  );
  return {
    take: (arrivals: readonly (Arrival | InboxEvent)[]): Arrived[] =>
      arrivals.map((arrival) => {
        const { arrived, event } = readIn(arrival);
        if (event !== undefined) {
          const { eventId, account, detailType, body, receivedAtMs } = event;
          insert.run(eventId, account, detailType, body, receivedAtMs);
        }
        return arrived;
      }),
    oldest: (limit: number): InboxRow[] => oldest.all(limit),
    those: (seqs: readonly number[]): InboxRow[] => seqs.flatMap((seq) => one.get(seq) ?? []),
    remove: (seqs: readonly number[]): void => {
      for (const seq of seqs) remove.run(seq);
    },
    depth: (): number => {
      const { first, last } = ends.get() ?? { first: null, last: null };
      return first === null || last === null ? 0 : last - first + 1;
    },
    holdsMoreThan: (rows: number): boolean => beyond.get(rows) !== undefined,
    /** The log holds pages as they were before: it is emptied. */
    scrub: (): void => void file.pragma("wal_checkpoint(TRUNCATE)"),
    /** All of it is durable when this returns, or nothing of it was done. */
    inOne: <T>(work: () => T): T => file.transaction(work)(),
    close: (): void => void file.close(),
  };
}
