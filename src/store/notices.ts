import { type Selectable, sql } from "kysely";
import type { MessageTs, NoticeId, SubmissionId } from "../domain/ids.ts";
import type { Notice } from "../domain/notice.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Notices = ReturnType<typeof noticesOn>;

/** The post of a card, or something said under it. */
export type NoticeBody = Notice | { kind: "card" };

export type NewNotice = {
  id: NoticeId;
  thread: string;
  job: SubmissionId;
  key: string;
  body: NoticeBody;
  createdAtMs: number;
  linesUntilMs?: number;
};

export type NoticeRow = NewNotice & {
  seq: number;
  state: "queued" | "trying" | "sent" | "uncertain" | "dead";
  tries: number;
  nextAtMs: number;
  triedAtMs?: number;
  looks: number;
  ts?: MessageTs;
};

/** In the very words of the index, or the whole table is read. */
const isUnsent = (table: string) =>
  sql<boolean>`${sql.ref(`${table}.state`)} in ('queued', 'trying', 'uncertain')`;

/** What is due comes first; what is not, in the order in which it will be. */
const waitUntil = (nowMs: number) =>
  sql<number>`case when n.next_at_ms <= ${nowMs} then 0 else n.next_at_ms end`;

/** Between threads, ends go first and then cards. */
const urgency = sql<number>`case n.kind when 'finished' then 0 when 'card' then 1 else 2 end`;

