import type { SubmissionId } from "../domain/ids.ts";
import type { Db } from "./tables.ts";

export type LogMeasures = ReturnType<typeof logMeasuresOn>;

/** Who has taken it up knows it by the time at which it would be due again. After `untilMs` nobody asks any more. */
export type LogMeasure = { job: SubmissionId; dueMs: number; untilMs: number };

/** Ended jobs of which it is still to be found out how much they have logged. */
export function logMeasuresOn(db: Db) {
  return {
    async add({ job, dueMs, untilMs }: LogMeasure): Promise<void> {
      await db
        .insertInto("log_measures")
        .values({ job, due_ms: dueMs, until_ms: untilMs })
        .onConflict((c) => c.column("job").doNothing())
        .execute();
    },

    /** The one that is due first. */
    async due(nowMs: number): Promise<LogMeasure | undefined> {
      const row = await db
        .selectFrom("log_measures")
        .selectAll()
        .where("due_ms", "<=", nowMs)
        .orderBy("due_ms")
        .limit(1)
        .executeTakeFirst();
      return row && { job: row.job, dueMs: row.due_ms, untilMs: row.until_ms };
    },

    /** Due again at that time, and for nobody else before; false when another has taken it up. */
    async later(was: LogMeasure, dueMs: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("log_measures")
        .set({ due_ms: dueMs })
        .where("job", "=", was.job)
        .where("due_ms", "=", was.dueMs)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** False when another has settled it, or taken it up. */
    async remove(was: LogMeasure): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom("log_measures")
        .where("job", "=", was.job)
        .where("due_ms", "=", was.dueMs)
        .executeTakeFirst();
      return numDeletedRows === 1n;
    },

    async nextDueMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("log_measures")
        .select("due_ms")
        .orderBy("due_ms")
        .limit(1)
        .executeTakeFirst();
      return row?.due_ms;
    },
  };
}
