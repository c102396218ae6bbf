import { type Selectable, sql } from "kysely";
import type { LongReads } from "./long-reads.ts";
import { type NoticeRow, noticeOf } from "./notice-row.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";
import { type Thread, type ThreadColumns, threadColumns, threadOf } from "./thread-row.ts";

/** A notice with the thread in which it stands, or is to. */
export type Placed = { notice: NoticeRow; thread: Thread };

/** In the very words of the index, or the whole table is read. */
export const isUnsent = (table: string) =>
  sql<boolean>`${sql.ref(`${table}.state`)} in ('queued', 'trying', 'uncertain')`;

/** What is due comes first; what is not, in the order in which it will be. */
const waitUntil = (nowMs: number) =>
  sql<number>`case when n.next_at_ms <= ${nowMs} then 0 else n.next_at_ms end`;

/** Between threads, ends go first and then cards. */
const urgency = sql<number>`case n.kind when 'finished' then 0 when 'card' then 1 else 2 end`;

/**
 * The next to be posted and the next to be looked for in each channel, so that a long line in one hides no other.
 * In a thread one after the other, and a reply only once its card stands or was refused for good.
 */
export async function postsDueIn(
  db: Db,
  longReads: LongReads,
  nowMs: number,
  limit: number,
): Promise<Placed[]> {
  // Read from the index of unsent notices alone: behind a long line only its head costs anything.
  const first = db
    .selectFrom("notices")
    .select((e) => e.fn.min("seq").as("seq"))
    .where(isUnsent("notices"))
    .groupBy("thread");
  // Whole rows are read only of those that are chosen.
  const heads = db
    .selectFrom(first.as("first"))
    .innerJoin("notices as n", "n.seq", "first.seq")
    .innerJoin("threads as t", "t.id", "n.thread")
    .select(["n.seq as head", waitUntil(nowMs).as("wait_until"), urgency.as("urgency")])
    .select(
      sql<number>`row_number() over (partition by t.channel, n.state order by ${waitUntil(nowMs)}, ${urgency}, n.seq)`.as(
        "turn",
      ),
    )
    .where("n.state", "!=", "trying")
    .where("t.state", "=", "open")
    .where((e) =>
      e.or([
        e("n.kind", "=", "card"),
        e("t.is_bare", "=", 1),
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
    );
  const next = db
    .selectFrom(heads.as("heads"))
    .innerJoin("notices as n", "n.seq", "heads.head")
    .innerJoin("threads as t", "t.id", "n.thread")
    .selectAll("n")
    .select(threadColumns)
    .where("heads.turn", "=", 1)
    .orderBy("heads.wait_until")
    .orderBy("heads.urgency")
    .orderBy("heads.head")
    .limit(limit);
  return (await longReads.rows(next)).map(placed);
}

/** What changes all the time leaves the turn to what does not, and among its like to who had none for longest. */
const editOrder = sql<number>`case n.kind when 'tail' then n.next_at_ms else 0 end`;

/** Posted replies that say less than is known, one of each channel. */
export async function repliesToEditIn(
  db: Db,
  longReads: LongReads,
  nowMs: number,
  limit: number,
): Promise<Placed[]> {
  const stale = db
    .selectFrom("notices as n")
    .innerJoin("threads as t", "t.id", "n.thread")
    .selectAll("n")
    .select(threadColumns)
    .select(waitUntil(nowMs).as("wait_until"))
    .select(
      sql<number>`row_number() over (partition by t.channel order by ${waitUntil(nowMs)}, ${editOrder}, n.seq)`.as(
        "turn",
      ),
    )
    .where("n.stale", "=", 1)
    .where("n.state", "=", "sent")
    .where("t.state", "=", "open");
  const next = db
    .selectFrom(stale.as("stale"))
    .selectAll()
    .where("turn", "=", 1)
    .orderBy("wait_until")
    .orderBy("seq")
    .limit(limit);
  return (await longReads.rows(next)).map(placed);
}

export async function backlogIn(db: Db, longReads: LongReads): Promise<{ count: number; oldestMs?: number }> {
  const unsent = db
    .selectFrom("notices")
    .select((e) => [e.fn.countAll<number>().as("count"), e.fn.min("created_at_ms").as("oldest")])
    .where(isUnsent("notices"));
  const [row] = await longReads.rows(unsent);
  const oldest = row?.oldest ?? undefined;
  return {
    count: Number(row?.count ?? 0),
    ...(oldest === undefined ? {} : { oldestMs: Number(oldest) }),
  };
}

function placed(row: Selectable<Schema["notices"]> & ThreadColumns): Placed {
  return { notice: noticeOf(row), thread: threadOf(row) };
}
