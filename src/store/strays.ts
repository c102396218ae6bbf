import type { Insertable } from "kysely";
import type { AccountId, BatchId } from "../domain/ids.ts";
import type { Report } from "../domain/job/report.ts";
import { holdNothing } from "./engine.ts";
import { forgetOldest } from "./forget.ts";
import { prepared } from "./prepared.ts";
import type { Schema } from "./schema.ts";
import type { Db } from "./tables.ts";

export type Strays = ReturnType<typeof straysOn>;

const add = prepared((db, row: Insertable<Schema["strays"]>) => db.insertInto("strays").values(row));

/** Reports of jobs that we do not know: perhaps a submission is just about to learn its id. */
export function straysOn(db: Db) {
  return {
    async keep(reports: readonly Report[], receivedAtMs: number): Promise<void> {
      for (const report of reports)
        await add(db, holdNothing, {
          account: report.account,
          region: report.region,
          batch_id: report.batchId,
          job_name: report.jobName,
          report: JSON.stringify(report),
          received_at_ms: receivedAtMs,
        });
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
