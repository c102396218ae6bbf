/** docs/operations.md says of everything that is counted and kept what it is. */
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { beforeAll, expect, test } from "vitest";
import { openMetrics } from "../src/http/metrics.ts";
import { httpServer } from "../src/http/server.ts";
import { openStore } from "../src/store/open-store.ts";
import { keptLog } from "./support/kept-log.ts";

const top = join(import.meta.dirname, "..");
let tables: string[];
let metrics: string[];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), "batchmate-operations-"));
  const path = join(folder, "batchmate.db");
  const store = await openStore(`sqlite:${path}`);
  const server = httpServer(openMetrics(store, () => 0).routes, keptLog().logger);
  const port = await server.listen({ host: "127.0.0.1", port: 0 });
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  metrics = [...text.matchAll(/^# TYPE (batchmate_\w+)/gm)].map(([, name]) => name ?? "");
  await server.close();
  await store.close();
  const file = new Sqlite(path, { readonly: true });
  const ours = "select name from sqlite_master where type = 'table' and name not like 'sqlite%'";
  tables = (file.prepare(ours).pluck().all() as string[]).filter((name) => !name.startsWith("kysely"));
  file.close();
  rmSync(folder, { recursive: true });
});

/** What stands as code in a column of the table with this head. */
function codeIn(head: string, column: number): string[] {
  const text = readFileSync(join(top, "docs", "operations.md"), "utf8");
  const [, table = ""] = text.split(`\n${head}\n`);
  const [rows = ""] = table.split("\n\n");
  return rows
    .split("\n")
    .flatMap((row) =>
      [...(row.split("|")[column] ?? "").matchAll(/`([^`]+)`/g)].map(([, code]) => code ?? ""),
    );
}

test("every metric is explained, and no other", () => {
  expect(metrics.length).toBeGreaterThan(5);
  const explained = codeIn("| metric | what it counts | when to worry |", 1);
  expect(explained.map((code) => code.replace(/\{.*/, "")).sort()).toEqual(metrics.sort());
});

test("of every table it is said for how long it is kept, and of no other", () => {
  expect(tables.length).toBeGreaterThan(10);
  expect(codeIn("| what | tables | for how long | why |", 2).sort()).toEqual(tables.sort());
});

test("every line of the log that is explained is one that the bot says", () => {
  const code = globSync("src/**/*.ts", { cwd: top })
    .filter((path) => !path.endsWith(".test.ts"))
    .map((path) => readFileSync(join(top, path), "utf8"))
    .join("");
  const lines = codeIn("| line | what it means |", 1);
  expect(lines.length).toBeGreaterThan(10);
  expect(lines.filter((line) => !code.includes(`"${line}"`))).toEqual([]);
});
