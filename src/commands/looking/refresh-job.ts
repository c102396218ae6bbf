import type { BatchId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { readJobDetail } from "../../domain/job/job-detail.ts";
import { actorOf, type Request } from "../request.ts";

export type FreshJob = {
  job: Job;
  /** AWS's whole answer; undefined where it does not know the job, or was not asked. */
  detail?: unknown;
  /** AWS could not be asked just now: what is shown is the last that was heard. */
  stale?: true;
};

/** The job as AWS says it is at this moment; what is heard is saved. Never throws for AWS's sake. */
export async function refreshJob(request: Request, job: Job): Promise<FreshJob> {
  const { batchId } = job;
  if (batchId === undefined) return { job };
  const answer = await describe(request, job, batchId);
  if (answer === "no answer") return { job, stale: true };
  if (answer === undefined) return { job };
  const { services } = request;
  const read = readJobDetail(answer.detail, {
    account: job.account,
    region: job.region,
    observedAtMs: services.clock.nowMs(),
  });
  if (!read.ok) return { job, stale: true };
  await services.takeReports([read.report]);
  return { job: (await services.store.jobs.get(job.id)) ?? job, detail: answer.detail };
}

/** AWS's answer about a job, or a child of it, under the asker's own name. */
export async function describe(
  request: Request,
  job: Job,
  batchId: BatchId,
): Promise<{ detail: unknown } | "no answer" | undefined> {
  const { member, services, logger } = request;
  const pi = services.labs().pis.get(job.pi);
  if (pi === undefined) return undefined;
  try {
    const [answer] = await services.batch.describe(pi, actorOf(member, job.pi), [batchId]);
    return answer;
  } catch (error) {
    logger.warn({ err: error, job: batchId }, "AWS could not be asked about a job");
    return "no answer";
  }
}
