import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { CompiledQuery } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type SideThread, sideThread } from "../../src/store/side-thread.ts";

const pageBytes = 4_096;
let folder: string;
let path: string;
let file: Sqlite.Database;
let side: SideThread;
let longLogs: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "side-thread-"));
  path = join(folder, "some.db");
  file = new Sqlite(path);
  file.pragma("journal_mode = WAL");
  file.pragma("wal_autocheckpoint = 0");
  file.exec("create table page (n integer primary key, filling blob)");
  longLogs = 0;
  side = sideThread({ path, tidyPages: 1_000, longLogPages: 2_000 }, () => {
    longLogs += 1;
    file.pragma("wal_checkpoint(PASSIVE)");
  });
});

afterEach(async () => {
  await side.close();
  file.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (sql: string, ...parameters: unknown[]) =>
  side.rows<Record<string, unknown>>({ compile: () => CompiledQuery.raw(sql, parameters) });
const fill = (pages: number): void => {
  const insert = file.prepare("insert into page (filling) values (zeroblob(?))");
  for (let n = 0; n < pages; n++) insert.run(pageBytes);
};

test("what is committed is read at once, and many questions at a time each have their own answer", async () => {
  fill(3);
  const answers = await Promise.all([1, 2, 3].map((n) => ask("select n from page where n = ?", n)));
  expect(answers).toEqual([[{ n: 1 }], [{ n: 2 }], [{ n: 3 }]]);
});

test("a question that can not be answered says why, and the next is answered", async () => {
  await expect(ask("select * from nowhere")).rejects.toThrow(/no such table: nowhere/);
  expect(await ask("select 1 as one")).toEqual([{ one: 1 }]);
});

test("it writes nothing of its own", async () => {
  await expect(ask("insert into page (n) values (1) returning n")).rejects.toThrow(/readonly/);
});

test("a thread that ends leaves no question without an answer, and another begins with the next", async () => {
  const isAnswered = ask("select 1 as one").catch((error: Error) => error.message);
  await side.close();
  expect(await isAnswered).toMatch(/has ended/);
  expect(await ask("select 2 as two")).toEqual([{ two: 2 }]);
});

test("the log begins anew again and again, though it is written to all the time", async () => {
  await ask("select 1 as one");
  let most = 0;
  while (longLogs < 10) {
    fill(10);
    most = Math.max(most, statSync(`${path}-wal`).size);
    await ask("select count(*) as n from page");
  }
  const written = file.prepare("select count(*) from page").pluck().get() as number;
  // Each of them takes two pages, and changes that of the table.
  expect(most).toBeLessThan((written * 3 * pageBytes) / 2);
  expect(await ask("select count(*) as n from page")).toEqual([{ n: written }]);
});
