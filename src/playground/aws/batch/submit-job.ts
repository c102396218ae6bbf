// SubmitJob: checks what Batch checks, makes the job (and an array's children), and sends it on its way.

import { randomUUID } from "node:crypto";
import { AwsError } from "../wire/aws-error.ts";
import { type BatchAccount, executionError, findDefinition, findQueue } from "./batch-account.ts";
import type { BatchWorld } from "./batch-world.ts";
import { checkParameters } from "./container-input.ts";
import { checkTimeout, type Definition } from "./definitions.ts";
import { checkDependencies, linkDependencies } from "./dependencies.ts";
import type { Dependency, Job, JobStatus, RetryStrategy } from "./job.ts";
import { type Overrides, overriddenParts } from "./overrides.ts";
import { joined, mainPart } from "./parts.ts";
import type { Queue } from "./queues.ts";
import { admit } from "./release-job.ts";
import { checkRetryStrategy } from "./retry.ts";

export type SubmitInput = Overrides & {
  jobName: string;
  jobQueue?: string;
  jobDefinition?: string;
  shareIdentifier?: string;
  schedulingPriorityOverride?: number;
  arrayProperties?: { size?: number };
  dependsOn?: Dependency[];
  parameters?: Record<string, string>;
  retryStrategy?: RetryStrategy;
  propagateTags?: boolean;
  timeout?: { attemptDurationSeconds?: number };
  tags?: Record<string, string>;
};

const maxPayloadBytes = 30 * 1024;
const maxTags = 50;

export function submitJob(world: BatchWorld, account: BatchAccount, input: SubmitInput): unknown {
  checkInput(input);
  const queue = findQueue(account, input.jobQueue ?? "");
  checkQueue(queue, input);
  const definition = findDefinition(account, input.jobDefinition ?? "");
  checkDependencies(account, input);
  const job = createJob(account, queue, definition, input);
  for (const { properties } of job.parts) checkParameters(properties.command ?? [], job.parameters);
  const size = input.arrayProperties?.size;
  if (size !== undefined && job.layout.kind === "nodes")
    throw executionError("arrayProperties must not be specified for a multi-node job");
  if (size !== undefined) makeArray(account, job, size);
  account.jobs.set(job.id, job);
  linkDependencies(world, account, job);
  world.changed(job);
  admit(world, job);
  return { jobArn: job.arn, jobName: job.name, jobId: job.id };
}

function checkInput(input: SubmitInput): void {
  const { jobName, arrayProperties, tags = {}, schedulingPriorityOverride: priority = 0 } = input;
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(jobName ?? ""))
    throw executionError("Job name should match valid pattern");
  const size = arrayProperties?.size;
  if (size !== undefined && !(size >= 2 && size <= 10_000))
    throw executionError("Array size must be between 2 and 10000");
  if (Object.keys(tags).length > maxTags) throw executionError(`Number of tags must be at most ${maxTags}`);
  if (!(priority >= 0 && priority <= 9999))
    throw executionError("schedulingPriorityOverride must be between 0 and 9999");
  if (Buffer.byteLength(JSON.stringify(input)) > maxPayloadBytes)
    throw executionError("Job payload size must be at most 30 KiB");
  checkRetryStrategy(input.retryStrategy);
  checkTimeout(input.timeout?.attemptDurationSeconds);
}

function checkQueue({ name, seed }: Queue, { shareIdentifier }: SubmitInput): void {
  if (seed.state === "DISABLED")
    throw new AwsError("ClientException", `JobQueue ${name} is not in ENABLED state.`);
  if (seed.status === "INVALID")
    throw new AwsError("ClientException", `JobQueue ${name} is not in VALID status.`);
  const isFairShare = seed.schedulingPolicyArn !== undefined;
  if (isFairShare && !/^[A-Za-z0-9]{1,255}\*?$/.test(shareIdentifier ?? ""))
    throw executionError("shareIdentifier is required for a job queue with a scheduling policy");
  if (!isFairShare && shareIdentifier !== undefined)
    throw executionError("shareIdentifier must not be specified for a job queue without a scheduling policy");
}

let serial = 0;

function createJob(account: BatchAccount, queue: Queue, definition: Definition, input: SubmitInput): Job {
  const id = randomUUID();
  serial += 1;
  const { layout } = definition;
  const parts = overriddenParts(definition, input);
  const [one] = parts;
  return {
    serial,
    account: account.account,
    id,
    arn: `arn:aws:batch:${account.region}:${account.account}:job/${id}`,
    name: input.jobName,
    queue,
    definition,
    status: "SUBMITTED",
    statusReason: undefined,
    createdAt: Date.now(),
    startedAt: undefined,
    stoppedAt: undefined,
    attempts: [],
    container: layout.kind === "one" && one ? one.properties : joined(parts, mainPart({ layout, parts })),
    layout,
    parts,
    states: [],
    node: undefined,
    parameters: { ...definition.input.parameters, ...input.parameters },
    dependsOn: input.dependsOn ?? [],
    retryStrategy: input.retryStrategy ?? definition.input.retryStrategy,
    timeoutSeconds: (input.timeout ?? definition.input.timeout)?.attemptDurationSeconds,
    tags: input.tags ?? {},
    propagateTags: input.propagateTags ?? definition.input.propagateTags ?? false,
    shareIdentifier: input.shareIdentifier,
    overridesBytes: Buffer.byteLength(JSON.stringify(overridesIn(input))),
    array: undefined,
    waitsFor: new Set(),
    isDoomed: false,
    stop: undefined,
    runnableAt: 0,
    isEligible: false,
    environment: undefined,
    running: undefined,
  };
}

function overridesIn({ containerOverrides, ecsPropertiesOverride, nodeOverrides }: Overrides): object {
  return containerOverrides ?? ecsPropertiesOverride ?? nodeOverrides ?? {};
}

function makeArray(account: BatchAccount, parent: Job, size: number): void {
  const children = Array.from({ length: size }, (_, index): Job => {
    const array = { kind: "child", index, parent } as const;
    serial += 1;
    const own = { waitsFor: new Set<string>(), states: [], attempts: [], serial, array };
    return { ...parent, ...own, id: `${parent.id}:${index}`, arn: `${parent.arn}:${index}` };
  });
  const summary: Record<JobStatus, number> = {
    STARTING: 0,
    FAILED: 0,
    RUNNING: 0,
    SUCCEEDED: 0,
    RUNNABLE: 0,
    SUBMITTED: size,
    PENDING: 0,
  };
  parent.array = { kind: "parent", size, children, summary, summaryUpdatedAt: Date.now() };
  for (const child of children) account.jobs.set(child.id, child);
}
