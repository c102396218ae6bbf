import { type Kysely, sql } from "kysely";

/** What a form begins with: what a person gave last; and how long the lab's last such jobs took. */
export async function formValues({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("form_values")
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("definition", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("used_at_ms", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("form_values_pk", ["member", "pi", "definition"])
    .execute();
  await schema.createIndex("form_values_used").on("form_values").column("used_at_ms").execute();
  // A job comes into this index once, as it succeeds.
  await schema
    .createIndex("jobs_succeeded")
    .on("jobs")
    .columns(["pi", "definition", "submitted_at_ms", "id"])
    .where(sql.ref("state"), "=", "succeeded")
    .execute();
}
