import { type Kysely, sql } from "kysely";

/** The audit is asked for by person, job, lab, verb and time, and each entry is told in the log. */
export async function audit({ schema }: Kysely<unknown>): Promise<void> {
  // What was written before is told by nobody any more.
  await schema
    .alterTable("audit")
    .addColumn("is_told", "integer", (c) => c.notNull().defaultTo(1))
    .execute();
  await schema
    .createIndex("audit_untold")
    .on("audit")
    .column("seq")
    .where(sql.ref("is_told"), "=", 0)
    .execute();
  await schema.dropIndex("audit_at").execute();
  await schema.createIndex("audit_at").on("audit").columns(["at_ms", "seq"]).execute();
  for (const key of ["member", "pi", "job", "verb"])
    await schema.createIndex(`audit_${key}`).on("audit").columns([key, "at_ms", "seq"]).execute();
}
