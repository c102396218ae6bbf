import type { BatchId } from "../domain/ids.ts";
import { type Job, takeReport } from "../domain/job.ts";
import type { Report } from "../domain/report.ts";
import type { RecordTime } from "../store/record-job.ts";
import type { Tables } from "../store/tables.ts";

/**
 * Takes in reports of any jobs, from wherever they came, inside one transaction.
 * Reports of jobs we do not know are kept for a while: a submission may be about to learn its id.
 */
export async function takeReports(
  tables: Tables,
  reports: readonly Report[],
  time: RecordTime,
): Promise<void> {
  const strays: Report[] = [];
  for (const ofPlace of groupBy(reports, ({ account, region }) => `${account} ${region}`).values()) {
    const jobs = await jobsOf(tables, ofPlace, time);
    for (const [batchId, ofJob] of groupBy(ofPlace, (report) => report.batchId)) {
      const job = jobs.get(batchId);
      if (job !== undefined) {
        await tables.recordJob({ before: job, after: ofJob.reduce(takeReport, job) }, time);
      } else if (jobs.has(parentOf(batchId))) {
        await tables.jobs.askAgainBy((jobs.get(parentOf(batchId)) as Job).id, time.nowMs + childrenPauseMs);
      } else {
        strays.push(...ofJob);
      }
    }
  }
  await tables.strays.keep(strays, time.nowMs);
}

/** A child's report says that its array's counts have changed: they are read from AWS together, this much later. */
const childrenPauseMs = 2_000;

async function jobsOf(
  tables: Tables,
  reports: readonly Report[],
  time: RecordTime,
): Promise<Map<BatchId, Job>> {
  const { account, region } = reports[0] as Report;
  const ids = [...new Set(reports.flatMap(({ batchId }) => [batchId, parentOf(batchId)]))];
  const jobs = new Map<BatchId, Job>();
  for (const job of await tables.jobs.byBatchIds(account, region, ids)) jobs.set(job.batchId as BatchId, job);
  const unknown = reports.filter(({ batchId }) => !jobs.has(batchId) && !jobs.has(parentOf(batchId)));
  const waiting = await tables.jobs.unnamed(account, region, [
    ...new Set(unknown.map((report) => report.jobName)),
  ]);
  for (const job of waiting) {
    const report = unknown.find((each) => bears(each, job));
    if (report === undefined) continue;
    jobs.set(report.batchId, await tables.acceptSubmission({ job, batchId: report.batchId }, time));
  }
  return jobs;
}

/** An uncertain submission is settled by the first event that bears its name; a tag that says otherwise speaks against it. */
function bears(report: Report, job: Job): boolean {
  const tag = report.tags["batchmate:submission"];
  return (
    report.jobName === job.jobName &&
    parentOf(report.batchId) === report.batchId &&
    (tag === undefined || tag === job.id)
  );
}

/** The array or multi-node job a child or node belongs to; the job itself if it is neither. */
function parentOf(batchId: BatchId): BatchId {
  return batchId.replace(/[:#]\d+$/, "") as BatchId;
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
