import type { BatchId } from "../../domain/ids.ts";
import { childId } from "../../domain/job/family.ts";
import type { Job } from "../../domain/job/job.ts";
import { readJobDetail } from "../../domain/job/job-detail.ts";
import { memberJob } from "../../domain/job/member-job.ts";
import { limits } from "../../domain/limits.ts";
import { actorOf, type Request } from "../request.ts";

/** As AWS says they are at this moment; what is heard is saved. Of those that AWS says nothing of, the last that was heard. */
export async function refreshJobs(request: Request, jobs: readonly Job[]): Promise<Job[]> {
  const { services } = request;
  for (const ofPi of Map.groupBy(jobs, (job) => job.pi).values()) {
    const byId = new Map(ofPi.flatMap((job) => (job.batchId === undefined ? [] : [[job.batchId, job]])));
    const details = await describeAll(request, ofPi, [...byId.keys()]);
    const reports = [...details].flatMap(([id, detail]) => {
      const { account, region } = byId.get(id) ?? {};
      if (account === undefined || region === undefined) return [];
      const read = readJobDetail(detail, { account, region, observedAtMs: services.clock.nowMs() });
      return read.ok ? [read.report] : [];
    });
    for (let from = 0; from < reports.length; from += limits.jobsPerTake)
      await services.takeReports(reports.slice(from, from + limits.jobsPerTake));
  }
  return Promise.all(jobs.map(async (job) => (await services.store.jobs.get(job.id)) ?? job));
}

/** Children of an array as jobs of their own; absent of which AWS says nothing now. */
export async function refreshChildren(
  request: Request,
  array: Job,
  indexes: readonly number[],
): Promise<ReadonlyMap<number, Job>> {
  const { batchId } = array;
  if (batchId === undefined) return new Map();
  const ids = new Map(indexes.map((index) => [childId(batchId, index), index]));
  const details = await describeAll(request, [array], [...ids.keys()]);
  const children = new Map<number, Job>();
  for (const [id, detail] of details) {
    const index = ids.get(id);
    const child = memberJob(array, detail, request.nowMs);
    if (index !== undefined && child !== undefined) children.set(index, child);
  }
  return children;
}

/** Under the asker's own name; nothing where AWS could not be asked. */
async function describeAll(
  { member, services, logger }: Request,
  [first]: readonly Job[],
  ids: readonly BatchId[],
): Promise<ReadonlyMap<BatchId, unknown>> {
  const pi = first && services.labs().pis.get(first.pi);
  if (pi === undefined || ids.length === 0) return new Map();
  try {
    const answers = await services.batch.describe(pi, actorOf(member, pi.name), ids);
    return new Map(answers.map(({ batchId, detail }) => [batchId, detail]));
  } catch (error) {
    logger.warn({ err: error, pi: pi.name, jobs: ids.length }, "AWS could not be asked about jobs");
    return new Map();
  }
}
