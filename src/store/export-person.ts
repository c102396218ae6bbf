import { sql } from "kysely";
import type { MemberId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { ownTables, sharedTables } from "./person-tables.ts";
import type { Db } from "./tables.ts";

export type ExportedTable = {
  rows: readonly Readonly<Record<string, unknown>>[];
  /** There are more than one file is to hold. */
  isCut?: true;
};

/** All that is kept of a person, by table; the newest of what is much. Without log text and environment values. */
export async function exportPerson(db: Db, member: MemberId): Promise<Record<string, ExportedTable>> {
  const all: Record<string, ExportedTable> = {};
  for (const [table, { by, shown }] of Object.entries(ownTables))
    all[table] = await rowsOf(db, { table, by, shown }, member);
  for (const [table, shared] of Object.entries(sharedTables))
    if ("by" in shared) all[table] = await rowsOf(db, { table, ...shared, newestBy: shared.key }, member);
  return all;
}

type Asked = { table: string; by: string; shown: readonly string[]; newestBy?: string };

async function rowsOf(
  db: Db,
  { table, by, shown, newestBy }: Asked,
  member: MemberId,
): Promise<ExportedTable> {
  const columns = sql.join(shown.map((column) => sql.ref(column)));
  const order = newestBy === undefined ? sql`` : sql`order by ${sql.ref(newestBy)} desc`;
  const found = await sql<Record<string, unknown>>`select ${columns} from ${sql.table(table)}
    where ${sql.ref(by)} = ${member} ${order} limit ${limits.exportRows + 1}`.execute(db);
  const rows = found.rows.slice(0, limits.exportRows);
  return found.rows.length > rows.length ? { rows, isCut: true } : { rows };
}
