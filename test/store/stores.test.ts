import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { openStore } from "../../src/store/open-store.ts";
import { storeSuite } from "./store-suite.ts";

const folder = mkdtempSync(join(tmpdir(), "batchmate-stores-"));
afterAll(() => rmSync(folder, { recursive: true }));
let opened = 0;

storeSuite("SQLite in memory", () => openStore("sqlite::memory:"));
storeSuite("SQLite in a file", () => openStore(`sqlite:${join(folder, `${opened++}.db`)}`));
