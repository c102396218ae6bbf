import type { Kysely } from "kysely";

/** Labs whose submitting is paused, what is not sent because of it, and how much somebody has asked for of late. */
export async function pauses(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("pauses")
    .addColumn("scope", "text", (c) => c.primaryKey())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("by_admin", "integer", (c) => c.notNull())
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("at_ms", "bigint", (c) => c.notNull())
    .addColumn("until_ms", "bigint")
    .addColumn("deed", "text", (c) => c.notNull())
    .execute();
  await schema.alterTable("jobs").addColumn("held_since_ms", "bigint").execute();
  await schema
    .createIndex("invocations_of_member")
    .on("invocations")
    .columns(["member", "received_at_ms"])
    .execute();
}
