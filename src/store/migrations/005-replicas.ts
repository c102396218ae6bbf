import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";

/** What several processes on one store need: who carries out an intention, and one order of ids on every engine. */
export async function replicas(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db;
  await schema
    .alterTable("invocations")
    .addColumn("takes", "integer", (c) => c.notNull().defaultTo(1))
    .execute();
  // What was begun before this migration is nobody's now.
  await schema
    .alterTable("invocations")
    .addColumn("lease_until_ms", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  await schema
    .createIndex("invocations_unfinished")
    .on("invocations")
    .column("lease_until_ms")
    .where(sql.ref("done_at_ms"), "is", null)
    .execute();
  if (engine.name === "postgres") await compareBySign(db);
}

/** PostgreSQL sorts by the language of its database, in which the signs of an id have no order of their own. */
async function compareBySign(db: Kysely<unknown>): Promise<void> {
  await sql`alter table jobs
    alter column id type text collate "C",
    alter column batch_id type text collate "C"`.execute(db);
  await sql`alter table roster alter column pi type text collate "C"`.execute(db);
}
