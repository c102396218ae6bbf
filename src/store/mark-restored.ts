import { sql } from "kysely";
import { limits } from "../domain/limits.ts";
import type { Db } from "./tables.ts";

/** `takenAtMs`: when the copy was made; what was done since then, until now, is not known. */
export type RestoreTimes = { takenAtMs: number; nowMs: number };

/** Missed once more, a post is taken not to be there: what may have been posted long ago needs no second look. */
export const lastLook = limits.postLooksAfterMs.length - 1;

/**
 * A store that was put back knows nothing of what was done after it was copied. What it was about to post, and what it
 * learns from now on of jobs that were under way, is looked for before it is posted; what it was about to submit is
 * looked for before it is submitted; and nothing that a person asked for is done again. For use inside a transaction.
 */
export async function markRestored(db: Db, { takenAtMs, nowMs }: RestoreTimes): Promise<void> {
  await db
    .updateTable("notices")
    .set({
      state: "uncertain",
      looks: lastLook,
      tried_at_ms: sql<number>`case when tried_at_ms < ${takenAtMs} then tried_at_ms else ${takenAtMs} end`,
      gave_up_at_ms: nowMs,
      next_at_ms: nowMs,
    })
    .where("state", "in", ["queued", "trying", "uncertain"])
    .execute();
  await db
    .updateTable("jobs")
    .set({ restored_from_ms: takenAtMs, restored_at_ms: nowMs })
    .where("ended_at_ms", "is", null)
    .execute();
  await db
    .updateTable("threads")
    .set({ stale: 1, editing_since_ms: null, edit_at_ms: nowMs + limits.restoredEditMs })
    .where("card_ts", "is not", null)
    .where("state", "=", "open")
    .where("job", "in", db.selectFrom("jobs").select("id").where("ended_at_ms", "is", null))
    .execute();
  await db
    .updateTable("submissions")
    .set({ state: "uncertain", next_at_ms: nowMs, missed_since_ms: null })
    .where("state", "in", ["saved", "trying", "throttled"])
    .execute();
  await db
    .updateTable("invocations")
    .set({ done_at_ms: nowMs, body: "" })
    .where("done_at_ms", "is", null)
    .execute();
  await db.deleteFrom("paces").execute();
  await db.deleteFrom("meta").where("key", "=", takenAtKey).execute();
}

/** Under which a copy says when it was made. */
export const takenAtKey = "backed up at";
