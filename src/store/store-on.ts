import type { Kysely } from "kysely";
import { systemChance } from "../lifecycle/chance.ts";
import { systemClock } from "../lifecycle/clock.ts";
import { type Engine, holdNothing } from "./engine.ts";
import type { LongReads } from "./long-reads.ts";
import type { Store } from "./open-store.ts";
import type { Schema } from "./schema.ts";
import { type Tables, tablesOn } from "./tables.ts";
import { untilWon } from "./until-won.ts";

/** The store on an open, migrated database. */
export function storeOn(
  db: Kysely<Schema>,
  engine: Engine,
  { close, scrub = async () => {} }: { close(): Promise<void>; scrub?(): Promise<void> },
  longReads?: LongReads,
): Store {
  const once = <T>(work: (tables: Tables) => Promise<T>): Promise<T> =>
    db.transaction().execute((tx) => work(tablesOn(tx, engine, engine.hold)));
  return {
    ...tablesOn(db, engine, holdNothing, longReads),
    transaction: (work) =>
      untilWon(() => once(work), {
        isLostRace: engine.isLostRace,
        clock: systemClock,
        chance: systemChance,
      }),
    ping: async () => {
      await db.selectFrom("meta").select("key").limit(1).execute();
    },
    scrub,
    close,
  };
}