export function noticesOn(db: Db) {
  const update = (id: NoticeId, set: Partial<Selectable<Schema["notices"]>>) =>
    db.updateTable("notices").set(set).where("id", "=", id).execute();
  return {
    /** Saying the same thing (thread and key) again changes nothing. */
    async add(notice: NewNotice): Promise<void> {
      await db
        .insertInto("notices")
        .values({
          id: notice.id,
          thread: notice.thread,
          job: notice.job,
          kind: notice.body.kind,
          key: notice.key,
          body: JSON.stringify(notice.body),
          state: "queued",
          tries: 0,
          next_at_ms: notice.createdAtMs,
          tried_at_ms: null,
          looks: 0,
          ts: null,
          stale: 0,
          created_at_ms: notice.createdAtMs,
          lines_until_ms: notice.linesUntilMs ?? null,
          error: null,
        })
        .onConflict((c) => c.columns(["thread", "key"]).doNothing())
        .execute();
    },

    /**
     * The next to be posted and the next to be looked for in each channel, so that a long line in one hides no other.
     * In a thread one after the other, and a reply only once its card stands or was refused for good.
     */
    async heads(nowMs: number, limit: number): Promise<NoticeRow[]> {
      const heads = db
        .selectFrom("notices as n")
        .innerJoin("threads as t", "t.id", "n.thread")
        .selectAll("n")
        .select([waitUntil(nowMs).as("wait_until"), urgency.as("urgency")])
        .select(
          sql<number>`row_number() over (partition by t.channel, n.state order by ${waitUntil(nowMs)}, ${urgency}, n.seq)`.as(
            "turn",
          ),
        )
        .where(isUnsent("n"))
        .where("n.state", "!=", "trying")
        .where("t.state", "=", "open")
        .where((e) =>
          e.or([
            e("n.kind", "=", "card"),
            e("t.card_ts", "is not", null),
            e.exists(
              e
                .selectFrom("notices as card")
                .select("card.seq")
                .whereRef("card.thread", "=", "n.thread")
                .where("card.key", "=", "card")
                .where("card.state", "=", "dead"),
            ),
          ]),
        )
        .where((e) =>
          e.not(
            e.exists(
              e
                .selectFrom("notices as earlier")
                .select("earlier.seq")
                .whereRef("earlier.thread", "=", "n.thread")
                .whereRef("earlier.seq", "<", "n.seq")
                .where(isUnsent("earlier")),
            ),
          ),
        );
      const rows = await db
        .selectFrom(heads.as("heads"))
        .selectAll()
        .where("turn", "=", 1)
        .orderBy("wait_until")
        .orderBy("urgency")
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    /** A start that nobody was told of in time is no news once the end stands behind it: in a burst it would hold it up. */
    async dropOvertaken(beforeMs: number): Promise<void> {
      await db
        .updateTable("notices")
        .set({ state: "dead", error: "overtaken by the end" })
        .where(isUnsent("notices"))
        .where("state", "=", "queued")
        .where("kind", "=", "started")
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
        .execute();
    },

    async get(id: NoticeId): Promise<NoticeRow | undefined> {
      const row = await db.selectFrom("notices").selectAll().where("id", "=", id).executeTakeFirst();
      return row && fromRow(row);
    },

    /** Takes a queued one up for a try; false when it is no longer as it was read. */
    async claim({ id, tries }: Pick<NoticeRow, "id" | "tries">, atMs: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("notices")
        .set({ state: "trying", tries: tries + 1, tried_at_ms: atMs, looks: 0 })
        .where("id", "=", id)
        .where("state", "=", "queued")
        .where("tries", "=", tries)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Posted with this body, or nobody knows with which; what was added meanwhile makes it stale. */
    async sent(id: NoticeId, ts: MessageTs, posted: NoticeBody | undefined): Promise<void> {
      await db
        .updateTable("notices")
        .set({
          state: "sent",
          ts,
          error: null,
          stale: posted === undefined ? 1 : isNoLonger(posted),
        })
        .where("id", "=", id)
        .execute();
    },

    /** Certainly not posted: try again at that time. */
    async requeue(id: NoticeId, again: { tries: number; nextAtMs: number; error: string }): Promise<void> {
      const { tries, nextAtMs, error } = again;
      await update(id, { state: "queued", tries, next_at_ms: nextAtMs, error });
    },

    /** Perhaps posted: look for it at that time. */
    async uncertain(id: NoticeId, looks: number, nextAtMs: number): Promise<void> {
      await update(id, { state: "uncertain", looks, next_at_ms: nextAtMs });
    },

    async dead(id: NoticeId, error: string): Promise<void> {
      await update(id, { state: "dead", error });
    },

    /** Those a dead process left in the middle of a try. */
    async leftTrying(): Promise<NoticeRow[]> {
      return (await db.selectFrom("notices").selectAll().where("state", "=", "trying").execute()).map(
        fromRow,
      );
    },

    /** Failed jobs' replies that still wait for their log lines. */
    async awaitingLines(limit: number): Promise<NoticeRow[]> {
      const rows = await db
        .selectFrom("notices")
        .selectAll()
        .where("lines_until_ms", "is not", null)
        .orderBy("lines_until_ms")
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    /** The reply says more now: one that stands already is to be edited. */
    async amend(id: NoticeId, body: NoticeBody): Promise<void> {
      await update(id, { body: JSON.stringify(body), lines_until_ms: null, stale: 1 });
    },

    async expectNoLines(id: NoticeId): Promise<void> {
      await update(id, { lines_until_ms: null });
    },

    /** Posted replies that say less than is known, one of each channel. */
    async toEdit(nowMs: number, limit: number): Promise<NoticeRow[]> {
      const stale = db
        .selectFrom("notices as n")
        .innerJoin("threads as t", "t.id", "n.thread")
        .selectAll("n")
        .select(waitUntil(nowMs).as("wait_until"))
        .select(
          sql<number>`row_number() over (partition by t.channel order by ${waitUntil(nowMs)}, n.seq)`.as(
            "turn",
          ),
        )
        .where("n.stale", "=", 1)
        .where("n.state", "=", "sent");
      const rows = await db
        .selectFrom(stale.as("stale"))
        .selectAll()
        .where("turn", "=", 1)
        .orderBy("wait_until")
        .orderBy("seq")
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },

    async editLater(id: NoticeId, editAtMs: number): Promise<void> {
      await update(id, { next_at_ms: editAtMs });
    },

    /** Shows this body now; what was added meanwhile leaves it stale. */
    async edited(id: NoticeId, shown: NoticeBody): Promise<void> {
      await db
        .updateTable("notices")
        .set({ stale: isNoLonger(shown) })
        .where("id", "=", id)
        .execute();
    },

    /** How many wait, and since when the oldest. */
    async backlog(): Promise<{ count: number; oldestMs?: number }> {
      const row = await db
        .selectFrom("notices")
        .select((e) => [e.fn.countAll<number>().as("count"), e.fn.min("created_at_ms").as("oldest")])
        .where(isUnsent("notices"))
        .executeTakeFirstOrThrow();
      return { count: Number(row.count), ...(row.oldest === null ? {} : { oldestMs: Number(row.oldest) }) };
    },
  };
}

function isNoLonger(shown: NoticeBody) {
  return sql<number>`case when body = ${JSON.stringify(shown)} then 0 else 1 end`;
}

function fromRow(row: Selectable<Schema["notices"]>): NoticeRow {
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
    looks: row.looks,
    ...(row.ts === null ? {} : { ts: row.ts }),
    createdAtMs: row.created_at_ms,
    ...(row.lines_until_ms === null ? {} : { linesUntilMs: row.lines_until_ms }),
  };
}
