import type { PaceUse, PaceUses } from "../domain/telling/slack-pace.ts";
import type { Db } from "./tables.ts";

export type Paces = ReturnType<typeof pacesOn>;

/** What of Slack's pace is used up. In the store, so that a restart forgets nothing and replicas share it. */
export function pacesOn(db: Db) {
  return {
    async read(keys: readonly string[]): Promise<PaceUses> {
      if (keys.length === 0) return new Map();
      const rows = await db.selectFrom("paces").selectAll().where("key", "in", keys).execute();
      return new Map(rows.map((row) => [row.key, useOf(row)]));
    },

    /** The rows are there, and nobody else changes them while this transaction lasts. */
    async hold(keys: readonly string[]): Promise<PaceUses> {
      const rows = keys.toSorted().map((key) => ({ key, times: "[]", last_ms: 0, stopped_until_ms: 0 }));
      // An update that changes nothing locks the row, on every engine.
      const held = await db
        .insertInto("paces")
        .values(rows)
        .onConflict((c) => c.column("key").doUpdateSet((e) => ({ key: e.ref("excluded.key") })))
        .returningAll()
        .execute();
      return new Map(held.map((row) => [row.key, useOf(row)]));
    },

    /** Of a row that is held. */
    async save(key: string, { timesMs, stoppedUntilMs }: PaceUse): Promise<void> {
      const set = {
        times: JSON.stringify(timesMs),
        last_ms: timesMs.at(-1) ?? 0,
        stopped_until_ms: stoppedUntilMs,
      };
      await db.updateTable("paces").set(set).where("key", "=", key).execute();
    },

    async forgetBefore(ms: number): Promise<void> {
      await db.deleteFrom("paces").where("last_ms", "<", ms).where("stopped_until_ms", "<", ms).execute();
    },
  };
}

function useOf(row: { times: string; stopped_until_ms: number }): PaceUse {
  return { timesMs: JSON.parse(row.times), stoppedUntilMs: row.stopped_until_ms };
}
