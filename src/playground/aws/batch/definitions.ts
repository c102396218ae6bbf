// Job definitions: registered in revisions, used by name, name:revision or ARN.

import { AwsError } from "../wire/aws-error.ts";
import { page } from "../wire/page.ts";
import { type BatchAccount, executionError } from "./batch-account.ts";
import type { ContainerProperties, RetryStrategy } from "./job.ts";
import {
  type EcsProperties,
  joined,
  type Layout,
  mainPart,
  type NodeProperties,
  type Part,
  partsOfNodes,
  partsOfTask,
} from "./parts.ts";
import { checkRetryStrategy } from "./retry.ts";

export type RegisterInput = {
  jobDefinitionName: string;
  type?: string;
  parameters?: Record<string, string>;
  /** One of these three. */
  containerProperties?: ContainerProperties;
  ecsProperties?: EcsProperties;
  nodeProperties?: NodeProperties;
  retryStrategy?: RetryStrategy;
  timeout?: { attemptDurationSeconds?: number };
  tags?: Record<string, string>;
  propagateTags?: boolean;
  platformCapabilities?: string[];
  schedulingPriority?: number;
};

export type Definition = {
  name: string;
  revision: number;
  arn: string;
  status: "ACTIVE" | "INACTIVE";
  input: RegisterInput;
  layout: Layout;
  parts: Part[];
  container: ContainerProperties;
};

const namePattern = /^[A-Za-z0-9_-]{1,128}$/;
const maxDefinitionBytes = 24 * 1024;

export function registerDefinition(account: BatchAccount, input: RegisterInput): Definition {
  checkDefinition(input);
  const revisions = account.definitions.get(input.jobDefinitionName) ?? [];
  const revision = (revisions.at(-1)?.revision ?? 0) + 1;
  const definition: Definition = {
    name: input.jobDefinitionName,
    revision,
    arn: `arn:aws:batch:${account.region}:${account.account}:job-definition/${input.jobDefinitionName}:${revision}`,
    status: "ACTIVE",
    input,
    ...whatRuns(input),
  };
  account.definitions.set(input.jobDefinitionName, [...revisions, definition]);
  return definition;
}

function whatRuns(input: RegisterInput): Pick<Definition, "layout" | "parts" | "container"> {
  const { containerProperties = {}, ecsProperties, nodeProperties } = input;
  if (ecsProperties === undefined && nodeProperties === undefined) {
    const container = withRequirements(containerProperties);
    return { layout: { kind: "one" }, parts: [onePart(container)], container };
  }
  const layout: Layout =
    nodeProperties === undefined
      ? { kind: "containers" }
      : { kind: "nodes", main: nodeProperties.mainNode ?? 0 };
  const found =
    nodeProperties === undefined ? partsOfTask(ecsProperties ?? {}) : partsOfNodes(nodeProperties);
  const parts = found.map((part) => ({ ...part, properties: withRequirements(part.properties) }));
  return { layout, parts, container: joined(parts, mainPart({ layout, parts })) };
}

function onePart(properties: ContainerProperties): Part {
  return { name: "default", isEssential: true, properties };
}

function checkDefinition(input: RegisterInput): void {
  if (!namePattern.test(input.jobDefinitionName))
    throw executionError("Job definition name should match valid pattern");
  const { type = "container", containerProperties, ecsProperties, nodeProperties } = input;
  const isMultinode = type === "multinode";
  const fits = isMultinode ? nodeProperties : (containerProperties ?? ecsProperties);
  if (!fits || (type !== "container" && !isMultinode))
    throw new AwsError("ClientException", "The local AWS runs container and multi-node jobs only.");
  if (JSON.stringify(input).length > maxDefinitionBytes)
    throw executionError("Job definition payload size must be at most 24 KiB");
  checkRetryStrategy(input.retryStrategy);
  checkTimeout(input.timeout?.attemptDurationSeconds);
}

export function checkTimeout(seconds: number | undefined): void {
  if (seconds !== undefined && seconds < 60)
    throw executionError("attemptDurationSeconds in timeout must be at least 60 seconds");
}

/** The old vcpus and memory fields count as resource requirements. */
export function withRequirements(container: ContainerProperties): ContainerProperties {
  const { vcpus, memory, ...rest } = container;
  const given = rest.resourceRequirements ?? [];
  const has = (type: string) => given.some((entry) => entry.type === type);
  return {
    ...rest,
    resourceRequirements: [
      ...given,
      ...(vcpus !== undefined && !has("VCPU") ? [{ type: "VCPU", value: String(vcpus) }] : []),
      ...(memory !== undefined && !has("MEMORY") ? [{ type: "MEMORY", value: String(memory) }] : []),
    ],
  };
}

export type DescribeDefinitionsInput = {
  jobDefinitions?: string[];
  jobDefinitionName?: string;
  status?: string;
  maxResults?: number;
  nextToken?: string;
};

export function describeDefinitions(account: BatchAccount, input: DescribeDefinitionsInput): unknown {
  const { jobDefinitions: asked, jobDefinitionName, status } = input;
  const found = [...account.definitions.values()]
    .flat()
    .filter(
      (definition) =>
        (asked === undefined || asked.includes(definition.arn) || asked.includes(shortName(definition))) &&
        (jobDefinitionName === undefined || definition.name === jobDefinitionName) &&
        (status === undefined || definition.status === status),
    );
  const size = Math.min(input.maxResults ?? 100, 100);
  const { items, nextToken } = page(found, { size, token: input.nextToken, invalidCode: "ClientException" });
  return { jobDefinitions: items.map(definitionDetail), nextToken };
}

function shortName({ name, revision }: Definition): string {
  return `${name}:${revision}`;
}

function definitionDetail({ name, revision, arn, status, input, container }: Definition): unknown {
  return {
    jobDefinitionName: name,
    jobDefinitionArn: arn,
    revision,
    status,
    type: input.type ?? "container",
    parameters: input.parameters ?? {},
    retryStrategy: input.retryStrategy,
    ...((input.nodeProperties ?? input.ecsProperties)
      ? { nodeProperties: input.nodeProperties, ecsProperties: input.ecsProperties }
      : { containerProperties: { ...emptyLists, ...container } }),
    timeout: input.timeout,
    tags: input.tags ?? {},
    propagateTags: input.propagateTags,
    platformCapabilities: input.platformCapabilities ?? ["EC2"],
    containerOrchestrationType: "ECS",
  };
}

const emptyLists = { command: [], volumes: [], environment: [], mountPoints: [], ulimits: [], secrets: [] };
