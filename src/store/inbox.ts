import type { Selectable } from "kysely";
import type { AccountId } from "../domain/ids.ts";
import type { Hold } from "./engine.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Inbox = ReturnType<typeof inboxOn>;

/** An event as it came, without environment and command. */
export type InboxEvent = {
  eventId: string;
  account: AccountId;
  detailType: string;
  body: string;
  receivedAtMs: number;
};

export type InboxRow = InboxEvent & { seq: number };

/** Events taken in and not yet applied, and those set aside. */
export function inboxOn(db: Db, hold: Hold) {
  return {
    async append(events: readonly InboxEvent[]): Promise<void> {
      await db.insertInto("inbox").values(events.map(toRow)).execute();
    },

    /** Inside a transaction, of those that no other has in its hands. */
    async oldest(limit: number): Promise<InboxRow[]> {
      const rows = db.selectFrom("inbox").selectAll().orderBy("seq").limit(limit);
      return (await hold.freeRows(rows).execute()).map((row) => ({ ...fromRow(row), seq: row.seq }));
    },

    /** Those of them that are still there. Inside a transaction, only those that no other has in its hands. */
    async those(seqs: readonly number[]): Promise<InboxRow[]> {
      if (seqs.length === 0) return [];
      const rows = db.selectFrom("inbox").selectAll().where("seq", "in", seqs).orderBy("seq");
      return (await hold.freeRows(rows).execute()).map((row) => ({ ...fromRow(row), seq: row.seq }));
    },

    async remove(seqs: readonly number[]): Promise<void> {
      if (seqs.length > 0) await db.deleteFrom("inbox").where("seq", "in", seqs).execute();
    },

    /** Kept to be looked at and replayed; the caller removes it from the inbox in the same transaction. */
    async setAside(event: InboxEvent, why: string): Promise<void> {
      await db
        .insertInto("set_aside")
        .values({ ...toRow(event), why })
        .execute();
    },

    /** To be looked at; the oldest first. */
    async aside(limit: number): Promise<(InboxEvent & { why: string })[]> {
      const rows = await db.selectFrom("set_aside").selectAll().orderBy("seq").limit(limit).execute();
      return rows.map((row) => ({ ...fromRow(row), why: row.why }));
    },

    async forgetSetAsideBefore(ms: number): Promise<void> {
      await db.deleteFrom("set_aside").where("received_at_ms", "<", ms).execute();
    },

    /** Reads no further than it must. */
    async holdsMoreThan(rows: number): Promise<boolean> {
      const beyond = db.selectFrom("inbox").select("seq").orderBy("seq").offset(rows).limit(1);
      return (await beyond.executeTakeFirst()) !== undefined;
    },

    async depth(): Promise<number> {
      const { n } = await db
        .selectFrom("inbox")
        .select((e) => e.fn.countAll<number>().as("n"))
        .executeTakeFirstOrThrow();
      return Number(n);
    },
  };
}

function fromRow(row: Omit<Selectable<Schema["inbox"]>, "seq">): InboxEvent {
  return {
    eventId: row.event_id,
    account: row.account,
    detailType: row.detail_type,
    body: row.body,
    receivedAtMs: row.received_at_ms,
  };
}

function toRow(event: InboxEvent) {
  return {
    event_id: event.eventId,
    account: event.account,
    detail_type: event.detailType,
    body: event.body,
    received_at_ms: event.receivedAtMs,
  };
}
