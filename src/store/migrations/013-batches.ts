import { type Kysely, sql } from "kysely";

/** Many jobs submitted together share a subject: what is known of the whole, and which row of it each job is. */
export async function batches({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable("jobs").addColumn("batch_row", "integer").execute();
  await schema
    .createIndex("jobs_batch")
    .on("jobs")
    .columns(["subject", "batch_row"])
    .where(sql.ref("batch_row"), "is not", null)
    .execute();
  await schema
    .createTable("batches")
    .addColumn("subject", "text", (c) => c.primaryKey())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("first_job", "text", (c) => c.notNull())
    .addColumn("owner", "text", (c) => c.notNull())
    .addColumn("size", "integer", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("version", "integer", (c) => c.notNull())
    .addColumn("failures_told", "integer", (c) => c.notNull())
    .execute();
}
