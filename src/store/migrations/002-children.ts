import type { Kysely } from "kysely";

/** What the children of an array, or the nodes of a multi-node job, have told; on the job only what its card shows of it. */
export async function children({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("children")
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("batch_id", "text", (c) => c.notNull())
    .addColumn("value", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("children_pk", ["job", "batch_id"])
    .execute();
  await schema.alterTable("jobs").addColumn("children", "text").execute();
}
