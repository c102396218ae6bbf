import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";

/**
 * What is asked often must not depend on how many jobs there are. A job's row is wide: where only few of its columns
 * are asked for, they stand in the index.
 */
export async function manyJobs(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db;
  await addNameKeys(db, engine);
  const replaced = ["jobs_owner", "jobs_pi_name", "jobs_pi_job_name", "jobs_pi_batch"];
  for (const index of replaced) await schema.dropIndex(index).execute();
  const jobsBy = (name: string, by: readonly string[], also: readonly string[] = []) =>
    schema
      .createIndex(name)
      .on("jobs")
      .columns([...by, "submitted_at_ms", "id", ...also])
      .execute();
  await jobsBy("jobs_pi_batch", ["pi", "batch_id"]);
  await jobsBy("jobs_pi_name", ["pi", "name"]);
  await jobsBy("jobs_pi_job_name", ["pi", "job_name"]);
  await jobsBy("jobs_owner", ["owner"], ["pi", "state", "queue", "name_key", "job_name_key"]);
  await jobsBy("jobs_owner_name", ["owner", "name_key"]);
  await jobsBy("jobs_owner_job_name", ["owner", "job_name_key"]);
  await jobsBy("jobs_owner_state", ["owner", "state"], ["pi"]);
  await schema
    .createIndex("jobs_open")
    .on("jobs")
    .columns(["pi", "submitted_at_ms", "id", "owner", "state"])
    .where(sql.ref("ended_at_ms"), "is", null)
    .execute();
  await schema
    .createIndex("jobs_ended")
    .on("jobs")
    .column("ended_at_ms")
    .where("ended_at_ms", "is not", null)
    .execute();
  // Only what may be let go of: what waits for Slack is looked for by an index of its own.
  await schema
    .createIndex("notices_over")
    .on("notices")
    .column("created_at_ms")
    .where(sql.ref("state"), "in", ["sent", "dead"])
    .execute();
  // Whose turn it is, and whose it is not, without a look at the jobs themselves.
  await schema.dropIndex("jobs_ask").execute();
  await schema
    .createIndex("jobs_ask")
    .on("jobs")
    .columns(["ask_at_ms", "pi", "batch_id"])
    .where("ask_at_ms", "is not", null)
    .execute();
  await schema
    .createIndex("notices_trying")
    .on("notices")
    .column("tried_at_ms")
    .where(sql.ref("state"), "=", "trying")
    .execute();
  await schema
    .createIndex("invocations_with_text")
    .on("invocations")
    .column("received_at_ms")
    .where(sql.ref("body"), "!=", "")
    .execute();
  // Between these times a process of which this store knows nothing was at work.
  for (const column of ["restored_from_ms", "restored_at_ms"])
    await schema.alterTable("jobs").addColumn(column, "bigint").execute();
  await schema.createIndex("set_aside_received").on("set_aside").column("received_at_ms").execute();
}

/** Names as they are compared with patterns: in small letters, and in an order that is the same on every engine. */
async function addNameKeys(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const order = engine.name === "postgres" ? sql`collate "C"` : sql``;
  for (const [key, name] of [
    ["name_key", "name"],
    ["job_name_key", "job_name"],
  ] as const) {
    await sql`alter table jobs add column ${sql.ref(key)} text ${order} not null default ''`.execute(db);
    await sql`update jobs set ${sql.ref(key)} = lower(${sql.ref(name)})`.execute(db);
  }
}
