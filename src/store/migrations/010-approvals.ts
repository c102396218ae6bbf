import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";

/** What waits for a manager's yes, which yeses stand, and what a lab's jobs use and have used. */
export async function approvals(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db;
  await schema.alterTable("jobs").addColumn("approval", "text").execute();
  await schema
    .createTable("approvals")
    .addColumn("job", "text", (c) => c.primaryKey())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("request", "text")
    .addColumn("wish", "text")
    .addColumn("asked_at_ms", "bigint", (c) => c.notNull())
    .addColumn("step", "integer", (c) => c.notNull())
    .addColumn("due_at_ms", "bigint")
    .addColumn("invocation", "text")
    .execute();
  await schema
    .createIndex("approvals_due")
    .on("approvals")
    .columns(["due_at_ms", "pi", "job"])
    .where(sql.ref("due_at_ms"), "is not", null)
    .execute();
  await schema
    .createTable("standing_yeses")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("member", "text", (c) => c.notNull())
    .addColumn("definition", "text", (c) => c.notNull())
    .addColumn("vcpus", "double precision", (c) => c.notNull())
    .addColumn("memory_mib", "double precision", (c) => c.notNull())
    .addColumn("gpus", "double precision", (c) => c.notNull())
    .addColumn("commands", "integer", (c) => c.notNull())
    .addColumn("given_by", "text", (c) => c.notNull())
    .addColumn("given_at_ms", "bigint", (c) => c.notNull())
    .addColumn("until_ms", "bigint", (c) => c.notNull())
    .execute();
  await schema
    .createIndex("standing_yeses_of")
    .on("standing_yeses")
    .columns(["pi", "member", "definition"])
    .execute();
  await schema.createIndex("standing_yeses_until").on("standing_yeses").column("until_ms").execute();
  await schema.createIndex("roster_pi").on("roster").columns(["pi", "role"]).execute();
  await addJobUse(db, engine);
}

/** Written when a job is submitted, begins and ends: sums over a lab's jobs must not read the jobs themselves. */
async function addJobUse(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("job_use")
    .addColumn("job", "text", (c) => c.primaryKey())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("vcpus", "double precision", (c) => c.notNull())
    .addColumn("memory_mib", "double precision", (c) => c.notNull())
    .addColumn("at_once", "double precision")
    .addColumn("most_hours", "double precision")
    .addColumn("started_at_ms", "bigint")
    .addColumn("ended_at_ms", "bigint")
    .execute();
  await sql`insert into job_use (job, pi, vcpus, memory_mib, started_at_ms, ended_at_ms) select id, pi,
    coalesce(${number(engine, "asked", "total", "vcpus")}, ${number(engine, "asked", "size", "vcpus")}) * coalesce(${number(engine, "asked", "arraySize")}, 1),
    coalesce(${number(engine, "asked", "total", "memoryMiB")}, ${number(engine, "asked", "size", "memoryMiB")}) * coalesce(${number(engine, "asked", "arraySize")}, 1),
    ${number(engine, "facts", "firstStartedAtMs")}, ended_at_ms from jobs`.execute(db);
  await sql`update job_use set most_hours = (select job_use.vcpus * ${number(engine, "asked", "timeoutSeconds")}
    * coalesce(${number(engine, "asked", "attempts")}, 1) / 3600.0 from jobs where jobs.id = job_use.job)
    where ended_at_ms is null`.execute(db);
  await schema
    .createIndex("job_use_open")
    .on("job_use")
    .columns(["pi", "started_at_ms", "vcpus", "memory_mib", "at_once", "most_hours"])
    .where(sql.ref("ended_at_ms"), "is", null)
    .execute();
  await schema
    .createIndex("job_use_ended")
    .on("job_use")
    .columns(["pi", "ended_at_ms", "started_at_ms", "vcpus", "at_once"])
    .where(sql.ref("ended_at_ms"), "is not", null)
    .execute();
}

/** A number in a column of JSON text. */
function number({ name }: Engine, column: string, ...path: readonly string[]) {
  return name === "postgres"
    ? sql`cast(cast(${sql.ref(column)} as json) #>> ${sql.lit(`{${path.join(",")}}`)} as double precision)`
    : sql`json_extract(${sql.ref(column)}, ${sql.lit(`$.${path.join(".")}`)})`;
}
