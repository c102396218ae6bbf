import { type Selectable, sql } from "kysely";
import type { ChannelId, MemberId, MessageTs, PiName, SubjectId, SubmissionId } from "../domain/ids.ts";
import type { Hold } from "./engine.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Threads = ReturnType<typeof threadsOn>;

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

export function threadsOn(db: Db, hold: Hold) {
  return {
    async add(thread: Thread): Promise<void> {
      await db
        .insertInto("threads")
        .values({
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
          state: "open",
        })
        .execute();
    },

    async get(id: string): Promise<Thread | undefined> {
      const row = await hold
        .rows(db.selectFrom("threads").selectAll().where("id", "=", id))
        .executeTakeFirst();
      return row && fromRow(row);
    },

    async ofSubject(subject: SubjectId): Promise<Thread[]> {
      const threads = db
        .selectFrom("threads")
        .selectAll()
        .where("subject", "=", subject)
        .where("state", "=", "open")
        .orderBy("id");
      return (await hold.rows(threads).execute()).map(fromRow);
    },

    /** The job has moved on: its cards are to be edited. Say it in the transaction that moves the job. */
    async markStale(subjects: readonly SubjectId[]): Promise<void> {
      if (subjects.length > 0)
        await db.updateTable("threads").set({ stale: 1 }).where("subject", "in", subjects).execute();
    },

    /** Posted cards that no longer show what is true, one of each channel, those of ended jobs first. */
    async toEdit(nowMs: number, limit: number): Promise<(Thread & { editAtMs: number })[]> {
      const waitUntil = sql<number>`case when t.edit_at_ms <= ${nowMs} then 0 else t.edit_at_ms end`;
      const goesOn = sql<number>`case when j.ended_at_ms is null then 1 else 0 end`;
      const stale = db
        .selectFrom("threads as t")
        .innerJoin("jobs as j", "j.id", "t.job")
        .selectAll("t")
        .select([waitUntil.as("wait_until"), goesOn.as("goes_on")])
        .select(
          sql<number>`row_number() over (partition by t.channel order by ${waitUntil}, ${goesOn}, t.edit_at_ms, t.id)`.as(
            "turn",
          ),
        )
        .where("t.stale", "=", 1)
        .where("t.card_ts", "is not", null)
        .where("t.state", "=", "open");
      const rows = await db
        .selectFrom(stale.as("stale"))
        .selectAll()
        .where("turn", "=", 1)
        .orderBy("wait_until")
        .orderBy("goes_on")
        .orderBy("edit_at_ms")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ ...fromRow(row), editAtMs: row.edit_at_ms }));
    },

    /** The card shows this version now; another edit may follow from `editAtMs` on. */
    async edited(id: string, version: number, editAtMs: number): Promise<void> {
      await db
        .updateTable("threads")
        .set({
          shown_version: version,
          edit_at_ms: editAtMs,
          stale: sql<number>`case when (select version from jobs where jobs.id = threads.job) > ${version} then 1 else 0 end`,
        })
        .where("id", "=", id)
        .execute();
    },

    async editLater(id: string, editAtMs: number): Promise<void> {
      await db.updateTable("threads").set({ edit_at_ms: editAtMs }).where("id", "=", id).execute();
    },

    async cardPosted(
      id: string,
      place: { channel: ChannelId; cardTs: MessageTs; version: number },
    ): Promise<void> {
      await db
        .updateTable("threads")
        .set({ channel: place.channel, card_ts: place.cardTs })
        .where("id", "=", id)
        .execute();
      await this.edited(id, place.version, 0);
    },

    /** The card is to stand elsewhere: there it is posted anew. */
    async moveTo(id: string, channel: ChannelId, fallbacks: Thread["fallbacks"]): Promise<void> {
      await db
        .updateTable("threads")
        .set({ channel, fallbacks: JSON.stringify(fallbacks), card_ts: null })
        .where("id", "=", id)
        .execute();
      await db
        .updateTable("notices")
        .set({ state: "queued", tries: 0, looks: 0, ts: null })
        .where("thread", "=", id)
        .where("kind", "=", "card")
        .execute();
    },

    /** Nothing more can be said there, nor what still waits to be. */
    async close(id: string): Promise<void> {
      await db.updateTable("threads").set({ state: "dead", stale: 0 }).where("id", "=", id).execute();
      await db
        .updateTable("notices")
        .set({ state: "dead", error: "its thread is closed" })
        .where("thread", "=", id)
        .where("state", "in", ["queued", "uncertain"])
        .execute();
    },
  };
}

function fromRow(row: Selectable<Schema["threads"]>): Thread {
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
