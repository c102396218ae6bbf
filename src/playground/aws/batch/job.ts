// A job as the local Batch keeps it.

import type { Definition } from "./definitions.ts";
import { type Layout, type Part, requirement } from "./parts.ts";
import type { ComputeEnvironment, Queue } from "./queues.ts";

export const jobStatuses = [
  "SUBMITTED",
  "PENDING",
  "RUNNABLE",
  "STARTING",
  "RUNNING",
  "SUCCEEDED",
  "FAILED",
] as const;
export type JobStatus = (typeof jobStatuses)[number];

export type KeyValue = { name?: string; value?: string };
type ResourceRequirement = { type: string; value: string };

export type ContainerProperties = {
  image?: string;
  command?: string[];
  environment?: KeyValue[];
  resourceRequirements?: ResourceRequirement[];
  /** The old way to ask for vCPUs and MiB. */
  vcpus?: number;
  memory?: number;
  logConfiguration?: { logDriver?: string; options?: Record<string, string> };
  [other: string]: unknown;
};

export type RetryStrategy = { attempts?: number; evaluateOnExit?: ExitRule[] };
export type ExitRule = { onStatusReason?: string; onReason?: string; onExitCode?: string; action: string };
export type Dependency = { jobId?: string; type?: "N_TO_N" | "SEQUENTIAL" };

/** A container of an attempt, as far as it got. */
export type ContainerState = {
  taskArn?: string;
  logStreamName?: string;
  exitCode?: number;
  reason?: string;
};

export type Attempt = {
  /** The main one. */
  container: ContainerState & { networkInterfaces: [] };
  /** Of all its parts. */
  states: ContainerState[];
  startedAt?: number;
  stoppedAt: number;
  statusReason: string;
};

type ArrayParent = {
  kind: "parent";
  size: number;
  children: Job[];
  summary: Record<JobStatus, number>;
  summaryUpdatedAt: number;
};
type ArrayChild = { kind: "child"; index: number; parent: Job };

export type Job = {
  /** Grows with every job, so that newest first is certain. */
  serial: number;
  account: string;
  id: string;
  arn: string;
  name: string;
  queue: Queue;
  definition: Definition;
  status: JobStatus;
  statusReason: string | undefined;
  createdAt: number;
  startedAt: number | undefined;
  stoppedAt: number | undefined;
  attempts: Attempt[];
  /** What all parts need together; of one part what it is. */
  container: ContainerProperties;
  layout: Layout;
  parts: Part[];
  /** Of the parts in the latest attempt, in their order. */
  states: ContainerState[];
  /** Of a multi-node job, told as a job of its own. */
  node: { index: number; isMain: boolean } | undefined;
  parameters: Record<string, string>;
  dependsOn: Dependency[];
  retryStrategy: RetryStrategy | undefined;
  timeoutSeconds: number | undefined;
  tags: Record<string, string>;
  propagateTags: boolean;
  shareIdentifier: string | undefined;
  overridesBytes: number;
  array: ArrayParent | ArrayChild | undefined;
  /** Ids of the jobs that must succeed first. */
  waitsFor: Set<string>;
  /** One of them had already failed when it was submitted. */
  isDoomed: boolean;
  stop: { kind: "cancel" | "terminate"; reason: string } | undefined;
  runnableAt: number;
  /** It has been RUNNABLE long enough for people to see. */
  isEligible: boolean;
  environment: ComputeEnvironment | undefined;
  running: RunningAttempt | undefined;
};

/** Why we end a running attempt; undefined while it ends by itself. */
export type EndCause = "timeout" | "terminate" | "reclaim";
type RunningAttempt = { pid: number; end: (cause: EndCause) => void };

export function isFinal(status: JobStatus): boolean {
  return status === "SUCCEEDED" || status === "FAILED";
}

export function requiredVcpus(container: ContainerProperties): number {
  return Number(requirement(container, "VCPU") ?? 1);
}

export function requiredMemoryMiB(container: ContainerProperties): number | undefined {
  const value = requirement(container, "MEMORY");
  return value === undefined ? undefined : Number(value);
}
