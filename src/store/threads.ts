import { sql } from "kysely";
import type { ChannelId, MemberId, MessageTs, PiName, SubjectId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { State } from "../domain/job/job-state.ts";
import { isDirect } from "../domain/telling/telling.ts";
import { directThreadsOf, threadsFallingBackTo, unsentDirectOf } from "./direct-threads.ts";
import type { Hold } from "./engine.ts";
import type { LongReads } from "./long-reads.ts";
import type { Unsure } from "./notices.ts";
import { prepared } from "./prepared.ts";
import type { Db } from "./tables.ts";
import { type Thread, toRow, toThread } from "./thread-row.ts";

export type Threads = ReturnType<typeof threadsOn>;

/** `sooner`: when, if the job is not in the state any more that the card shows now. */
type EditTimes = { nowMs: number; editAtMs: number; sooner?: { unless: State; editAtMs: number } };

const openOfSubject = prepared((db, { subject }: { subject: SubjectId }, hold) =>
  hold.rows(
    db
      .selectFrom("threads")
      .selectAll()
      .where("subject", "=", subject)
      .where("state", "=", "open")
      .where("is_bare", "=", 0)
      .orderBy("id"),
  ),
);

/** Of what a thread's card shows: a batch, or else a job. */
function nowOf(column: "version" | "state") {
  const name = sql.ref(column);
  return sql`coalesce((select ${name} from batches where batches.subject = threads.subject), (select ${name} from jobs where jobs.id = threads.job))`;
}

export function threadsOn(db: Db, hold: Hold, longReads: LongReads) {
  return {
    async add(thread: Thread): Promise<void> {
      await db.insertInto("threads").values(toRow(thread)).execute();
    },

    /** A message of its own to one person, with no card above it; said again, it changes nothing. */
    async addBare(thread: Omit<Thread, "cardTs">): Promise<void> {
      await db
        .insertInto("threads")
        .values({ ...toRow(thread), is_bare: 1 })
        .onConflict((c) => c.column("id").doNothing())
        .execute();
    },

    /** A person's direct messages are opened: from now on they are known by their own id. */
    async openedAs(id: string, channel: ChannelId): Promise<void> {
      await db.updateTable("threads").set({ channel }).where("id", "=", id).execute();
    },

    async get(id: string): Promise<Thread | undefined> {
      const row = await hold
        .rows(db.selectFrom("threads").selectAll().where("id", "=", id))
        .executeTakeFirst();
      return row && toThread(row);
    },

    /** Those with a card. */
    async ofSubject(subject: SubjectId): Promise<Thread[]> {
      return (await openOfSubject(db, hold, { subject })).rows.map(toThread);
    },

    /**
     * The job has moved on: its cards are to be edited, by then if that is told. Say it in the transaction that moves
     * the job.
     */
    async markStale(subjects: readonly SubjectId[], byMs?: number): Promise<void> {
      if (subjects.length === 0) return;
      // Who is at it just now will see that the job has moved on.
      const sooner = sql<number>`case when editing_since_ms is null and edit_at_ms > ${byMs} then ${byMs} else edit_at_ms end`;
      await db
        .updateTable("threads")
        .set({ stale: 1, ...(byMs === undefined ? {} : { edit_at_ms: sooner }) })
        .where("subject", "in", subjects)
        .where("is_bare", "=", 0)
        .where("state", "=", "open")
        .execute();
    },

    /** The subject goes on with this job: its cards show it, and what loses its place goes to the job's owner. */
    async goOnWith({ id, subject, owner }: Pick<Job, "id" | "subject" | "owner">): Promise<void> {
      for (const thread of await this.ofSubject(subject)) {
        const fallbacks = thread.fallbacks.map((place) => (isMember(place) ? owner : place));
        // Whoever owned it before may have been taken out of the lab: nobody was left there.
        if (!isDirect(thread.channel)) fallbacks.push(owner);
        await db
          .updateTable("threads")
          .set({ job: id, fallbacks: JSON.stringify([...new Set(fallbacks)]) })
          .where("id", "=", thread.id)
          .execute();
      }
    },

    /** Posted cards that no longer show what is true, one of each channel, those of ended jobs first. */
    async toEdit(nowMs: number, limit: number): Promise<(Thread & { editAtMs: number })[]> {
      const waitUntil = sql<number>`case when t.edit_at_ms <= ${nowMs} then 0 else t.edit_at_ms end`;
      const goesOn = sql<number>`case when j.ended_at_ms is null then 1 else 0 end`;
      // Whole rows are read only of those that are chosen.
      const heads = db
        .selectFrom("threads as t")
        .innerJoin("jobs as j", "j.id", "t.job")
        .select(["t.id as head", waitUntil.as("wait_until"), goesOn.as("goes_on")])
        .select(
          sql<number>`row_number() over (partition by t.channel order by ${waitUntil}, ${goesOn}, t.edit_at_ms, t.id)`.as(
            "turn",
          ),
        )
        .where("t.stale", "=", 1)
        .where("t.card_ts", "is not", null)
        .where("t.state", "=", "open");
      const next = db
        .selectFrom(heads.as("heads"))
        .innerJoin("threads", "threads.id", "heads.head")
        .selectAll("threads")
        .where("turn", "=", 1)
        .orderBy("wait_until")
        .orderBy("goes_on")
        .orderBy("edit_at_ms")
        .limit(limit);
      return (await longReads.rows(next)).map((row) => ({ ...toThread(row), editAtMs: row.edit_at_ms }));
    },

    /**
     * Takes a card up for an edit; false when another has. Were nothing heard of it, it is due again at `againAtMs`,
     * and, as it may have been made and land late, made sure of after `unsureUntilMs`.
     */
    async claimEdit(
      { id, editAtMs }: { id: string; editAtMs: number },
      { nowMs, againAtMs, unsureUntilMs }: { nowMs: number; againAtMs: number; unsureUntilMs: number },
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("threads")
        .set({
          edit_at_ms: againAtMs,
          unsure_until_ms: sql<number>`case when editing_since_ms is null then unsure_until_ms else ${unsureUntilMs} end`,
          editing_since_ms: nowMs,
        })
        .where("id", "=", id)
        .where("stale", "=", 1)
        .where("edit_at_ms", "=", editAtMs)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /**
     * The card shows this version now; another edit may follow from `editAtMs` on. Only inside a transaction: whoever
     * moves the job on marks its threads, and is waited for before the job is looked at.
     */
    async edited(id: string, version: number, { nowMs, editAtMs, sooner }: EditTimes): Promise<void> {
      const isUnsure = sql<boolean>`unsure_until_ms > ${nowMs}`;
      const isBehind = sql<boolean>`${nowOf("version")} > ${version}`;
      const hasMoved = sql`${nowOf("state")} <> ${sooner?.unless}`;
      const orSooner = sooner === undefined ? sql`` : sql`when ${hasMoved} then ${sooner.editAtMs}`;
      await hold.rows(db.selectFrom("threads").select("id").where("id", "=", id)).execute();
      await db
        .updateTable("threads")
        .set({
          shown_version: version,
          editing_since_ms: null,
          stale: sql<number>`case when ${isUnsure} or ${isBehind} then 1 else 0 end`,
          edit_at_ms: sql<number>`case when ${isUnsure} and not ${isBehind} then unsure_until_ms ${orSooner} else ${editAtMs} end`,
        })
        .where("id", "=", id)
        .execute();
    },

    /** Not edited: again at that time. `unsureUntilMs`: it may have been made all the same, and land until then. */
    async editLater(id: string, editAtMs: number, { unsureUntilMs }: Unsure = {}): Promise<void> {
      await db
        .updateTable("threads")
        .set({
          edit_at_ms: editAtMs,
          editing_since_ms: null,
          ...(unsureUntilMs === undefined ? {} : { unsure_until_ms: unsureUntilMs }),
        })
        .where("id", "=", id)
        .execute();
    },

    async cardPosted(
      id: string,
      place: { channel: ChannelId; cardTs: MessageTs; version: number; nowMs: number },
    ): Promise<void> {
      await db
        .updateTable("threads")
        .set({ channel: place.channel, card_ts: place.cardTs })
        .where("id", "=", id)
        .execute();
      await this.edited(id, place.version, { nowMs: place.nowMs, editAtMs: 0 });
    },

    /** The card is to stand elsewhere: there it is posted anew. */
    async moveTo(id: string, channel: ChannelId, fallbacks: Thread["fallbacks"]): Promise<void> {
      await db
        .updateTable("threads")
        .set({
          channel,
          fallbacks: JSON.stringify(fallbacks),
          card_ts: null,
          stale: 0,
          editing_since_ms: null,
          unsure_until_ms: 0,
        })
        .where("id", "=", id)
        .execute();
      await db
        .updateTable("notices")
        .set({ state: "queued", tries: 0, looks: 0, ts: null })
        .where("thread", "=", id)
        .where("kind", "=", "card")
        .execute();
    },

    inDirectOf: (member: MemberId, pi: PiName) => directThreadsOf(db, { member, pi }),

    unsentDirectOf: (member: MemberId, pi: PiName) => unsentDirectOf(db, { member, pi }),

    /** What loses its place does not go on with them. */
    async neverFallBackTo(member: MemberId, pi: PiName): Promise<void> {
      for (const { id, fallbacks } of await threadsFallingBackTo(db, { member, pi })) {
        const others = fallbacks.filter((place) => place !== member);
        await db
          .updateTable("threads")
          .set({ fallbacks: JSON.stringify(others) })
          .where("id", "=", id)
          .execute();
      }
    },

    /** As it is now, held: undefined once it is closed. */
    async ifOpen(id: string): Promise<Thread | undefined> {
      const open = db.selectFrom("threads").selectAll().where("id", "=", id).where("state", "=", "open");
      const row = await hold.rows(open).executeTakeFirst();
      return row && toThread(row);
    },

    /** The card can not be edited where it stands: it is left as it is. */
    async notShown(id: string): Promise<void> {
      await db
        .updateTable("threads")
        .set({ stale: 0, editing_since_ms: null, unsure_until_ms: 0 })
        .where("id", "=", id)
        .execute();
    },

    /** Something got through there: a card that could not be edited before may be now. */
    async getsThrough(id: string): Promise<void> {
      await db
        .updateTable("threads")
        .set({ stale: 1 })
        .where("id", "=", id)
        .where("card_ts", "is not", null)
        .where(sql<boolean>`shown_version < ${nowOf("version")}`)
        .execute();
    },

    /** The card may be gone: an edit tells. */
    async doubtCard(id: string, nowMs: number): Promise<void> {
      await db.updateTable("threads").set({ stale: 1, edit_at_ms: nowMs }).where("id", "=", id).execute();
    },

    /** The card that stood as `ts` was taken away; until it is posted anew the replies wait for it. */
    async cardGone(id: string, ts: MessageTs): Promise<void> {
      await db
        .updateTable("threads")
        .set({ card_ts: null, stale: 0, editing_since_ms: null, unsure_until_ms: 0 })
        .where("id", "=", id)
        .where("card_ts", "=", ts)
        .execute();
    },

    /** Nothing more can be said there, nor what still waits to be; what is being tried may still come. */
    async close(id: string): Promise<void> {
      await db.updateTable("threads").set({ state: "dead", stale: 0 }).where("id", "=", id).execute();
      // Nor is what stands there edited any more, or a log read for it.
      await db
        .updateTable("notices")
        .set({ stale: 0, lines_until_ms: null })
        .where("thread", "=", id)
        .execute();
      await db
        .updateTable("notices")
        .set({ state: "dead", error: "its thread is closed" })
        .where("thread", "=", id)
        .where("state", "in", ["queued", "trying", "uncertain"])
        .execute();
    },
  };
}

/** Members stand among channels for their direct messages. */
function isMember(place: string): boolean {
  return /^[UW]/.test(place);
}
