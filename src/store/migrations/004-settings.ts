import type { Kysely } from "kysely";

/** Who is told what, where and when. */
export async function settings(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("member_settings")
    .addColumn("member", "text", (c) => c.primaryKey())
    .addColumn("place", "text")
    .addColumn("level", "text")
    .addColumn("quiet_from", "integer")
    .addColumn("quiet_to", "integer")
    .addColumn("zone", "text")
    .addColumn("set_at_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createTable("channel_settings")
    .addColumn("channel", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("place", "text")
    .addColumn("level", "text")
    .addColumn("set_by", "text", (c) => c.notNull())
    .addColumn("set_at_ms", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("channel_settings_pk", ["channel", "pi"])
    .execute();
  await schema
    .createTable("job_settings")
    .addColumn("job", "text", (c) => c.primaryKey())
    .addColumn("level", "text", (c) => c.notNull())
    .addColumn("set_by", "text", (c) => c.notNull())
    .addColumn("set_at_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createTable("watchers")
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("channel", "text", (c) => c.notNull())
    .addColumn("is_in", "integer", (c) => c.notNull())
    .addColumn("is_admin", "integer", (c) => c.notNull())
    .addColumn("watches", "integer", (c) => c.notNull())
    .addColumn("invocation", "text", (c) => c.notNull())
    .addColumn("set_at_ms", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("watchers_pk", ["job", "member"])
    .execute();
  await schema
    .createTable("gathered")
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("due_ms", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("gathered_pk", ["member", "job"])
    .execute();
  await schema.createIndex("gathered_due").on("gathered").column("due_ms").execute();
  await schema.alterTable("profiles").addColumn("zone", "text").execute();
  await schema
    .alterTable("threads")
    .addColumn("is_bare", "integer", (c) => c.notNull().defaultTo(0))
    .execute();
  await schema
    .alterTable("notices")
    .addColumn("calls", "text", (c) => c.notNull().defaultTo("[]"))
    .execute();
  await schema.alterTable("notices").addColumn("burst", "text").execute();
  await schema
    .createIndex("notices_burst")
    .on("notices")
    .columns(["burst", "created_at_ms"])
    .where("burst", "is not", null)
    .execute();
}
