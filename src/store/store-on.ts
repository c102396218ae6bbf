import type { Kysely } from "kysely";
import { limits } from "../domain/limits.ts";
import { type Engine, holdNothing } from "./engine.ts";
import type { LongReads } from "./long-reads.ts";
import type { Store } from "./open-store.ts";
import type { Schema } from "./schema.ts";
import { type Tables, tablesOn } from "./tables.ts";

/** The store on an open, migrated database. */
export function storeOn(
  db: Kysely<Schema>,
  engine: Engine,
  close: () => Promise<void>,
  longReads?: LongReads,
): Store {
  const once = <T>(work: (tables: Tables) => Promise<T>): Promise<T> =>
    db.transaction().execute((tx) => work(tablesOn(tx, engine, engine.hold)));
  return {
    ...tablesOn(db, engine, holdNothing, longReads),
    transaction: async (work) => {
      for (let tries = 1; ; tries++) {
        try {
          return await once(work);
        } catch (error) {
          if (tries >= limits.storeTries || !engine.isLostRace(error)) throw error;
        }
      }
    },
    ping: async () => {
      await db.selectFrom("meta").select("key").limit(1).execute();
    },
    close,
  };
}
