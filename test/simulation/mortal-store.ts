import type { Clock } from "../../src/lifecycle/clock.ts";
import { handOutWithin } from "../../src/store/hand-out.ts";
import type { Store } from "../../src/store/open-store.ts";
import type { Tables } from "../../src/store/tables.ts";
import { crossing, type Life } from "./deaths.ts";
import type { Faults } from "./faults.ts";
import { type Sabotage, sabotagedArgs, sabotagedCall } from "./sabotage.ts";
import type { Trace } from "./trace.ts";

export type Fragile = {
  life: Life;
  faults: Faults;
  trace: Trace;
  clock: Clock;
  /** Whether no call gets through at all. */
  isAway(): boolean;
  /** A transaction is durable. */
  onCommit(): void;
  sabotage: Sabotage | undefined;
};

/** The store as the bot sees it: it can fail, be slow, and the bot can die before and after every call. */
export function mortalStore(store: Store, fragile: Fragile): Store {
  const { life, faults, trace, isAway } = fragile;
  const { transaction, handOut: _own, ping, scrub, close, ...tables } = store;
  const mortalTransaction: Store["transaction"] = (work) =>
    crossing(life, { rim: "store", call: "transaction" }, () =>
      transaction(async (inside) => {
        trace.say("  store begin");
        if (isAway()) throw away();
        const result = await work(mortalTables(inside, fragile));
        // Dead before the commit, it never comes: the connection is closed on an open transaction.
        await crossing(life, { rim: "store", call: "commit" }, async () => {});
        if (isAway()) throw away();
        if (faults.strikes("a commit fails")) throw new Error("disk I/O error");
        trace.say("  store commit");
        return result;
      }).then((result) => {
        fragile.onCommit();
        return result;
      }),
    );
  return {
    ...mortalTables(tables, fragile),
    transaction: mortalTransaction,
    handOut: handOutWithin(mortalTransaction),
    ping: () =>
      crossing(life, { rim: "store", call: "ping" }, () => (isAway() ? Promise.reject(away()) : ping())),
    scrub,
    close,
  };
}

function mortalTables(tables: Tables, fragile: Fragile): Tables {
  const entries = Object.entries(tables).map(([name, room]) => [
    name,
    typeof room === "function"
      ? mortalCall(name, room as Call, fragile)
      : Object.fromEntries(
          Object.entries(room as Record<string, unknown>).map(([call, make]) => [
            call,
            // What a room says of itself is no call.
            typeof make === "function" ? mortalCall(`${name}.${call}`, make.bind(room), fragile) : make,
          ]),
        ),
  ]);
  return Object.fromEntries(entries) as Tables;
}

type Call = (...args: readonly unknown[]) => Promise<unknown>;

function mortalCall(call: string, make: Call, fragile: Fragile): Call {
  const { life, faults, trace, clock, isAway, sabotage } = fragile;
  return (...args) =>
    crossing(life, { rim: "store", call }, async () => {
      trace.say(`  store ${call}`);
      if (faults.strikes("the store is slow")) await new Promise<void>((resolve) => clock.after(20, resolve));
      if (isAway()) throw away();
      if (faults.strikes("the store fails")) throw new Error("database is locked");
      const sabotaged = sabotagedCall(sabotage, call, args);
      return sabotaged === undefined ? make(...sabotagedArgs(sabotage, call, args)) : sabotaged.answer;
    });
}

function away(): Error {
  return new Error("connection terminated unexpectedly");
}
