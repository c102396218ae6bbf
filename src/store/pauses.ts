import type { Selectable } from "kysely";
import type { PiName } from "../domain/ids.ts";
import { isInForce, type Pause, type PauseScope, pauseFor } from "../domain/people/pause.ts";
import type { Hold } from "./engine.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Pauses = ReturnType<typeof pausesOn>;

/** In which labs nothing is submitted now: one row for each, and one for all. */
export function pausesOn(db: Db, hold: Hold) {
  return {
    async get(scope: PauseScope): Promise<Pause | undefined> {
      const row = await hold
        .rows(db.selectFrom("pauses").selectAll().where("scope", "=", scope))
        .executeTakeFirst();
      return row && fromRow(row);
    },

    /** What keeps a lab from submitting now, if anything does. */
    async of(pi: PiName, nowMs: number): Promise<Pause | undefined> {
      const rows = await db.selectFrom("pauses").selectAll().where("scope", "in", [pi, "all"]).execute();
      return pauseFor(rows.map(fromRow), pi, nowMs);
    },

    /** All that are in force. */
    async all(nowMs: number): Promise<Pause[]> {
      const rows = await db.selectFrom("pauses").selectAll().orderBy("at_ms").execute();
      return rows.map(fromRow).filter((pause) => isInForce(pause, nowMs));
    },

    /** In place of one that was there. */
    async set({ scope, by, byAdmin, reason, atMs, untilMs, deed }: Pause): Promise<void> {
      const row = {
        member: by,
        by_admin: byAdmin === true ? 1 : 0,
        reason,
        at_ms: atMs,
        until_ms: untilMs ?? null,
        deed,
      };
      await db
        .insertInto("pauses")
        .values({ scope, ...row })
        .onConflict((c) => c.column("scope").doUpdateSet(row))
        .execute();
    },

    async end(scope: PauseScope): Promise<void> {
      await db.deleteFrom("pauses").where("scope", "=", scope).execute();
    },
  };
}

function fromRow(row: Selectable<Schema["pauses"]>): Pause {
  return {
    scope: row.scope,
    by: row.member,
    ...(row.by_admin === 1 ? { byAdmin: true } : {}),
    reason: row.reason,
    atMs: row.at_ms,
    ...(row.until_ms === null ? {} : { untilMs: row.until_ms }),
    deed: row.deed,
  };
}
