import type { AccountId, BatchId } from "../ids.ts";
import type { Attempt, AttemptContainer } from "./attempt.ts";

/** AWS's own word for where a job is. */
export type BatchStatus =
  | "SUBMITTED"
  | "PENDING"
  | "RUNNABLE"
  | "STARTING"
  | "RUNNING"
  | "SUCCEEDED"
  | "FAILED";

/** One observation of a job, from an event or from DescribeJobs, without environment and command. */
export type Report = {
  account: AccountId;
  region: string;
  batchId: BatchId;
  jobName: string;
  /** Queue name, not its ARN. */
  queue: string;
  /** `name:revision`, not the ARN. */
  definition: string;
  status: BatchStatus;
  statusReason?: string;
  /** When AWS said so: the event's time, or when DescribeJobs answered. */
  observedAtMs: number;
  createdAtMs?: number;
  startedAtMs?: number;
  stoppedAtMs?: number;
  attempts: readonly Attempt[];
  /** Of the attempt that runs now, or ran last. */
  current?: {
    logStream?: string;
    /** Where there are several, all of them: the one whose stream that is first. */
    containers?: readonly AttemptContainer[];
  };
  isTerminated?: boolean;
  isCancelled?: boolean;
  array?: { index?: number; size?: number; counts?: Readonly<Partial<Record<BatchStatus, number>>> };
  /** Of a multi-node job. */
  nodes?: { count: number; main: number };
  parameters: Readonly<Record<string, string>>;
  size: JobSize;
  image?: string;
  logs?: LogPlace;
  maxAttempts: number;
  timeoutSeconds?: number;
  tags: Readonly<Record<string, string>>;
  platform: "EC2" | "FARGATE" | "EKS" | "unknown";
};

export type JobSize = { vcpus: number; memoryMiB: number; gpus: number };

/** Where a job's log goes, from its own log configuration. `driver` other than awslogs has no CloudWatch stream. */
export type LogPlace = { driver: string; group?: string; region?: string };

const finalStatuses: ReadonlySet<BatchStatus> = new Set(["SUCCEEDED", "FAILED"]);

export function isFinal(status: BatchStatus): boolean {
  return finalStatuses.has(status);
}
