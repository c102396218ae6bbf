// What Batch tells of a job: in DescribeJobs, and a little differently in the detail of an event.

import { type ContainerState, isFinal, type Job } from "./job.ts";

export function describedJob(job: Job): Record<string, unknown> {
  return {
    ...jobDetail(job),
    tags: job.tags,
    isCancelled: job.stop?.kind === "cancel",
    isTerminated: job.stop?.kind === "terminate",
  };
}

/** In events the tags name the job's ARN, a child's its parent's; the two flags stand only when true. */
export function eventDetail(job: Job): Record<string, unknown> {
  const owner = job.array?.kind === "child" ? job.array.parent : job;
  return {
    ...jobDetail(job),
    tags: { resourceArn: owner.arn, ...job.tags },
    ...(job.stop?.kind === "cancel" && { isCancelled: true }),
    ...(job.stop?.kind === "terminate" && { isTerminated: true }),
  };
}

function jobDetail(job: Job): Record<string, unknown> {
  return {
    jobArn: job.arn,
    jobName: job.name,
    jobId: job.id,
    jobQueue: job.queue.arn,
    status: job.status,
    ...(job.shareIdentifier !== undefined && { shareIdentifier: job.shareIdentifier }),
    attempts: job.attempts,
    ...(job.statusReason !== undefined && { statusReason: job.statusReason }),
    createdAt: job.createdAt,
    ...(job.retryStrategy && { retryStrategy: job.retryStrategy }),
    ...(job.startedAt !== undefined && { startedAt: job.startedAt }),
    ...(job.stoppedAt !== undefined && { stoppedAt: job.stoppedAt }),
    dependsOn: job.dependsOn,
    jobDefinition: job.definition.arn,
    parameters: job.parameters,
    container: containerDetail(job),
    ...(job.timeoutSeconds !== undefined && { timeout: { attemptDurationSeconds: job.timeoutSeconds } }),
    ...(job.array && { arrayProperties: arrayProperties(job) }),
    propagateTags: job.propagateTags,
    platformCapabilities: job.definition.input.platformCapabilities ?? ["EC2"],
    eksAttempts: [],
  };
}

function containerDetail({ container, current }: Job): Record<string, unknown> {
  return {
    command: [],
    volumes: [],
    environment: [],
    mountPoints: [],
    ulimits: [],
    networkInterfaces: [],
    secrets: [],
    ...container,
    ...current,
  };
}

function arrayProperties({ array }: Job): unknown {
  if (array?.kind === "child") return { index: array.index, statusSummary: {} };
  return {
    statusSummary: { ...array?.summary },
    statusSummaryLastUpdatedAt: array?.summaryUpdatedAt,
    size: array?.size,
  };
}

export function jobSummary(job: Job): unknown {
  const { exitCode, reason }: ContainerState = job.current;
  const { array } = job;
  return {
    jobArn: job.arn,
    jobId: job.id,
    jobName: job.name,
    createdAt: job.createdAt,
    status: job.status,
    statusReason: job.statusReason,
    startedAt: job.startedAt,
    stoppedAt: job.stoppedAt,
    shareIdentifier: job.shareIdentifier,
    ...(isFinal(job.status) && { container: { exitCode, reason } }),
    ...(array && { arrayProperties: array.kind === "child" ? { index: array.index } : arrayProperties(job) }),
    jobDefinition: job.definition.arn,
    isCancelled: job.stop?.kind === "cancel",
    isTerminated: job.stop?.kind === "terminate",
  };
}
