import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";

export async function first(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("meta")
    .addColumn("key", "text", (c) => c.primaryKey())
    .addColumn("value", "text", (c) => c.notNull())
    .execute();
  await schema
    .createTable("roster")
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("hutchnet", "text", (c) => c.notNull())
    .addColumn("role", "text", (c) => c.notNull())
    .addColumn("is_default", "integer", (c) => c.notNull())
    .addColumn("source", "text", (c) => c.notNull())
    .addColumn("added_at_ms", "bigint", (c) => c.notNull())
    .addPrimaryKeyConstraint("roster_pk", ["member", "pi"])
    .execute();
  await schema
    .createTable("roster_seeds")
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addPrimaryKeyConstraint("roster_seeds_pk", ["member", "pi"])
    .execute();
  await schema
    .createTable("profiles")
    .addColumn("member", "text", (c) => c.primaryKey())
    .addColumn("display_name", "text", (c) => c.notNull())
    .addColumn("read_at_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createTable("invocations")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("verb", "text", (c) => c.notNull())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("received_at_ms", "bigint", (c) => c.notNull())
    .addColumn("done_at_ms", "bigint")
    .execute();
  await schema.createIndex("invocations_received").on("invocations").column("received_at_ms").execute();
  await schema
    .createTable("drafts")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("created_at_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema.createIndex("drafts_created").on("drafts").column("created_at_ms").execute();
  await createJobs(db);
  await createThreads(db, engine);
  await createEvents(db, engine);
  await schema
    .createTable("audit")
    .addColumn("seq", engine.counter, (c) => engine.counted(c))
    .addColumn("at_ms", "bigint", (c) => c.notNull())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("via", "text", (c) => c.notNull())
    .addColumn("verb", "text", (c) => c.notNull())
    .addColumn("pi", "text")
    .addColumn("job", "text")
    .addColumn("outcome", "text", (c) => c.notNull())
    .addColumn("detail", "text", (c) => c.notNull())
    .execute();
  await schema.createIndex("audit_at").on("audit").column("at_ms").execute();
}

async function createJobs({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable("jobs")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("subject", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("account", "text", (c) => c.notNull())
    .addColumn("region", "text", (c) => c.notNull())
    .addColumn("batch_id", "text")
    .addColumn("owner", "text", (c) => c.notNull())
    .addColumn("hutchnet", "text", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("job_name", "text", (c) => c.notNull())
    .addColumn("queue", "text", (c) => c.notNull())
    .addColumn("definition", "text", (c) => c.notNull())
    .addColumn("asked", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("version", "integer", (c) => c.notNull())
    .addColumn("facts", "text")
    .addColumn("stop", "text")
    .addColumn("rejection", "text")
    .addColumn("blocked", "text")
    .addColumn("submitted_at_ms", "bigint", (c) => c.notNull())
    .addColumn("ended_at_ms", "bigint")
    .addColumn("ask_at_ms", "bigint")
    .addColumn("stop_due_ms", "bigint")
    .addColumn("missing_since_ms", "bigint")
    .addUniqueConstraint("jobs_batch_id", ["account", "region", "batch_id"])
    .execute();
  await schema.createIndex("jobs_owner").on("jobs").columns(["owner", "submitted_at_ms"]).execute();
  await schema.createIndex("jobs_pi").on("jobs").columns(["pi", "submitted_at_ms"]).execute();
  await schema.createIndex("jobs_pi_name").on("jobs").columns(["pi", "name"]).execute();
  await schema.createIndex("jobs_pi_job_name").on("jobs").columns(["pi", "job_name"]).execute();
  await schema.createIndex("jobs_pi_batch").on("jobs").columns(["pi", "batch_id"]).execute();
  await schema.createIndex("jobs_sent_name").on("jobs").columns(["account", "job_name"]).execute();
  await schema.createIndex("jobs_subject").on("jobs").column("subject").execute();
  await schema
    .createIndex("jobs_ask")
    .on("jobs")
    .column("ask_at_ms")
    .where("ask_at_ms", "is not", null)
    .execute();
  await schema
    .createIndex("jobs_stop")
    .on("jobs")
    .column("stop_due_ms")
    .where("stop_due_ms", "is not", null)
    .execute();
  await schema
    .createTable("submissions")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("request", "text")
    .addColumn("tries", "integer", (c) => c.notNull())
    .addColumn("next_at_ms", "bigint")
    .addColumn("missed_since_ms", "bigint")
    .execute();
  await schema
    .createIndex("submissions_next")
    .on("submissions")
    .column("next_at_ms")
    .where("next_at_ms", "is not", null)
    .execute();
}

async function createThreads({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  await schema
    .createTable("threads")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("subject", "text", (c) => c.notNull())
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("channel", "text", (c) => c.notNull())
    .addColumn("fallbacks", "text", (c) => c.notNull())
    .addColumn("card_ts", "text")
    .addColumn("shown_version", "integer", (c) => c.notNull())
    .addColumn("stale", "integer", (c) => c.notNull())
    .addColumn("edit_at_ms", "bigint", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .execute();
  await schema.createIndex("threads_subject").on("threads").column("subject").execute();
  await schema.createIndex("threads_card").on("threads").columns(["channel", "card_ts"]).execute();
  await schema.createIndex("threads_job").on("threads").column("job").execute();
  await schema
    .createIndex("threads_stale")
    .on("threads")
    .column("edit_at_ms")
    .where(sql.ref("stale"), "=", 1)
    .execute();
  await schema
    .createTable("notices")
    .addColumn("seq", engine.counter, (c) => engine.counted(c))
    .addColumn("id", "text", (c) => c.notNull().unique())
    .addColumn("thread", "text", (c) => c.notNull())
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("kind", "text", (c) => c.notNull())
    .addColumn("key", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("state", "text", (c) => c.notNull())
    .addColumn("tries", "integer", (c) => c.notNull())
    .addColumn("next_at_ms", "bigint", (c) => c.notNull())
    .addColumn("tried_at_ms", "bigint")
    .addColumn("looks", "integer", (c) => c.notNull())
    .addColumn("ts", "text")
    .addColumn("stale", "integer", (c) => c.notNull())
    .addColumn("created_at_ms", "bigint", (c) => c.notNull())
    .addColumn("lines_until_ms", "bigint")
    .addColumn("error", "text")
    .addUniqueConstraint("notices_once", ["thread", "key"])
    .execute();
  await schema
    .createIndex("notices_unsent")
    .on("notices")
    .columns(["thread", "seq"])
    .where(sql.ref("state"), "in", ["queued", "trying", "uncertain"])
    .execute();
  await schema
    .createIndex("notices_stale")
    .on("notices")
    .column("seq")
    .where(sql.ref("stale"), "=", 1)
    .execute();
  await schema
    .createIndex("notices_lines")
    .on("notices")
    .column("lines_until_ms")
    .where("lines_until_ms", "is not", null)
    .execute();
}

async function createEvents({ schema }: Kysely<unknown>, engine: Engine): Promise<void> {
  await schema
    .createTable("inbox")
    .addColumn("seq", engine.counter, (c) => engine.counted(c))
    .addColumn("event_id", "text", (c) => c.notNull())
    .addColumn("account", "text", (c) => c.notNull())
    .addColumn("detail_type", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("received_at_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createTable("set_aside")
    .addColumn("seq", engine.counter, (c) => engine.counted(c))
    .addColumn("event_id", "text", (c) => c.notNull())
    .addColumn("account", "text", (c) => c.notNull())
    .addColumn("detail_type", "text", (c) => c.notNull())
    .addColumn("body", "text", (c) => c.notNull())
    .addColumn("why", "text", (c) => c.notNull())
    .addColumn("received_at_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createTable("strays")
    .addColumn("seq", engine.counter, (c) => engine.counted(c))
    .addColumn("account", "text", (c) => c.notNull())
    .addColumn("region", "text", (c) => c.notNull())
    .addColumn("batch_id", "text", (c) => c.notNull())
    .addColumn("job_name", "text", (c) => c.notNull())
    .addColumn("report", "text", (c) => c.notNull())
    .addColumn("received_at_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema.createIndex("strays_job").on("strays").columns(["account", "region", "batch_id"]).execute();
  await schema.createIndex("strays_received").on("strays").column("received_at_ms").execute();
}
