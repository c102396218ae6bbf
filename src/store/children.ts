import { type Children, noChildren } from "../domain/array/array-job.ts";
import { readChildren, writeChildren } from "../domain/array/children-text.ts";
import type { BatchId, SubmissionId } from "../domain/ids.ts";
import type { Db } from "./tables.ts";

export type ChildrenTable = ReturnType<typeof childrenOn>;

/** Children may tell before their job knows its own id, and two jobs may then bear its name: they are told apart by it. */
export type FamilyKey = { job: SubmissionId; batchId: BatchId };

type DueFamily = FamilyKey & { listAtMs: number };

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
        .values({ job, batch_id: batchId, value, list_at_ms: null })
        .onConflict((c) => c.columns(["job", "batch_id"]).doUpdateSet({ value }))
        .execute();
    },

    /** AWS is to be asked then which of them failed, or not at all. */
    async listAt({ job, batchId }: FamilyKey, atMs: number | undefined): Promise<void> {
      await db
        .updateTable("children")
        .set({ list_at_ms: atMs ?? null })
        .where("job", "=", job)
        .where("batch_id", "=", batchId)
        .execute();
    },

    /** AWS is to be asked then, unless it is to be asked already. */
    async listUnlessDue({ job, batchId }: FamilyKey, atMs: number): Promise<void> {
      await db
        .insertInto("children")
        .values({ job, batch_id: batchId, value: writeChildren(noChildren), list_at_ms: atMs })
        .onConflict((c) =>
          c.columns(["job", "batch_id"]).doUpdateSet((e) => ({
            list_at_ms: e.fn.coalesce("children.list_at_ms", e.val(atMs)),
          })),
        )
        .execute();
    },

    /** The longest due first. */
    async dueForListing(nowMs: number, limit: number): Promise<DueFamily[]> {
      const rows = await db
        .selectFrom("children")
        .select(["job", "batch_id", "list_at_ms"])
        .where("list_at_ms", "<=", nowMs)
        .orderBy("list_at_ms")
        .limit(limit)
        .execute();
      return rows.map((row) => ({ job: row.job, batchId: row.batch_id, listAtMs: row.list_at_ms ?? nowMs }));
    },

    /** False when another has taken it up. Were nothing heard of that one, it is due again then. */
    async claimForListing({ job, batchId, listAtMs }: DueFamily, untilMs: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("children")
        .set({ list_at_ms: untilMs })
        .where("job", "=", job)
        .where("batch_id", "=", batchId)
        .where("list_at_ms", "=", listAtMs)
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    async nextListingMs(): Promise<number | undefined> {
      const row = await db
        .selectFrom("children")
        .select("list_at_ms")
        .where("list_at_ms", "is not", null)
        .orderBy("list_at_ms")
        .limit(1)
        .executeTakeFirst();
      return row?.list_at_ms ?? undefined;
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
