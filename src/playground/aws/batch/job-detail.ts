// What Batch tells of a job: in DescribeJobs, and a little differently in the detail of an event.

import { type Attempt, type ContainerState, isFinal, type Job } from "./job.ts";
import { mainState } from "./parts.ts";

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
    attempts: job.attempts.map((attempt) => attemptDetail(job, attempt)),
    ...(job.statusReason !== undefined && { statusReason: job.statusReason }),
    createdAt: job.createdAt,
    ...(job.retryStrategy && { retryStrategy: job.retryStrategy }),
    ...(job.startedAt !== undefined && { startedAt: job.startedAt }),
    ...(job.stoppedAt !== undefined && { stoppedAt: job.stoppedAt }),
    dependsOn: job.dependsOn,
    jobDefinition: job.definition.arn,
    parameters: job.parameters,
    ...whatRuns(job),
    ...(job.timeoutSeconds !== undefined && { timeout: { attemptDurationSeconds: job.timeoutSeconds } }),
    ...(job.array && { arrayProperties: arrayProperties(job) }),
    propagateTags: job.propagateTags,
    platformCapabilities: job.definition.input.platformCapabilities ?? ["EC2"],
    eksAttempts: [],
  };
}

/** Of several containers each tells of itself; of nodes the job tells what was asked, and each node of its own. */
function whatRuns(job: Job): Record<string, unknown> {
  const { layout, parts, states, node, definition } = job;
  switch (layout.kind) {
    case "one":
      return {
        container: containerDetail(job),
        ...(node && { nodeDetails: { nodeIndex: node.index, isMainNode: node.isMain } }),
      };
    case "containers": {
      const containers = parts.map(({ name, isEssential, properties }, index) => {
        const { taskArn: _ofTheTask, ...state } = states[index] ?? {};
        return { name, essential: isEssential, ...properties, ...state };
      });
      return { ecsProperties: { taskProperties: [{ ...taskOf(states), containers }] } };
    }
    case "nodes":
      return { nodeProperties: { ...definition.input.nodeProperties, numNodes: parts.length } };
  }
}

function attemptDetail(
  { layout, parts }: Job,
  { states, container, ...times }: Attempt,
): Record<string, unknown> {
  if (layout.kind !== "containers") return { container, ...times };
  const containers = states.map(({ taskArn: _ofTheTask, ...state }, index) => ({
    name: parts[index]?.name,
    ...state,
    networkInterfaces: [],
  }));
  return { ...times, taskProperties: [{ ...taskOf(states), containers }] };
}

function taskOf([first]: readonly ContainerState[]): { taskArn?: string } {
  return first?.taskArn === undefined ? {} : { taskArn: first.taskArn };
}

function containerDetail(job: Job): Record<string, unknown> {
  return {
    command: [],
    volumes: [],
    environment: [],
    mountPoints: [],
    ulimits: [],
    networkInterfaces: [],
    secrets: [],
    ...job.container,
    ...mainState(job),
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
  const { exitCode, reason } = mainState(job);
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
