// What a lab's account has before anybody submits anything.

import type { RegisterInput } from "./definitions.ts";

export type QueueSeed = {
  name: string;
  computeEnvironments: string[];
  priority?: number;
  state?: "ENABLED" | "DISABLED";
  status?: "VALID" | "INVALID";
  statusReason?: string;
  /** Makes it a fair-share queue, which asks each job for a share identifier. */
  schedulingPolicyArn?: string;
  jobStateTimeLimitActions?: TimeLimitAction[];
  tags?: Record<string, string>;
};

type TimeLimitAction = { reason: string; state: "RUNNABLE"; maxTimeSeconds: number; action: "CANCEL" };

export type ComputeEnvironmentSeed = {
  name: string;
  maxvCpus: number;
  type?: "EC2" | "SPOT" | "FARGATE" | "FARGATE_SPOT";
  state?: "ENABLED" | "DISABLED";
  status?: "VALID" | "INVALID";
  statusReason?: string;
  instanceTypes?: string[];
  /** What the largest instance can give one job. */
  maxMemoryMiB?: number;
  tags?: Record<string, string>;
};

/** As RegisterJobDefinition takes it; registered in the order given. */
export type DefinitionSeed = RegisterInput;
