import type { Job } from "../job/job.ts";
import { readJobDetail } from "../job/job-detail.ts";
import type { Report } from "../job/report.ts";
import { withoutUndefined } from "../without-undefined.ts";

/** As much of AWS's JobSummary as is read. Source: AWS Batch API reference, JobSummary. */
export type ChildSummary = {
  jobId?: string | undefined;
  jobName?: string | undefined;
  status?: string | undefined;
  statusReason?: string | undefined;
  startedAt?: number | undefined;
  stoppedAt?: number | undefined;
  container?: { exitCode?: number | undefined; reason?: string | undefined } | undefined;
  isTerminated?: boolean | undefined;
  isCancelled?: boolean | undefined;
};

/**
 * A child as the list of its array's children has it, as a report: the list knows one attempt, the last. What it does
 * not say (how large it is, its time limit) is its array's.
 */
export function readChildSummary(
  array: Job,
  summary: ChildSummary,
  observedAtMs: number,
): Report | undefined {
  const { account, region, facts } = array;
  const { container, startedAt, stoppedAt, statusReason, ...told } = summary;
  const attempt = { container, startedAt, stoppedAt, statusReason };
  const detail = {
    ...told,
    statusReason,
    startedAt,
    stoppedAt,
    jobQueue: array.queue,
    jobDefinition: array.definition,
    attempts: container === undefined && startedAt === undefined ? [] : [attempt],
  };
  const read = readJobDetail(detail, { account, region, observedAtMs });
  if (!read.ok) return undefined;
  const { size = array.asked.size, platform = "unknown", timeoutSeconds } = facts?.head ?? {};
  return { ...read.report, size, platform, ...withoutUndefined({ timeoutSeconds }) };
}
