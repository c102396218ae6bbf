import { type Kysely, sql } from "kysely";

/** Pieces of logs that people share, and take back. */
export async function snippets({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("snippets")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("channel", "text", (c) => c.notNull())
    .addColumn("notice", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("content", "text")
    .addColumn("file", "text")
    .addColumn("ts", "text")
    .addColumn("taken_by", "text")
    .addColumn("due_ms", "bigint")
    .addColumn("tries", "integer", (c) => c.notNull())
    .addColumn("at_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createIndex("snippets_due")
    .on("snippets")
    .column("due_ms")
    .where(sql.ref("due_ms"), "is not", null)
    .execute();
  await schema.createIndex("snippets_at").on("snippets").column("at_ms").execute();
}
