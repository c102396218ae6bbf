import { type Kysely, sql } from "kysely";

/** AWS may take a submission more than once: what is known of its other jobs, and how often that may have happened. */
export async function duplicates({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .alterTable("submissions")
    .addColumn("perhaps_taken", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await schema
    .createTable("duplicates")
    .addColumn("account", "text", (c) => c.notNull())
    .addColumn("region", "text", (c) => c.notNull())
    .addColumn("batch_id", "text", (c) => c.notNull())
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("seen_at_ms", "bigint", (c) => c.notNull())
    .addColumn("next_at_ms", "bigint")
    .addPrimaryKeyConstraint("duplicates_pk", ["account", "region", "batch_id"])
    .execute();
  await schema
    .createIndex("duplicates_next")
    .on("duplicates")
    .column("next_at_ms")
    .where(sql.ref("next_at_ms"), "is not", null)
    .execute();
  await schema.createIndex("duplicates_seen").on("duplicates").column("seen_at_ms").execute();
}
