/** Of which run a job is: a run's jobs are found no slower for all that are not of it. */
import { type Expression, type SqlBool, sql } from "kysely";
import type { MemberId, PiName, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { type RunMark, runMarkOfTable, runMarksOf } from "../domain/job/run-marks.ts";
import type { Batch } from "../domain/submission/batch.ts";
import { holdNothing } from "./engine.ts";
import { type Found, inStretches, stretch } from "./in-stretches.ts";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

/** A run by its name, and the marks that count in a lab. */
export type RunQuery = { name: string; marks(pi: PiName): readonly string[] };

type Asked = {
  pis: readonly PiName[];
  owner?: MemberId;
  sinceMs?: number;
  before?: { submittedAtMs: number; id: SubmissionId };
  limit: number;
};

const add = prepared((db, row: Schema["job_runs"]) =>
  db
    .insertInto("job_runs")
    .values(row)
    .onConflict((c) => c.column("id").doNothing()),
);

/** What a job has come to be marked with; `before`: of which it is kept already. */
export async function keepRuns(db: Db, job: Job, before?: Job): Promise<void> {
  if (before === undefined && job.batchRow !== undefined) await keepRowOfTable(db, job);
  if (before !== undefined && before.facts === job.facts) return;
  const known = new Set(before && runMarksOf(before).map(({ tag }) => tag));
  for (const mark of runMarksOf(job)) if (!known.has(mark.tag)) await keep(db, job, mark);
}

/** All that were submitted with a table, once it is known what the whole is called. */
export async function keepTable(db: Db, { subject, name }: Batch): Promise<void> {
  const jobs = db.selectFrom("jobs").select(["id", "pi", "submitted_at_ms as submittedAtMs"]);
  const rows = jobs.where("subject", "=", subject).where("batch_row", "is not", null);
  for (const job of await rows.execute()) await keep(db, job, runMarkOfTable(name));
}

/** One that is run again. */
async function keepRowOfTable(db: Db, job: Job): Promise<void> {
  const batch = db.selectFrom("batches").select("name").where("subject", "=", job.subject);
  const known = await batch.executeTakeFirst();
  if (known !== undefined) await keep(db, job, runMarkOfTable(known.name));
}

async function keep(
  db: Db,
  { id: job, pi, submittedAtMs }: Pick<Job, "id" | "pi" | "submittedAtMs">,
  { mark, tag, run }: RunMark,
): Promise<void> {
  await add(db, holdNothing, { id: `${job} ${tag}`, job, pi, mark, run, submitted_at_ms: submittedAtMs });
}

/** The newest of a run that fit. */
export async function jobsOfRun(
  db: Db,
  run: RunQuery,
  { query, fits }: { query: Asked; fits: Expression<SqlBool> },
): Promise<Found[]> {
  const marks = query.pis.flatMap((pi) => run.marks(pi).map((mark) => ({ pi, mark })));
  const found = marks.map(({ pi, mark }) =>
    inStretches(query, async (from, wanted) => {
      const rows = marked(db, { pi, mark, run: run.name }, from);
      const near = rows.limit(stretch).as("near");
      // In this order also on SQLite: it would go through the jobs of their owner otherwise.
      const jobs = db
        .selectFrom(near)
        .crossJoin("jobs")
        .whereRef("jobs.id", "=", "near.id")
        .select(["near.id", "near.submitted_at_ms"])
        .where(fits);
      const own = query.owner === undefined ? jobs : jobs.where("jobs.owner", "=", query.owner);
      const fitting = own.orderBy("near.submitted_at_ms", "desc").orderBy("near.id", "desc").limit(wanted);
      const last = rows.limit(1).offset(stretch - 1);
      return { found: await fitting.execute(), last: await last.executeTakeFirst() };
    }),
  );
  return (await Promise.all(found)).flat();
}

function marked(
  db: Db,
  { pi, mark, run }: Pick<Schema["job_runs"], "pi" | "mark" | "run">,
  { sinceMs, before }: Asked,
) {
  let rows = db
    .selectFrom("job_runs")
    .select(["job as id", "submitted_at_ms"])
    .where("pi", "=", pi)
    .where("run", "=", run)
    .where("mark", "=", mark);
  if (sinceMs !== undefined) rows = rows.where("submitted_at_ms", ">=", sinceMs);
  if (before !== undefined)
    rows = rows.where(sql<boolean>`(submitted_at_ms, job) < (${before.submittedAtMs}, ${before.id})`);
  return rows.orderBy("submitted_at_ms", "desc").orderBy("job", "desc");
}
