import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { alwaysBusy } from "../../test/support/always-busy.ts";
import { eventAbout, toInbox } from "../../test/support/event-world.ts";
import { keptLog } from "../../test/support/kept-log.ts";
import { type Database, hasPostgres, newDatabase } from "../../test/support/postgres.ts";
import { jobNo, saveJob } from "../../test/support/saved-jobs.ts";
import { systemClock } from "../lifecycle/clock.ts";
import type { Loop } from "../lifecycle/loop.ts";
import { openStore, type Store } from "../store/open-store.ts";
import { applier } from "./applier.ts";

/** Of two processes, as far as a store knows. */
describe.skipIf(!hasPostgres)("two appliers on one PostgreSQL", () => {
  let database: Database;
  let stores: Store[];
  beforeAll(async () => {
    database = await newDatabase();
    stores = [await openStore(database.url), await openStore(database.url)];
  });
  afterAll(async () => {
    for (const store of stores) await store.close();
    await database.drop();
  });

  test("apply each event once between them, and each job ends as all of its events say", async () => {
    const [store] = stores as [Store];
    const log = keptLog();
    const jobs = Array.from({ length: 40 }, (_, n) => jobNo(n + 1));
    for (const job of jobs) await saveJob(store, job, { channel: `C${job.id}` });
    const kinds = ["single.runnable", "single.starting", "single.running", "single.succeeded"];
    const events = kinds.flatMap((kind) => jobs.map((job) => eventAbout(kind, job)));
    const counts = [0, 0];
    const appliers: Loop[] = stores.map((each, index) =>
      applier({
        store: each,
        clock: systemClock,
        logger: log.logger,
        quietMs: 60_000,
        load: alwaysBusy,
        onApplied: ({ applied }) => {
          counts[index] = (counts[index] ?? 0) + applied;
        },
      }),
    );
    for (const event of shuffled(events)) await store.inbox.append([toInbox(event)]);
    for (const each of appliers) each.start();
    await expect.poll(() => store.inbox.depth(), { timeout: 15_000 }).toBe(0);
    for (const each of appliers) await each.stop();

    expect(counts.reduce((sum, count) => sum + count)).toBe(events.length);
    const states = await Promise.all(jobs.map(async ({ id }) => (await store.jobs.get(id))?.state));
    expect(new Set(states)).toEqual(new Set(["succeeded"]));
    expect(log.lines).toEqual([]);
  });
});

/** In an order that is the same in every run. */
function shuffled<T>(items: readonly T[]): T[] {
  return items
    .map((item, index) => ({ item, at: (index * 7_919) % 997 }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
