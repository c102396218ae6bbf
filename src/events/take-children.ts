import { type ChildReport, takeChildReports } from "../domain/array/array-job.ts";
import { sumOf } from "../domain/array/children-sum.ts";
import type { BatchId } from "../domain/ids.ts";
import { familyOf } from "../domain/job/family.ts";
import { type Job, takeChildren } from "../domain/job/job.ts";
import type { Report } from "../domain/job/report.ts";
import { limits } from "../domain/limits.ts";
import type { Tables } from "../store/tables.ts";

/** The job with what its children or nodes have told; they are kept, the job itself is not saved. */
export async function takeChildrenOf(tables: Tables, job: Job, reports: readonly Report[]): Promise<Job> {
  const told = childReports(job, reports);
  if (job.batchId === undefined || told.length === 0) return job;
  const children = await fold(tables, { job, batchId: job.batchId, told });
  return children === undefined ? job : takeChildren(job, sumOf(children));
}

type Early = { batchId: BatchId; reports: readonly Report[]; waiting: ReadonlyMap<string, Job> };

/**
 * Children of a job that we do not know. They bear its name: those of a submission that waits for its id are kept for
 * it, and all others are nobody's here, and let go of at once, however many they are.
 */
export async function keepEarlyChildren(tables: Tables, { batchId, reports, waiting }: Early): Promise<void> {
  for (const [name, ofName] of Map.groupBy(reports, (report) => report.jobName)) {
    const job = waiting.get(name);
    if (job === undefined) continue;
    const told = childReports(
      job,
      ofName.filter((report) => bears(report, job)),
    );
    if (told.length === 0) continue;
    const families = await tables.children.families(job.id);
    if (families.includes(batchId) || families.length < limits.earlyFamilies)
      await fold(tables, { job, batchId, told });
  }
}

/** A submission's name stands in one job alone; a tag that says otherwise speaks against it. */
export function bears(report: Report, job: Job): boolean {
  const tag = report.tags["batchmate:submission"];
  return report.jobName === job.jobName && (tag === undefined || tag === job.id);
}

type Fold = { job: Job; batchId: BatchId; told: readonly ChildReport[] };

/** Undefined when nothing new was told. */
async function fold(tables: Tables, { job, batchId, told }: Fold) {
  const key = { job: job.id, batchId };
  const before = await tables.children.get(key);
  const after = takeChildReports(before, told);
  if (after === before) return undefined;
  await tables.children.save(key, after);
  return after;
}

/** Only of children that the job can have: an index is from outside. */
function childReports({ asked }: Job, reports: readonly Report[]): ChildReport[] {
  const most = { child: asked.arraySize ?? 0, node: asked.arraySize === undefined ? limits.nodes : 0 };
  return reports.flatMap((report) => {
    const { member } = familyOf(report.batchId);
    return member !== undefined && member.index < most[member.kind] ? [{ index: member.index, report }] : [];
  });
}
