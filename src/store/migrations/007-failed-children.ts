import { type Kysely, sql } from "kysely";

/** When AWS is to be asked which children of an array failed: their own events were lost. */
export async function failedChildren({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable("children").addColumn("list_at_ms", "bigint").execute();
  await schema
    .createIndex("children_list")
    .on("children")
    .column("list_at_ms")
    .where(sql.ref("list_at_ms"), "is not", null)
    .execute();
}
