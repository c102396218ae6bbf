import { type Children, noChildren } from "../domain/array-job.ts";
import { readChildren, writeChildren } from "../domain/children-text.ts";
import type { BatchId, SubmissionId } from "../domain/ids.ts";
import type { Db } from "./tables.ts";

export type ChildrenTable = ReturnType<typeof childrenOn>;

/** Children may tell before their job knows its own id, and two jobs may then bear its name: they are told apart by it. */
export type FamilyKey = { job: SubmissionId; batchId: BatchId };

/** What the children of each array have told: one row for all of them. The row of the job is to be read first. */
export function childrenOn(db: Db) {
  return {
    async get({ job, batchId }: FamilyKey): Promise<Children> {
      const row = await db
        .selectFrom("children")
        .select("value")
        .where("job", "=", job)
        .where("batch_id", "=", batchId)
        .executeTakeFirst();
      return row === undefined ? noChildren : readChildren(row.value);
    },

    async save({ job, batchId }: FamilyKey, children: Children): Promise<void> {
      const value = writeChildren(children);
      await db
        .insertInto("children")
        .values({ job, batch_id: batchId, value })
        .onConflict((c) => c.columns(["job", "batch_id"]).doUpdateSet({ value }))
        .execute();
    },

    /** The ids whose children were taken for this job's. */
    async families(job: SubmissionId): Promise<BatchId[]> {
      const rows = await db.selectFrom("children").select("batch_id").where("job", "=", job).execute();
      return rows.map((row) => row.batch_id);
    },

    /** The job has learnt its id: what others of its name have told is not its own. */
    async forgetOthers({ job, batchId }: FamilyKey): Promise<void> {
      await db.deleteFrom("children").where("job", "=", job).where("batch_id", "!=", batchId).execute();
    },
  };
}
