import type { Report } from "../domain/job/report.ts";
import type { Tables } from "../store/tables.ts";
import { bears } from "./take-children.ts";

/**
 * Jobs that nobody here knows, and that bear the name of a submission of which AWS may have taken more than one try:
 * they are kept to be looked into. A name alone is not enough: people clone a job with its name and its tags.
 */
export async function suspectTwins(tables: Tables, reports: readonly Report[], nowMs: number): Promise<void> {
  const [first] = reports;
  if (first === undefined) return;
  const { account, region } = first;
  const byName = Map.groupBy(reports, ({ jobName }) => jobName);
  for (const job of await tables.jobs.perhapsTakenTwice(account, region, [...byName.keys()])) {
    for (const report of byName.get(job.jobName) ?? []) {
      if (!bears(report, job)) continue;
      const { batchId } = report;
      await tables.duplicates.suspect({
        account,
        region,
        batchId,
        job: job.id,
        seenAtMs: nowMs,
        nextAtMs: nowMs,
      });
    }
  }
}
