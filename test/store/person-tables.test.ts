/** A new table must say whether people stand in it: or somebody who was erased would still be there. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MemberId } from "../../src/domain/ids.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { otherNames, ownTables, sharedTables, tablesWithoutPeople } from "../../src/store/person-tables.ts";

const folder = mkdtempSync(join(tmpdir(), "batchmate-people-"));
const path = join(folder, "batchmate.db");
let store: Store;
let file: Sqlite.Database;
beforeAll(async () => {
  store = await openStore(`sqlite:${path}`);
  file = new Sqlite(path);
});
afterAll(async () => {
  file.close();
  await store.close();
  rmSync(folder, { recursive: true });
});

type Column = { name: string; type: string; notnull: number; pk: number };

const tables = () =>
  file
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'kysely%' and name not like 'sqlite%'",
    )
    .pluck()
    .all() as string[];
const columnsOf = (table: string) => file.pragma(`table_info(${table})`) as Column[];

test("every table is on one list", () => {
  const listed = [...Object.keys(ownTables), ...Object.keys(sharedTables), ...tablesWithoutPeople];
  expect(listed.toSorted()).toEqual(tables().toSorted());
});

/** Columns that hold no person whatever they are: ids, words of ours, names of things. */
const things =
  /^(id|seq|key|subject|job|first_job|pi|account|region|batch_id|name|job_name|name_key|job_name_key|queue|definition|state|hutchnet|kind|thread|notice|live|event_id|detail_type|ts|card_ts|channel|file|content|verb|via|outcome|lines_seen|level|place|zone|role|role_lacks|value|stream|blanks|step|scope|mark)$/;

test("an id that stands in every column of every row is found nowhere afterwards", async () => {
  const member = "U0PLANTED" as MemberId;
  for (const table of [...Object.keys(ownTables), ...Object.keys(sharedTables)]) {
    const columns = columnsOf(table);
    const own = (ownTables as Record<string, { by: string }>)[table]?.by;
    const values = columns.map(({ name, type }) => {
      if (!/text/i.test(type)) return 1;
      if (own === undefined)
        return things.test(name) && !namesIn(table).includes(name) ? `x ${table}` : `{"by":"${member}"}`;
      return name === own ? member : (`x` as string);
    });
    file
      .prepare(
        `insert into ${table} (${columns.map(({ name }) => name).join()}) values (${columns.map(() => "?").join()})`,
      )
      .run(values);
  }
  await store.erasePerson({ member, pseudonym: "UERASED01" as MemberId });
  const found = tables().flatMap((table) =>
    JSON.stringify(file.prepare(`select * from ${table}`).all()).includes(member) ? [table] : [],
  );
  expect(found).toEqual([]);
});

function namesIn(table: string): readonly string[] {
  const shared = (sharedTables as Record<string, { names: readonly string[] }>)[table]?.names ?? [];
  const other = (otherNames as Record<string, readonly string[]>)[table] ?? [];
  return [...shared, ...other];
}
