import type { Kysely } from "kysely";

/** What a lab runs again and again. */
export async function recipes({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("recipes")
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("blanks", "text", (c) => c.notNull())
    .addColumn("made_by", "text", (c) => c.notNull())
    .addColumn("made_at_ms", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("recipes_pi_name", ["pi", "name"])
    .execute();
}
