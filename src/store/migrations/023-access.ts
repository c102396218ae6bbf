import { type Kysely, sql } from "kysely";

/** Who asks to be let in, what is asked of the admins, and what Slack says of each person of the roster. */
export async function access(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("access_requests")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("hutchnet", "text", (c) => c.notNull())
    .addColumn("reason", "text", (c) => c.notNull())
    .addColumn("asked_at_ms", "bigint", (c) => c.notNull())
    .addColumn("step", "integer", (c) => c.notNull())
    .addColumn("due_at_ms", "bigint")
    .addColumn("outcome", "text")
    .addColumn("invocation", "text")
    .execute();
  // Asked twice is one request.
  await schema
    .createIndex("access_requests_open")
    .unique()
    .on("access_requests")
    .columns(["member", "pi"])
    .where(sql.ref("outcome"), "is", null)
    .execute();
  await schema
    .createIndex("access_requests_due")
    .on("access_requests")
    .column("due_at_ms")
    .where("due_at_ms", "is not", null)
    .execute();
  await schema.createIndex("access_requests_asked").on("access_requests").column("asked_at_ms").execute();
  await schema
    .createTable("questions")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("asked_at_ms", "bigint", (c) => c.notNull())
    .addColumn("answer", "text")
    .addColumn("invocation", "text")
    .execute();
  await schema.createIndex("questions_of").on("questions").columns(["member", "asked_at_ms"]).execute();
  await schema.createIndex("questions_asked").on("questions").column("asked_at_ms").execute();
  await addStandings(db);
  // What the labs file said when it was last read: null where it has not been read since this migration.
  await schema.alterTable("roster_seeds").addColumn("in_file", "integer").execute();
  await schema.alterTable("roster_seeds").addColumn("role", "text").execute();
  await schema.createIndex("roster_seeds_pi").on("roster_seeds").column("pi").execute();
  await schema.createIndex("roster_hutchnet").on("roster").column("hutchnet").execute();
}

async function addStandings(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("standings")
    .addColumn("member", "text", (c) => c.primaryKey())
    .addColumn("standing", "text")
    .addColumn("look_at_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema.createIndex("standings_look").on("standings").column("look_at_ms").execute();
  await sql`insert into standings (member, standing, look_at_ms)
    select distinct member, cast(null as text), 0 from roster`.execute(db);
}
