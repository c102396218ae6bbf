import { setImmediate as letOthersRun } from "node:timers/promises";
import { type SqlBool, sql } from "kysely";
import type { MemberId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { otherNames, ownTables, sharedTables } from "./person-tables.ts";
import type { Db } from "./tables.ts";

/** How many rows went, and how many go on under another name, by table. */
export type Erased = { removed: Record<string, number>; renamed: Record<string, number> };

export type Erasing = {
  member: MemberId;
  /** What stands in their place from now on. */
  pseudonym: MemberId;
};

/** What a HutchNet ID becomes that is no name of a person's own. */
export const erasedHutchnet = "erased";

/**
 * A person is taken out of the store: what was theirs goes, what is a lab's goes on under a pseudonym. A little at a
 * time, for all of it is looked through; whoever dies meanwhile does the rest anew, with the same pseudonym.
 */
export async function erasePerson(db: Db, { member, pseudonym }: Erasing): Promise<Erased> {
  const hutchnets = await hutchnetsOf(db, [member, pseudonym]);
  const removed: Record<string, number> = {};
  const renamed: Record<string, number> = {};
  for (const [table, { by }] of Object.entries(ownTables)) {
    const gone = sql`delete from ${sql.table(table)} where ${sql.ref(by)} = ${member}`;
    count(removed, table, (await gone.execute(db)).numAffectedRows);
  }
  for (const [table, { key, names }] of Object.entries(sharedTables))
    count(renamed, table, await renameIn(db, { table, key, names }, { member, pseudonym, hutchnets }));
  for (const [table, names] of Object.entries(otherNames))
    count(renamed, table, await rename(db, { table, names }, { member, pseudonym, hutchnets }, sql`true`));
  await db
    .updateTable("jobs")
    .set({ hutchnet: erasedHutchnet })
    .where("owner", "=", pseudonym)
    .where("hutchnet", "!=", erasedHutchnet)
    .execute();
  return { removed, renamed };
}

function count(into: Record<string, number>, table: string, rows: bigint | undefined): void {
  if (rows !== undefined && rows > 0n) into[table] = Number(rows);
}

async function hutchnetsOf(db: Db, members: readonly MemberId[]): Promise<string[]> {
  const ofJobs = await db
    .selectFrom("jobs")
    .select("hutchnet")
    .distinct()
    .where("owner", "in", members)
    .execute();
  const ofRequests = await db
    .selectFrom("access_requests")
    .select("hutchnet")
    .distinct()
    .where("member", "in", members)
    .execute();
  const all = [...ofJobs, ...ofRequests].map(({ hutchnet }) => hutchnet);
  return [...new Set(all)].filter((hutchnet) => hutchnet !== erasedHutchnet);
}

type Names = { table: string; names: readonly string[] };
type Change = Erasing & { hutchnets: readonly string[] };

/** From one end of the table to the other. */
async function renameIn(db: Db, { key, ...of }: Names & { key: string }, change: Change): Promise<bigint> {
  let rows = 0n;
  for (let from: unknown; ; ) {
    const after = from === undefined ? sql`true` : sql`${sql.ref(key)} > ${from}`;
    const end = await sql<{ key: unknown }>`select ${sql.ref(key)} as key from ${sql.table(of.table)}
      where ${after} order by ${sql.ref(key)} limit 1 offset ${limits.eraseRows}`.execute(db);
    const to = end.rows[0]?.key;
    const stretch = to === undefined ? after : sql`${after} and ${sql.ref(key)} <= ${to}`;
    rows += await rename(db, of, change, stretch);
    if (to === undefined) return rows;
    from = to;
    await letOthersRun();
  }
}

async function rename(
  db: Db,
  { table, names }: Names,
  { member, pseudonym, hutchnets }: Change,
  stretch: ReturnType<typeof sql>,
): Promise<bigint> {
  // As JSON writes it: the same letters elsewhere may be the name of a job.
  const tokens = hutchnets.map(
    (hutchnet) => [hutchnetToken(hutchnet), hutchnetToken(erasedHutchnet)] as const,
  );
  const found = sql.join(
    names.map((name) => sql<SqlBool>`${sql.ref(name)} like ${`%${member}%`}`),
    sql` or `,
  );
  const changes = names.map((name) => {
    const renamed = [[member, pseudonym] as const, ...tokens].reduce(
      (text, [old, now]) => sql`replace(${text}, ${old}, ${now})`,
      sql`${sql.ref(name)}`,
    );
    return sql`${sql.ref(name)} = ${renamed}`;
  });
  const done = sql`update ${sql.table(table)} set ${sql.join(changes)} where (${stretch}) and (${found})`;
  return (await done.execute(db)).numAffectedRows ?? 0n;
}

function hutchnetToken(hutchnet: string): string {
  return `"hutchnet":${JSON.stringify(hutchnet)}`;
}
