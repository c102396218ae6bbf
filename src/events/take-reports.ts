import type { BatchId } from "../domain/ids.ts";
import { familyOf } from "../domain/job/family.ts";
import { type Job, takeReport } from "../domain/job/job.ts";
import { allHaveEnded, listFailuresAtMs } from "../domain/job/progress.ts";
import type { Report } from "../domain/job/report.ts";
import { limits } from "../domain/limits.ts";
import type { RecordTime } from "../store/record-job.ts";
import type { Tables } from "../store/tables.ts";
import { suspectTwins } from "./suspect-twins.ts";
import { bears, keepEarlyChildren, takeChildrenOf } from "./take-children.ts";

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
  // In one order, so that two who take in reports of the same places never wait for each other.
  const places = [...Map.groupBy(reports, placeOf)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  for (const [, ofPlace] of places) {
    const { known, waiting } = await jobsOf(tables, ofPlace, time);
    const families = Map.groupBy(ofPlace, parentOf);
    const { account, region } = ofPlace[0] as Report;
    const nobodys = [...families.keys()].filter((id) => !known.has(id));
    const duplicates = await tables.duplicates.among(account, region, nobodys);
    for (const [batchId, family] of families) {
      if (duplicates.has(batchId)) continue;
      const job = known.get(batchId);
      const own = family.filter((report) => report.batchId === batchId);
      const ofChildren = family.filter((report) => report.batchId !== batchId);
      if (job !== undefined) {
        await takeFamily(tables, { job, own, ofChildren }, time);
      } else {
        strays.push(...own);
        await keepEarlyChildren(tables, { batchId, reports: ofChildren, waiting });
      }
    }
  }
  await tables.strays.keep(strays, time.nowMs);
  for (const ofPlace of Map.groupBy(strays, placeOf).values())
    await suspectTwins(tables, ofPlace, time.nowMs);
}

/** A job's own reports, and those of its children or nodes: one step for all of them. */
async function takeFamily(
  tables: Tables,
  { job, own, ofChildren }: { job: Job; own: readonly Report[]; ofChildren: readonly Report[] },
  time: RecordTime,
): Promise<void> {
  const after = await takeChildrenOf(tables, own.reduce(takeReport, job), ofChildren);
  await tables.recordJob({ before: job, after }, time);
  // Its own end is about to be told; were that lost, it would be waited for in vain.
  if (allHaveEnded(after) && !allHaveEnded(job))
    await tables.jobs.askAgainBy(job.id, time.nowMs + limits.askEndedMs);
  const listAtMs = listFailuresAtMs(after, time.nowMs);
  if (after.batchId !== undefined && listAtMs !== undefined)
    await tables.children.listUnlessDue({ job: job.id, batchId: after.batchId }, listAtMs);
}

type Jobs = {
  known: ReadonlyMap<BatchId, Job>;
  /** By the name they sent: submissions that do not know their job's id yet. */
  waiting: ReadonlyMap<string, Job>;
};

async function jobsOf(tables: Tables, reports: readonly Report[], time: RecordTime): Promise<Jobs> {
  const { account, region } = reports[0] as Report;
  const ids = [...new Set(reports.map(parentOf))];
  const known = new Map<BatchId, Job>();
  for (const job of await tables.jobs.byBatchIds(account, region, ids))
    known.set(job.batchId as BatchId, job);
  const unknown = reports.filter((report) => !known.has(parentOf(report)));
  const names = [...new Set(unknown.map((report) => report.jobName))];
  const waiting = new Map<string, Job>();
  for (const job of await tables.jobs.unnamed(account, region, names)) {
    const report = unknown.find((each) => each.batchId === parentOf(each) && bears(each, job));
    if (report === undefined) waiting.set(job.jobName, job);
    else known.set(report.batchId, await tables.acceptSubmission({ job, batchId: report.batchId }, time));
  }
  // While we looked, a submission may have learnt its id in another replica: it is known, and waits for no more.
  const stillUnknown = ids.filter((id) => !known.has(id));
  for (const job of await tables.jobs.byBatchIds(account, region, stillUnknown))
    known.set(job.batchId as BatchId, job);
  return { known, waiting };
}

function placeOf({ account, region }: Report): string {
  return `${account} ${region}`;
}

/** The array or multi-node job a child or node belongs to; the job itself if it is neither. */
function parentOf({ batchId }: Report): BatchId {
  return familyOf(batchId).parent;
}
