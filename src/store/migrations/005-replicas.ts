import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";

/** What several processes on one store need: one order of ids on every engine. */
export async function replicas(db: Kysely<unknown>, engine: Engine): Promise<void> {
  if (engine.name === "postgres") await compareBySign(db);
}

/** PostgreSQL sorts by the language of its database, in which the signs of an id have no order of their own. */
async function compareBySign(db: Kysely<unknown>): Promise<void> {
  await sql`alter table jobs
    alter column id type text collate "C",
    alter column batch_id type text collate "C"`.execute(db);
  await sql`alter table roster alter column pi type text collate "C"`.execute(db);
}
