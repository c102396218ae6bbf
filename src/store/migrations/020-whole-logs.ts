import { type Kysely, sql } from "kysely";

/** A whole log may be wished for as a file. */
export async function wholeLogs({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("whole_logs")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("due_ms", "bigint")
    .addColumn("stop_at_ms", "bigint")
    .addColumn("at_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createIndex("whole_logs_due")
    .on("whole_logs")
    .columns(["due_ms", "member"])
    .where(sql.ref("due_ms"), "is not", null)
    .execute();
  await schema.createIndex("whole_logs_at").on("whole_logs").column("at_ms").execute();
}
