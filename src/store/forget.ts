import { type SqlBool, sql } from "kysely";
import type { SubjectId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Hold } from "./engine.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

/** Which rows of a table are old, and how one is named. */
type Aging = { table: keyof Schema; key: string; at: string };

/** Lets go of rows older than that, the oldest first and not too many at a time. Gives how many. */
export async function forgetOldest(db: Db, { table, key, at }: Aging, beforeMs: number): Promise<number> {
  const old = sql`select ${sql.ref(key)} from ${sql.table(table)} where ${sql.ref(at)} < ${beforeMs}
    order by ${sql.ref(at)} limit ${limits.forgetRows}`;
  const { numAffectedRows = 0n } =
    await sql`delete from ${sql.table(table)} where ${sql.ref(key)} in (${old})`.execute(db);
  return Number(numAffectedRows);
}

/**
 * Lets go of posts that were made, or refused, before then, of jobs that had ended by then. Gives how many.
 * Nothing that is still to be said, or edited, goes.
 */
export async function forgetNotices(db: Db, beforeMs: number): Promise<number> {
  const old = db
    .selectFrom("notices as n")
    .innerJoin("jobs as j", "j.id", "n.job")
    .select("n.seq")
    .where("n.created_at_ms", "<", beforeMs)
    // In the very words of its index, as parameters would not be.
    .where(sql<boolean>`n.state in ('sent', 'dead')`)
    .where("n.stale", "=", 0)
    .where("n.lines_until_ms", "is", null)
    .where("j.ended_at_ms", "<", beforeMs)
    .orderBy("n.created_at_ms")
    .limit(limits.forgetRows);
  const { numDeletedRows } = await db.deleteFrom("notices").where("seq", "in", old).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Lets go of what was kept of jobs that ended before then, or are not kept any more. */
export async function forgetOfEnded(
  db: Db,
  table: "job_settings" | "watchers",
  beforeMs: number,
): Promise<void> {
  const young = db
    .selectFrom("jobs")
    .select("jobs.id")
    .where(sql<SqlBool>`jobs.id = ${sql.ref(`${table}.job`)}`)
    .where((e) => e.or([e("jobs.ended_at_ms", "is", null), e("jobs.ended_at_ms", ">=", beforeMs)]));
  await db
    .deleteFrom(table)
    .where((e) => e.not(e.exists(young)))
    .execute();
}

/**
 * Lets go of subjects all of whose jobs ended before then, with everything that was kept for them; none of which there
 * is still something to say or to show. Gives how many. For use inside a transaction.
 */
export async function forgetSubjects(db: Db, hold: Hold, beforeMs: number): Promise<number> {
  const old = db
    .selectFrom("jobs as j")
    .select("j.subject")
    .where("j.ended_at_ms", "<", beforeMs)
    .where((e) => e.not(e.exists(youngerJob(db, beforeMs))))
    .where((e) => e.not(e.exists(unsaid(db))))
    .where((e) =>
      e.not(e.exists(db.selectFrom("gathered as g").select("g.job").whereRef("g.job", "=", sql.ref("j.id")))),
    )
    .orderBy("j.ended_at_ms")
    .limit(limits.forgetSubjects);
  const subjects = [...new Set((await hold.freeRows(old).execute()).map(({ subject }) => subject))];
  if (subjects.length > 0) await forgetAll(db, subjects);
  return subjects.length;
}

function youngerJob(db: Db, beforeMs: number) {
  return db
    .selectFrom("jobs as other")
    .select("other.id")
    .where(sql<SqlBool>`other.subject = j.subject`)
    .where((e) => e.or([e("other.ended_at_ms", "is", null), e("other.ended_at_ms", ">=", beforeMs)]));
}

function unsaid(db: Db) {
  return db
    .selectFrom("threads as t")
    .leftJoin("notices as n", "n.thread", "t.id")
    .select("t.id")
    .where(sql<SqlBool>`t.subject = j.subject`)
    .where("t.state", "=", "open")
    .where((e) =>
      e.or([
        e.and([e("t.stale", "=", 1), e("t.card_ts", "is not", null)]),
        e("n.stale", "=", 1),
        e("n.state", "in", ["queued", "trying", "uncertain"]),
      ]),
    );
}

async function forgetAll(db: Db, subjects: readonly SubjectId[]): Promise<void> {
  const threads = db.selectFrom("threads").select("id").where("subject", "in", subjects);
  const jobs = db.selectFrom("jobs").select("id").where("subject", "in", subjects);
  await db.deleteFrom("notices").where("thread", "in", threads).execute();
  for (const table of [
    "children",
    "watchers",
    "job_settings",
    "approvals",
    "job_use",
    "log_streams",
    "job_runs",
  ] as const)
    await db.deleteFrom(table).where("job", "in", jobs).execute();
  await db.deleteFrom("submissions").where("id", "in", jobs).execute();
  await db.deleteFrom("threads").where("subject", "in", subjects).execute();
  await db.deleteFrom("batches").where("subject", "in", subjects).execute();
  await db.deleteFrom("jobs").where("subject", "in", subjects).execute();
}
