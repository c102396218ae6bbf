import type { Kysely } from "kysely";

/** Ended jobs of which it is still to be found out how much they have logged. */
export async function logMeasures({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("log_measures")
    .addColumn("job", "text", (c) => c.primaryKey())
    .addColumn("due_ms", "bigint", (c) => c.notNull())
    .addColumn("until_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema.createIndex("log_measures_due").on("log_measures").column("due_ms").execute();
}
