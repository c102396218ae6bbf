// One lab account's Batch: what it is seeded with, and how things in it are found.

import { randomUUID } from "node:crypto";
import { readArn } from "../wire/arn.ts";
import { AwsError } from "../wire/aws-error.ts";
import type { Definition } from "./definitions.ts";
import type { Job } from "./job.ts";
import type { ComputeEnvironment, Queue } from "./queues.ts";
import type { ComputeEnvironmentSeed, QueueSeed } from "./seeds.ts";

export type BatchAccount = {
  account: string;
  region: string;
  queues: Map<string, Queue>;
  environments: Map<string, ComputeEnvironment>;
  /** By name, in order of revision. */
  definitions: Map<string, Definition[]>;
  /** By id, children of arrays among them, oldest first. */
  jobs: Map<string, Job>;
};

export type BatchAccountSeed = {
  account: string;
  region: string;
  queues: QueueSeed[];
  computeEnvironments: ComputeEnvironmentSeed[];
};

export function createBatchAccount({
  account,
  region,
  queues,
  computeEnvironments,
}: BatchAccountSeed): BatchAccount {
  const arnOf = (kind: string, name: string) => `arn:aws:batch:${region}:${account}:${kind}/${name}`;
  const environments = new Map(
    computeEnvironments.map((seed) => {
      const { name } = seed;
      return [
        name,
        { name, arn: arnOf("compute-environment", name), uuid: randomUUID(), seed, usedVcpus: 0 },
      ];
    }),
  );
  return {
    account,
    region,
    environments,
    queues: new Map(
      queues.map((seed) => [seed.name, createQueue(seed, arnOf("job-queue", seed.name), environments)]),
    ),
    definitions: new Map(),
    jobs: new Map(),
  };
}

function createQueue(seed: QueueSeed, arn: string, environments: Map<string, ComputeEnvironment>): Queue {
  return {
    name: seed.name,
    arn,
    seed,
    environments: seed.computeEnvironments.map((name) => {
      const environment = environments.get(name);
      if (!environment) throw new Error(`queue ${seed.name}: no compute environment ${name} in this account`);
      return environment;
    }),
    waiting: new Set(),
    blockedReason: undefined,
  };
}

/** Finds a queue by name or ARN, in the words Batch uses when there is none. */
export function findQueue({ queues }: BatchAccount, nameOrArn: string): Queue {
  const queue = queues.get(nameOrArn) ?? [...queues.values()].find(({ arn }) => arn === nameOrArn);
  if (!queue) throw new AwsError("ClientException", `JobQueue ${nameOrArn} not found.`);
  return queue;
}

/** Finds by name, name:revision or ARN; a bare name means the newest ACTIVE revision. */
export function findDefinition({ definitions }: BatchAccount, reference: string): Definition {
  const short = readArn(reference)?.resource.replace(/^job-definition\//, "") ?? reference;
  const [name = "", revision] = short.split(":");
  const active = (definitions.get(name) ?? []).filter(({ status }) => status === "ACTIVE");
  const found =
    revision === undefined
      ? active.at(-1)
      : active.find((definition) => definition.revision === Number(revision));
  if (found && (short === reference || found.arn.startsWith(reference))) return found;
  throw new AwsError(
    "ClientException",
    short === reference
      ? `JobDefinition name ${reference} does not exist or is not in ACTIVE status`
      : `JobDefinition ${reference} not found.`,
  );
}

/** Many of Batch's own complaints come in this form. */
export function executionError(message: string): AwsError {
  return new AwsError(
    "ClientException",
    `Error executing request, Exception : ${message}, RequestId: ${randomUUID()}`,
  );
}
