import type { Selectable } from "kysely";
import { readIn } from "../domain/event/admit-event.ts";
import type { Arrival, Arrived, InboxEvent } from "../domain/event/inbox-event.ts";
import type { Hold } from "./engine.ts";
import { forgetOldest } from "./forget.ts";
import { preparedForRows } from "./prepared.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Inbox = ReturnType<typeof inboxOn>;

export type InboxRow = InboxEvent & { seq: number };

export type SetAsideEvent = InboxRow & { why: string };

/** `eventIds`: only those, unless it is empty. */
export type AsideRange = { eventIds?: readonly string[]; afterSeq?: number; throughSeq?: number };

/** For each number of events that often come together its own statement. */
const appendOf = Array.from({ length: 65 }, () =>
  preparedForRows((db, rows: readonly ReturnType<typeof toRow>[]) => db.insertInto("inbox").values(rows)),
);

/** Events taken in and not yet applied, and those set aside. */
export function inboxOn(db: Db, hold: Hold) {
  const inbox = {
    /** Whether it is kept by a thread of its own, and this one never waits for the disk. */
    isBeside: false,

    /** Keeps all that are events, and theirs who sent them, or none. */
    async take(arrivals: readonly (Arrival | InboxEvent)[]): Promise<Arrived[]> {
      const read = arrivals.map(readIn);
      await inbox.append(read.flatMap(({ event }) => event ?? []));
      return read.map(({ arrived }) => arrived);
    },

    async append(events: readonly InboxEvent[]): Promise<void> {
      if (events.length === 0) return;
      const rows = events.map(toRow);
      const append = appendOf[rows.length];
      if (append === undefined) await db.insertInto("inbox").values(rows).execute();
      else await append(db, hold, rows);
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
    async aside(limit: number, which: AsideRange = {}): Promise<SetAsideEvent[]> {
      const { eventIds = [], afterSeq, throughSeq } = which;
      let asked = db.selectFrom("set_aside").selectAll().orderBy("seq").limit(limit);
      if (eventIds.length > 0) asked = asked.where("event_id", "in", eventIds);
      if (afterSeq !== undefined) asked = asked.where("seq", ">", afterSeq);
      if (throughSeq !== undefined) asked = asked.where("seq", "<=", throughSeq);
      return (await asked.execute()).map((row) => ({ ...fromRow(row), seq: row.seq, why: row.why }));
    },

    async newestAside(): Promise<number | undefined> {
      const seqs = db.selectFrom("set_aside").select("seq").orderBy("seq", "desc").limit(1);
      return (await seqs.executeTakeFirst())?.seq;
    },

    async asideCount(): Promise<number> {
      const { n } = await db
        .selectFrom("set_aside")
        .select((e) => e.fn.countAll<number>().as("n"))
        .executeTakeFirstOrThrow();
      return Number(n);
    },

    /** Back into the inbox, to be applied once more; gives how many were there. Only inside a transaction. */
    async putBack(seqs: readonly number[]): Promise<number> {
      if (seqs.length === 0) return 0;
      const rows = await db.deleteFrom("set_aside").where("seq", "in", seqs).returningAll().execute();
      await inbox.append(rows.map(fromRow));
      return rows.length;
    },

    forgetSetAsideBefore: (ms: number) =>
      forgetOldest(db, { table: "set_aside", key: "seq", at: "received_at_ms" }, ms),

    /** Reads no further than it must. */
    async holdsMoreThan(rows: number): Promise<boolean> {
      const beyond = db.selectFrom("inbox").select("seq").orderBy("seq").offset(rows).limit(1);
      return (await beyond.executeTakeFirst()) !== undefined;
    },

    /** How many wait, at most: counted by their numbers, for they are wide and may be many. */
    async depth(): Promise<number> {
      const ends = db.selectFrom("inbox").select("seq").limit(1);
      const first = await ends.orderBy("seq").executeTakeFirst();
      const last = await ends.orderBy("seq", "desc").executeTakeFirst();
      return first === undefined || last === undefined ? 0 : Math.max(0, last.seq - first.seq + 1);
    },
  };
  return inbox;
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
