import type { Kysely } from "kysely";

/** Slack's pace is kept in the store, and a try or an edit that nobody answered is remembered as one. */
export async function paces({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("paces")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("times", "text", (c) => c.notNull())
    .addColumn("last_ms", "bigint", (c) => c.notNull())
    .addColumn("stopped_until_ms", "bigint", (c) => c.notNull())
    .execute();
  // SQLite takes one new column at a time.
  await schema.alterTable("threads").addColumn("editing_since_ms", "bigint").execute();
  await schema
    .alterTable("threads")
    .addColumn("unsure_until_ms", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.alterTable("notices").addColumn("gave_up_at_ms", "bigint").execute();
  await schema
    .alterTable("notices")
    .addColumn("unsure_until_ms", "bigint", (c) => c.notNull().defaultTo(0))
    .execute();
  await schema
    .alterTable("notices")
    .addColumn("reposted", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await schema.alterTable("notices").addColumn("lines_look_ms", "bigint").execute();
  await schema.alterTable("notices").addColumn("lines_seen", "text").execute();
}
