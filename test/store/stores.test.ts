import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { type Database, hasPostgres, newDatabase } from "../support/postgres.ts";
import { storeSuite } from "./store-suite.ts";

const folder = mkdtempSync(join(tmpdir(), "batchmate-stores-"));
afterAll(() => rmSync(folder, { recursive: true }));
let opened = 0;

storeSuite("SQLite in memory", () => openStore("sqlite::memory:"));
storeSuite("SQLite in a file, with a thread beside it", () =>
  openStore(`sqlite:${join(folder, `${opened++}.db`)}`, { hasSideThread: true }),
);

describe.skipIf(!hasPostgres)("on a server", () => {
  let database: Database;
  beforeAll(async () => {
    database = await newDatabase();
  });
  afterAll(() => database.drop());

  storeSuite("PostgreSQL", async () => {
    await database.clear();
    return openStore(database.url);
  });
});
