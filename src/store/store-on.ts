import type { Kysely } from "kysely";
import { systemChance } from "../lifecycle/chance.ts";
import { systemClock } from "../lifecycle/clock.ts";
import { type Engine, holdNothing } from "./engine.ts";
import { handOutBeside, handOutWithin } from "./hand-out.ts";
import type { InboxThread } from "./inbox-thread.ts";
import type { LongReads } from "./long-reads.ts";
import type { Store } from "./open-store.ts";
import type { Schema } from "./schema.ts";
import { type Tables, tablesOn } from "./tables.ts";
import { untilWon } from "./until-won.ts";

export type StoreParts = {
  close(): Promise<void>;
  scrub?(): Promise<void>;
  longReads?: LongReads | undefined;
  /** The inbox, where it lies in a file of its own. */
  thread?: InboxThread | undefined;
};

/** The store on an open, migrated database. */
export function storeOn(
  db: Kysely<Schema>,
  engine: Engine,
  { close, scrub = async () => {}, longReads, thread }: StoreParts,
): Store {
  const once = <T>(work: (tables: Tables) => Promise<T>): Promise<T> =>
    db.transaction().execute((tx) => work(tablesOn(tx, engine, engine.hold)));
  const tables = tablesOn(db, engine, holdNothing, longReads);
  const transaction: Store["transaction"] = (work) =>
    untilWon(() => once(work), {
      isLostRace: engine.isLostRace,
      clock: systemClock,
      chance: systemChance,
    });
  return {
    ...tables,
    inbox: thread === undefined ? tables.inbox : { ...tables.inbox, ...thread },
    transaction,
    handOut:
      thread === undefined
        ? handOutWithin(transaction)
        : handOutBeside(transaction, { thread, own: tables.inbox }),
    ping: async () => {
      await db.selectFrom("meta").select("key").limit(1).execute();
    },
    scrub,
    close,
  };
}
