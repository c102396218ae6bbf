import type { Selectable } from "kysely";
import type { SubjectId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { type Batch, type StateCounts, stateOfBatch } from "../domain/submission/batch.ts";
import type { Hold } from "./engine.ts";
import { fromRow } from "./job-row.ts";
import { keepTable } from "./job-runs.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Batches = ReturnType<typeof batchesOn>;

/** What is known of many jobs as one. Each move of one of them holds the whole: whoever moves the last one sees so. */
export function batchesOn(db: Db, hold: Hold) {
  /** Of a row that was run again, its newest. */
  const newestOfRows = (subject: SubjectId) =>
    db
      .selectFrom("jobs as j")
      .where("j.subject", "=", subject)
      .where("j.batch_row", "is not", null)
      .where((e) =>
        e.not(
          e.exists(
            e
              .selectFrom("jobs as later")
              .select("later.id")
              .whereRef("later.subject", "=", "j.subject")
              .whereRef("later.batch_row", "=", "j.batch_row")
              .whereRef("later.submitted_at_ms", ">", "j.submitted_at_ms"),
          ),
        ),
      );
  return {
    async add(batch: Batch): Promise<void> {
      await db.insertInto("batches").values(toRow(batch)).execute();
      await keepTable(db, batch);
    },

    async get(subject: SubjectId): Promise<Batch | undefined> {
      const row = await hold
        .rows(db.selectFrom("batches").selectAll().where("subject", "=", subject))
        .executeTakeFirst();
      return row && toBatch(row);
    },

    async save(batch: Batch): Promise<void> {
      const { subject, ...row } = toRow(batch);
      await db.updateTable("batches").set(row).where("subject", "=", subject).execute();
    },

    /** One of its rows is run again: for use inside the transaction that saves so. */
    async goOn(subject: SubjectId): Promise<void> {
      const batch = await this.get(subject);
      if (batch === undefined) return;
      const state = stateOfBatch(await this.counts(subject));
      await this.save({ ...batch, state, version: batch.version + 1 });
    },

    async counts(subject: SubjectId): Promise<StateCounts> {
      const rows = await newestOfRows(subject)
        .select((e) => ["j.state", e.fn.countAll<number>().as("count")])
        .groupBy("j.state")
        .execute();
      return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
    },

    /** In the order of the rows. */
    async jobs(subject: SubjectId): Promise<Job[]> {
      const rows = await newestOfRows(subject).selectAll("j").orderBy("j.batch_row").execute();
      return rows.map(fromRow);
    },

    /** With those that were run again; held in the order in which everybody takes jobs. */
    async everyJob(subject: SubjectId): Promise<Job[]> {
      const rows = db
        .selectFrom("jobs")
        .selectAll()
        .where("subject", "=", subject)
        .where("batch_row", "is not", null)
        .orderBy("id");
      return (await hold.rows(rows).execute()).map(fromRow);
    },

    /** With those that were run again. */
    async countAll(subject: SubjectId): Promise<number> {
      const { count } = await db
        .selectFrom("jobs")
        .select((e) => e.fn.countAll<number>().as("count"))
        .where("subject", "=", subject)
        .where("batch_row", "is not", null)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
  };
}

function toRow(batch: Batch): Selectable<Schema["batches"]> {
  return {
    subject: batch.subject,
    name: batch.name,
    first_job: batch.first,
    owner: batch.owner,
    size: batch.size,
    state: batch.state,
    version: batch.version,
    failures_told: batch.failuresTold,
  };
}

function toBatch(row: Selectable<Schema["batches"]>): Batch {
  return {
    subject: row.subject,
    name: row.name,
    first: row.first_job,
    owner: row.owner,
    size: row.size,
    state: row.state,
    version: row.version,
    failuresTold: row.failures_told,
  };
}
