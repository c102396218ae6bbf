import { type Kysely, sql } from "kysely";

/** Some children of an array may be stopped while the others go on. */
export async function childStops({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("child_stops")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("due_ms", "bigint")
    .addColumn("at_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createIndex("child_stops_due")
    .on("child_stops")
    .column("due_ms")
    .where(sql.ref("due_ms"), "is not", null)
    .execute();
  await schema.createIndex("child_stops_at").on("child_stops").column("at_ms").execute();
}
