import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { copyEmptyStore } from "../support/empty-store.ts";
import { type Database, hasPostgres, newDatabase } from "../support/postgres.ts";
import { storeSuite } from "./store-suite.ts";

const folder = mkdtempSync(join(tmpdir(), "batchmate-stores-"));
afterAll(() => rmSync(folder, { recursive: true }));
let opened = 0;

storeSuite("SQLite, with a thread beside it", () => {
  const file = join(folder, `${opened++}.db`);
  copyEmptyStore(file);
  return openStore(`sqlite:${file}`, { hasSideThread: true });
});

it("a file that is closed does not answer", () => closedIsSilent(`sqlite:${join(folder, "closed.db")}`));

describe.skipIf(!hasPostgres)("on a server", () => {
  let database: Database;
  let store: Store;
  beforeAll(async () => {
    database = await newDatabase();
    store = await openStore(database.url);
  });
  afterAll(async () => {
    await store.close();
    await database.drop();
  });

  // It keeps nothing in mind, and to connect anew for each takes longer than what most of them try.
  storeSuite("PostgreSQL", async () => {
    await database.clear();
    return { ...store, close: async () => {} };
  });

  it("that is closed does not answer", () => closedIsSilent(database.url));
});

async function closedIsSilent(url: string): Promise<void> {
  const store = await openStore(url);
  await store.ping();
  await store.close();
  await expect(store.ping()).rejects.toThrow();
}
