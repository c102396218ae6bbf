import type { AccountId, BatchId } from "../domain/ids.ts";
import type { Report } from "../domain/job/report.ts";
import { forgetOldest } from "./forget.ts";
import type { Db } from "./tables.ts";

export type Strays = ReturnType<typeof straysOn>;

/** Reports of jobs that we do not know: perhaps a submission is just about to learn its id. */
export function straysOn(db: Db) {
  return {
    async keep(reports: readonly Report[], receivedAtMs: number): Promise<void> {
      if (reports.length === 0) return;
      await db
        .insertInto("strays")
        .values(
          reports.map((report) => ({
            account: report.account,
            region: report.region,
            batch_id: report.batchId,
            job_name: report.jobName,
            report: JSON.stringify(report),
            received_at_ms: receivedAtMs,
          })),
        )
        .execute();
    },

    /** Takes out all that is known of a job. */
    async claim(job: { account: AccountId; region: string; batchId: BatchId }): Promise<Report[]> {
      const rows = await db
        .deleteFrom("strays")
        .where("account", "=", job.account)
        .where("region", "=", job.region)
        .where("batch_id", "=", job.batchId)
        .returning("report")
        .execute();
      return rows.map((row) => JSON.parse(row.report) as Report);
    },

    forgetBefore: (ms: number) => forgetOldest(db, { table: "strays", key: "seq", at: "received_at_ms" }, ms),
  };
}
