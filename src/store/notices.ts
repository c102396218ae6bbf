import { type Selectable, sql } from "kysely";
import type { MessageTs, NoticeId, SubjectId } from "../domain/ids.ts";
import { addNotice } from "./add-notice.ts";
import { forgetNotices } from "./forget.ts";
import type { LongReads } from "./long-reads.ts";
import { type NewNotice, type NoticeBody, type NoticeRow, noticeOf } from "./notice-row.ts";
import { backlogIn, isUnsent, postsDueIn, repliesToEditIn } from "./placed-notices.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Notices = ReturnType<typeof noticesOn>;

/** What a step says that the end says better. */
const steps = ["started", "attempt", "waiting", "stopping"];

/** Where an edit may still land that nobody answered, the text is to be made sure of after that. */
export type Unsure = { unsureUntilMs?: number };

/** How a notice was when its try or look began: where it has changed since, another replica has seen to it. */
export type Was = Pick<NoticeRow, "state"> & Partial<Pick<NoticeRow, "tries" | "looks">>;

export function noticesOn(db: Db, longReads: LongReads) {
  const update = (id: NoticeId, set: Partial<Selectable<Schema["notices"]>>) =>
    db.updateTable("notices").set(set).where("id", "=", id).execute();
  const settle = async (
    id: NoticeId,
    set: Partial<Selectable<Schema["notices"]>>,
    was: Partial<Was> = {},
  ) => {
    let still = db.updateTable("notices").set(set).where("id", "=", id);
    for (const column of ["state", "tries", "looks"] as const) {
      const value = was[column];
      if (value !== undefined) still = still.where(column, "=", value);
    }
    return (await still.executeTakeFirst()).numUpdatedRows === 1n;
  };
  return {
    /** Saying the same thing (thread and key) again changes nothing. */
    add: (notice: NewNotice): Promise<void> => addNotice(db, notice),

    heads: (nowMs: number, limit: number) => postsDueIn(db, longReads, nowMs, limit),

    /**
     * Steps that nobody was told of in time are no news once the end stands behind them: after an outage, and in a
     * burst, they would hold it up. That AWS took a submission twice is no step. At most so many; gives how many.
     */
    async dropOvertaken(beforeMs: number, limit: number): Promise<number> {
      const overtaken = db
        .selectFrom("notices")
        .select("seq")
        .where(isUnsent("notices"))
        .where("state", "=", "queued")
        .where("kind", "in", steps)
        .where("key", "not like", "%duplicate:%")
        .where("created_at_ms", "<", beforeMs)
        .where((e) =>
          e.exists(
            e
              .selectFrom("notices as end")
              .select("end.seq")
              .whereRef("end.thread", "=", "notices.thread")
              .whereRef("end.job", "=", "notices.job")
              .where("end.kind", "=", "finished"),
          ),
        )
        .limit(limit);
      const seqs = (await longReads.rows(overtaken)).map(({ seq }) => seq);
      if (seqs.length > 0)
        await db
          .updateTable("notices")
          .set({ state: "dead", error: "overtaken by the end" })
          .where("seq", "in", seqs)
          .where("state", "=", "queued")
          .execute();
      return seqs.length;
    },

    async get(id: NoticeId): Promise<NoticeRow | undefined> {
      const row = await db.selectFrom("notices").selectAll().where("id", "=", id).executeTakeFirst();
      return row && noticeOf(row);
    },

    /** What was said with that key in all threads of a subject. */
    async ofSubject(subject: SubjectId, key: string): Promise<{ id: NoticeId; thread: string }[]> {
      return db
        .selectFrom("threads as t")
        .innerJoin("notices as n", "n.thread", "t.id")
        .select(["n.id", "n.thread"])
        .where("t.subject", "=", subject)
        .where("n.key", "=", key)
        .orderBy("t.id")
        .execute();
    },

    /** Takes a queued one up for a try; false when it is no longer as it was read. */
    async claim({ id, tries }: Pick<NoticeRow, "id" | "tries">, atMs: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("notices")
        .set({ state: "trying", tries: tries + 1, tried_at_ms: atMs, gave_up_at_ms: null, looks: 0 })
        .where("id", "=", id)
        .where("state", "=", "queued")
        .where("tries", "=", tries)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Posted with this body, or nobody knows with which; what was added meanwhile makes it stale. */
    async sent(id: NoticeId, ts: MessageTs | undefined, posted: NoticeBody | undefined): Promise<void> {
      await db
        .updateTable("notices")
        .set({
          state: "sent",
          ts: ts ?? null,
          error: null,
          stale: posted === undefined ? 1 : isNoLonger(posted),
        })
        .where("id", "=", id)
        .execute();
    },

    /** Certainly not posted: try again at that time. False when it is no longer as it was. */
    requeue: (
      id: NoticeId,
      { tries, nextAtMs, error }: { tries: number; nextAtMs: number; error: string },
      was?: Was,
    ): Promise<boolean> => settle(id, { state: "queued", tries, next_at_ms: nextAtMs, error }, was),

    /** Perhaps posted, though nobody waits for the answer any more: look for it at that time. */
    async uncertain(
      id: NoticeId,
      { looks, nextAtMs, gaveUpAtMs }: { looks: number; nextAtMs: number; gaveUpAtMs: number },
      was?: Was,
    ): Promise<void> {
      await settle(id, { state: "uncertain", looks, next_at_ms: nextAtMs, gave_up_at_ms: gaveUpAtMs }, was);
    },

    /** False when it is no longer as it was. */
    dead: (id: NoticeId, error: string, was?: Was): Promise<boolean> =>
      settle(id, { state: "dead", error, stale: 0 }, was),

    /** What was posted as `ts` was taken away: it is posted anew, once. False where that was done before. */
    async postAnew(id: NoticeId, ts: MessageTs, nowMs: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("notices")
        .set({
          state: "queued",
          tries: 0,
          looks: 0,
          ts: null,
          stale: 0,
          editing_since_ms: null,
          unsure_until_ms: 0,
          reposted: 1,
          next_at_ms: nowMs,
        })
        .where("id", "=", id)
        .where("state", "=", "sent")
        .where("ts", "=", ts)
        .where("reposted", "=", 0)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Those left in the middle of a try that began before then: whoever made it is dead, or has lost the store. */
    async leftTrying(beforeMs: number): Promise<NoticeRow[]> {
      const rows = await db
        .selectFrom("notices")
        .selectAll()
        // In the very words of its index, as a parameter would not be.
        .where(sql<boolean>`state = 'trying'`)
        .where("tried_at_ms", "<", beforeMs)
        .execute();
      return rows.map(noticeOf);
    },

    /** Failed jobs' replies that still wait for their log lines, the one looked at longest ago first. */
    async awaitingLines(nowMs: number, limit: number): Promise<NoticeRow[]> {
      const rows = await db
        .selectFrom("notices")
        .selectAll()
        .where("lines_until_ms", "is not", null)
        .where((e) => e.or([e("lines_look_ms", "is", null), e("lines_look_ms", "<=", nowMs)]))
        .orderBy((e) => e.fn.coalesce("lines_look_ms", e.lit(0)))
        .orderBy("lines_until_ms")
        .limit(limit)
        .execute();
      return rows.map(noticeOf);
    },

    async isAnyAwaitingLines(): Promise<boolean> {
      const row = await db
        .selectFrom("notices")
        .select("seq")
        .where("lines_until_ms", "is not", null)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Takes a reply up for a look at its log; false when another has. The next look may be at that time. */
    async claimLines(id: NoticeId, nowMs: number, nextLookMs: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("notices")
        .set({ lines_look_ms: nextLookMs })
        .where("id", "=", id)
        .where("lines_until_ms", "is not", null)
        .where((e) => e.or([e("lines_look_ms", "is", null), e("lines_look_ms", "<=", nowMs)]))
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** What the log said when it was looked at: two looks that agree are believed. */
    async linesSeen(id: NoticeId, lines: readonly string[]): Promise<void> {
      await update(id, { lines_seen: JSON.stringify(lines) });
    },

    /** What the reply tells of has changed: one that stands already is to be edited. What else waits for it still does. */
    async retell(id: NoticeId, body: NoticeBody): Promise<void> {
      const stale = sql<number>`case when state = 'dead' then 0 else 1 end`;
      await db
        .updateTable("notices")
        .set({ body: JSON.stringify(body), stale })
        .where("id", "=", id)
        .execute();
    },

    /** The reply says more now: one that stands already is to be edited. */
    async amend(id: NoticeId, body: NoticeBody): Promise<void> {
      await update(id, { body: JSON.stringify(body), lines_until_ms: null, lines_seen: null, stale: 1 });
    },

    async expectNoLines(id: NoticeId): Promise<void> {
      await update(id, { lines_until_ms: null, lines_seen: null });
    },

    toEdit: (nowMs: number, limit: number) => repliesToEditIn(db, longReads, nowMs, limit),

    /** Takes a reply up for an edit; false when another has. What is said of a card's edit holds for it too. */
    async claimEdit(
      { id, nextAtMs }: Pick<NoticeRow, "id" | "nextAtMs">,
      { nowMs, againAtMs, unsureUntilMs }: { nowMs: number; againAtMs: number; unsureUntilMs: number },
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("notices")
        .set({
          next_at_ms: againAtMs,
          unsure_until_ms: sql<number>`case when editing_since_ms is null then unsure_until_ms else ${unsureUntilMs} end`,
          editing_since_ms: nowMs,
        })
        .where("id", "=", id)
        .where("stale", "=", 1)
        .where("next_at_ms", "=", nextAtMs)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async editLater(id: NoticeId, editAtMs: number, { unsureUntilMs }: Unsure = {}): Promise<void> {
      await update(id, {
        next_at_ms: editAtMs,
        editing_since_ms: null,
        ...(unsureUntilMs === undefined ? {} : { unsure_until_ms: unsureUntilMs }),
      });
    },

    /** Shows this body now; what was added meanwhile, or an earlier edit that may still land, leaves it stale. */
    async edited(
      id: NoticeId,
      shown: NoticeBody,
      { nowMs, editAtMs }: { nowMs: number; editAtMs: number },
    ): Promise<void> {
      const isUnsure = sql<boolean>`unsure_until_ms > ${nowMs}`;
      await db
        .updateTable("notices")
        .set({
          editing_since_ms: null,
          stale: sql<number>`case when ${isUnsure} then 1 else ${isNoLonger(shown)} end`,
          next_at_ms: sql<number>`case when ${isUnsure} then unsure_until_ms else ${editAtMs} end`,
        })
        .where("id", "=", id)
        .execute();
    },

    /** What was said before then of jobs that had ended by then. */
    forgetBefore: (ms: number) => forgetNotices(db, ms),

    /** How many wait, and since when the oldest. */
    backlog: () => backlogIn(db, longReads),
  };
}

function isNoLonger(shown: NoticeBody) {
  return sql<number>`case when body = ${JSON.stringify(shown)} then 0 else 1 end`;
}
