import { type Kysely, sql } from "kysely";
import type { Engine } from "../engine.ts";

/** Jobs are asked for by their run: each tag that may name one, and the table with which a job was submitted. */
export async function runs(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const { schema } = db;
  await schema
    .createTable("job_runs")
    .addColumn("id", "text", (c) => c.primaryKey())
    .addColumn("job", "text", (c) => c.notNull())
    .addColumn("pi", "text", (c) => c.notNull())
    .addColumn("mark", "text", (c) => c.notNull())
    .addColumn("run", "text", (c) => c.notNull())
    .addColumn("submitted_at_ms", "bigint", (c) => c.notNull())
    .execute();
  await fromBefore(db, engine);
  await schema
    .createIndex("job_runs_run")
    .on("job_runs")
    .columns(["pi", "run", "mark", "submitted_at_ms", "job"])
    .execute();
  await schema.createIndex("job_runs_job").on("job_runs").column("job").execute();
}

async function fromBefore(db: Kysely<unknown>, { name }: Engine): Promise<void> {
  await sql`insert into job_runs (id, job, pi, mark, run, submitted_at_ms)
    select j.id || ' ', j.id, j.pi, 'table', b.name, j.submitted_at_ms
    from batches b join jobs j on j.subject = b.subject where j.batch_row is not null`.execute(db);
  for (const [column, path] of [
    ["facts", "head,tags"],
    ["asked", "tags"],
  ] as const) {
    const json = sql.ref(`j.${column}`);
    const tags =
      name === "postgres"
        ? sql`jsonb_each_text(coalesce(${json}::jsonb #> ${sql.lit(`{${path}}`)}, '{}')) t(key, value)`
        : sql`json_each(${json}, ${sql.lit(`$.${path.replace(",", ".")}`)}) t`;
    // An engine's tags that name a run, not those of a process or a task.
    const isEngines = sql`replace(replace(replace(substr(lower(t.key), 1, 9), '.', '-'), '/', '-'), ':', '-')
      in ('nextflow-', 'cromwell-') and
      (lower(t.key) like '%run%' or lower(t.key) like '%session%' or lower(t.key) like '%workflow%')`;
    await sql`insert into job_runs (id, job, pi, mark, run, submitted_at_ms)
      select j.id || ' ' || t.key, j.id, j.pi,
        case when ${isEngines} then 'engine' else 'tag ' || t.key end, t.value, j.submitted_at_ms
      from jobs j cross join ${tags}
      where ${json} like '%"tags":{%' and t.key not like 'batchmate:%' and t.key not like 'aws:%' and t.value <> ''
        and t.value not like '%[masked]%'
      on conflict (id) do nothing`.execute(db);
  }
}
