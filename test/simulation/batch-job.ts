import type { SubmitJobCommandInput } from "@aws-sdk/client-batch";

export type Status = "SUBMITTED" | "PENDING" | "RUNNABLE" | "STARTING" | "RUNNING" | "SUCCEEDED" | "FAILED";

export type Attempt = {
  startedAt?: number;
  stoppedAt?: number;
  statusReason?: string;
  container: { exitCode?: number; reason?: string; logStreamName?: string };
};

/** A job as AWS knows it: the truth that the bot is to tell. */
export type BatchJob = {
  account: string;
  id: string;
  request: SubmitJobCommandInput;
  createdAtMs: number;
  listedFromMs: number;
  describedFromMs: number;
  status: Status;
  statusReason?: string;
  startedAtMs?: number;
  stoppedAtMs?: number;
  /** Those that have ended. */
  attempts: Attempt[];
  /** The one that runs. */
  current?: Attempt;
  /** Somebody stopped it, with this reason. */
  stopped?: string;
  isTerminated: boolean;
  /** A child's place, or an array's children. */
  index?: number;
  children: BatchJob[];
};

export function isOver({ status }: Pick<BatchJob, "status">): boolean {
  return status === "SUCCEEDED" || status === "FAILED";
}

export function arn(account: string, kind: string, name: string): string {
  return `arn:aws:batch:us-west-2:${account}:${kind}/${name}`;
}

/** As DescribeJobs answers and events carry it, at this moment. */
export function detailOf(job: BatchJob): Record<string, unknown> {
  const { account, request } = job;
  return {
    jobArn: arn(account, "job", job.id),
    jobId: job.id,
    jobName: request.jobName,
    jobQueue: arn(account, "job-queue", request.jobQueue ?? ""),
    jobDefinition: arn(account, "job-definition", request.jobDefinition ?? ""),
    status: job.status,
    ...(job.statusReason === undefined ? {} : { statusReason: job.statusReason }),
    createdAt: job.createdAtMs,
    ...(job.startedAtMs === undefined ? {} : { startedAt: job.startedAtMs }),
    ...(job.stoppedAtMs === undefined ? {} : { stoppedAt: job.stoppedAtMs }),
    ...(job.isTerminated ? { isTerminated: true } : {}),
    attempts: structuredClone(job.attempts),
    ...(request.retryStrategy === undefined
      ? {}
      : { retryStrategy: { attempts: request.retryStrategy.attempts } }),
    parameters: {},
    tags: { resourceArn: arn(account, "job", job.id), ...request.tags },
    container: {
      image: "busybox:1.36",
      command: ["true"],
      resourceRequirements: [
        { type: "VCPU", value: "1" },
        { type: "MEMORY", value: "512" },
      ],
      ...(job.current ?? job.attempts.at(-1))?.container,
    },
    ...arrayOf(job),
  };
}

function arrayOf({ index, children }: BatchJob): Record<string, unknown> {
  if (index !== undefined) return { arrayProperties: { index, statusSummary: {} } };
  if (children.length === 0) return {};
  const statusSummary: Partial<Record<Status, number>> = {};
  for (const { status } of children) statusSummary[status] = (statusSummary[status] ?? 0) + 1;
  return { arrayProperties: { size: children.length, statusSummary } };
}
