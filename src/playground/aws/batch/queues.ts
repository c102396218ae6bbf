// Queues and the compute environments behind them.

import type { Job } from "./job.ts";
import type { ComputeEnvironmentSeed, QueueSeed } from "./seeds.ts";

export type Queue = {
  name: string;
  arn: string;
  seed: QueueSeed;
  environments: ComputeEnvironment[];
  /** RUNNABLE jobs, first in first out. */
  waiting: Set<Job>;
  /** Set while the head of the queue is kept from starting. */
  blockedReason: string | undefined;
};

export type ComputeEnvironment = {
  name: string;
  arn: string;
  uuid: string;
  seed: ComputeEnvironmentSeed;
  usedVcpus: number;
};

export function isUsable({ seed }: ComputeEnvironment): boolean {
  return (seed.state ?? "ENABLED") === "ENABLED" && (seed.status ?? "VALID") === "VALID";
}

export function queueDetail({ name, arn, seed, environments }: Queue): unknown {
  return {
    jobQueueName: name,
    jobQueueArn: arn,
    state: seed.state ?? "ENABLED",
    status: seed.status ?? "VALID",
    statusReason: seed.statusReason ?? "JobQueue Healthy",
    priority: seed.priority ?? 1,
    computeEnvironmentOrder: environments.map((environment, index) => ({
      order: index + 1,
      computeEnvironment: environment.arn,
    })),
    serviceEnvironmentOrder: [],
    schedulingPolicyArn: seed.schedulingPolicyArn,
    jobQueueType: environments.some(isFargate) ? "ECS_FARGATE" : "ECS",
    jobStateTimeLimitActions: seed.jobStateTimeLimitActions ?? [],
    tags: seed.tags ?? {},
  };
}

export function environmentDetail(environment: ComputeEnvironment): unknown {
  const { name, arn, uuid, seed, usedVcpus } = environment;
  const type = seed.type ?? "EC2";
  return {
    computeEnvironmentName: name,
    computeEnvironmentArn: arn,
    ecsClusterArn: arn
      .replace(":batch:", ":ecs:")
      .replace(/compute-environment\/.*/, `cluster/${clusterName(environment)}`),
    type: "MANAGED",
    state: seed.state ?? "ENABLED",
    status: seed.status ?? "VALID",
    statusReason: seed.statusReason ?? "ComputeEnvironment Healthy",
    uuid,
    containerOrchestrationType: "ECS",
    computeResources: {
      type,
      maxvCpus: seed.maxvCpus,
      ...(!isFargate(environment) && {
        allocationStrategy: "BEST_FIT_PROGRESSIVE",
        minvCpus: 0,
        desiredvCpus: usedVcpus,
        instanceTypes: seed.instanceTypes ?? ["optimal"],
      }),
      subnets: ["subnet-0local"],
      securityGroupIds: ["sg-0local"],
      tags: {},
    },
    tags: seed.tags ?? {},
  };
}

export function isFargate({ seed }: ComputeEnvironment): boolean {
  return seed.type === "FARGATE" || seed.type === "FARGATE_SPOT";
}

export function clusterName({ name, uuid }: ComputeEnvironment): string {
  return `AWSBatch-${name}-${uuid}`;
}
