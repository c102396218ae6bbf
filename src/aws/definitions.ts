import {
  type ContainerProperties,
  type JobDefinition as Described,
  DescribeJobDefinitionsCommand,
  type EksContainer,
} from "@aws-sdk/client-batch";
import { isForPi, type JobDefinition, type JobLayout, type SizedPart } from "../domain/job/job-definition.ts";
import {
  eksSize,
  mainRange,
  type PodContainer,
  type SizedContainer,
  sizeOf,
} from "../domain/job/job-size.ts";
import type { JobSize } from "../domain/job/report.ts";
import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/people/pi.ts";
import type { Accounts, Actor } from "./accounts.ts";
import { callAws } from "./aws-trouble.ts";

/**
 * The definition a person named: `name:revision`, or a bare name for its newest active revision.
 * Undefined when there is none. Throws AwsTrouble.
 */
export async function findDefinition(
  accounts: Accounts,
  asker: { pi: Pi; actor: Actor },
  named: string,
): Promise<JobDefinition | undefined> {
  const newest = await newestDescribed(accounts, asker, named);
  return newest && toDefinition(newest);
}

/** As `findDefinition`, and as AWS writes it. */
export async function newestDescribed(
  accounts: Accounts,
  asker: { pi: Pi; actor: Actor },
  named: string,
): Promise<Described | undefined> {
  const client = accounts.batch(asker.pi, asker.actor);
  const exact = /:\d+$/.test(named);
  const query = exact ? { jobDefinitions: [named] } : { jobDefinitionName: named, status: "ACTIVE" };
  let newest: Described | undefined;
  let nextToken: string | undefined;
  do {
    const page = await callAws(() =>
      client.send(
        new DescribeJobDefinitionsCommand({ ...query, ...(nextToken === undefined ? {} : { nextToken }) }),
      ),
    );
    for (const found of page.jobDefinitions ?? []) {
      if (newest === undefined || (found.revision ?? 0) > (newest.revision ?? 0)) newest = found;
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return newest;
}

/** Names of the active definitions that the lab may use: what "did you mean" and typeahead choose from. At most some thousand revisions are read. */
export async function definitionNames(
  accounts: Accounts,
  asker: { pi: Pi; actor: Actor },
): Promise<string[]> {
  const client = accounts.batch(asker.pi, asker.actor);
  const names = new Set<string>();
  let nextToken: string | undefined;
  for (let pages = 0; pages < limits.definitionPages; pages++) {
    const query = { status: "ACTIVE", maxResults: 100, ...(nextToken === undefined ? {} : { nextToken }) };
    const page = await callAws(() => client.send(new DescribeJobDefinitionsCommand(query)));
    for (const found of (page.jobDefinitions ?? []).map(toDefinition))
      if (isForPi(found, asker.pi)) names.add(found.name);
    nextToken = page.nextToken;
    if (nextToken === undefined) break;
  }
  return [...names];
}

export function toDefinition(described: Described): JobDefinition {
  const container = described.containerProperties;
  const layout = layoutOf(described);
  return {
    name: described.jobDefinitionName ?? "",
    revision: described.revision ?? 0,
    active: described.status === "ACTIVE",
    kind: kindOf(described),
    jobRoles: rolesOf(described),
    ...(container?.image === undefined ? {} : { image: container.image }),
    ...(container?.command === undefined || container.command.length === 0
      ? {}
      : { command: container.command }),
    ...environmentOf(container),
    parameters: described.parameters ?? {},
    size: jobSizeOf(described, layout),
    ...(layout === undefined ? {} : { layout }),
    attempts: described.retryStrategy?.attempts ?? 1,
    ...(described.timeout?.attemptDurationSeconds === undefined
      ? {}
      : { timeoutSeconds: described.timeout.attemptDurationSeconds }),
    fargate: described.platformCapabilities?.includes("FARGATE") ?? false,
  };
}

function environmentOf(container: ContainerProperties | undefined): Pick<JobDefinition, "environment"> {
  const given = (container?.environment ?? []).map(({ name = "", value = "" }) => [name, value] as const);
  return given.length === 0 ? {} : { environment: Object.fromEntries(given) };
}

function rolesOf(described: Described): string[] {
  const nodes = described.nodeProperties?.nodeRangeProperties ?? [];
  const roles = [
    described.containerProperties?.jobRoleArn,
    ...(described.ecsProperties?.taskProperties ?? []).map((task) => task.taskRoleArn),
    described.eksProperties?.podProperties?.serviceAccountName,
    ...nodes.flatMap((node) => [
      node.container?.jobRoleArn,
      ...(node.ecsProperties?.taskProperties ?? []).map((task) => task.taskRoleArn),
      node.eksProperties?.podProperties?.serviceAccountName,
    ]),
  ];
  return roles.filter((role): role is string => role !== undefined && role !== "");
}

function kindOf(described: Described): JobDefinition["kind"] {
  if (described.nodeProperties !== undefined) return "multi-node";
  if (described.eksProperties !== undefined) return "kubernetes";
  return described.ecsProperties === undefined ? "container" : "multi-container";
}

/** Of one node, as in a report: what a machine must have. */
function jobSizeOf(described: Described, layout: JobLayout | undefined): JobSize {
  if (layout === undefined)
    return sizeOf(
      described.containerProperties === undefined ? [] : [toSizedContainer(described.containerProperties)],
    );
  const containers = mainRange(layout.ranges, layout.mainNode)?.containers ?? [];
  const sum = (key: keyof JobSize) => containers.reduce((total, { size }) => total + size[key], 0);
  return { vcpus: sum("vcpus"), memoryMiB: sum("memoryMiB"), gpus: sum("gpus") };
}

function layoutOf(described: Described): JobLayout | undefined {
  const { nodeProperties, ecsProperties, eksProperties } = described;
  if (nodeProperties !== undefined) {
    const { numNodes = 1, mainNode = 0, nodeRangeProperties = [] } = nodeProperties;
    const ranges = nodeRangeProperties.map(({ targetNodes = "", container, ...several }) => ({
      targetNodes,
      containers:
        container === undefined ? partsOf(several) : [{ size: sizeOf([toSizedContainer(container)]) }],
    }));
    return { nodes: numNodes, mainNode, ranges };
  }
  if (ecsProperties === undefined && eksProperties === undefined) return undefined;
  return { nodes: 1, mainNode: 0, ranges: [{ targetNodes: "0", containers: partsOf(described) }] };
}

function partsOf({
  ecsProperties,
  eksProperties,
}: Pick<Described, "ecsProperties" | "eksProperties">): SizedPart[] {
  const tasks = (ecsProperties?.taskProperties ?? []).flatMap((task) => task.containers ?? []);
  const pods = eksProperties?.podProperties?.containers ?? [];
  return [
    ...tasks.map((one) => ({ ...named(one), size: sizeOf([toSizedContainer(one)]) })),
    ...pods.map((one) => ({ ...named(one), size: eksSize([toPodContainer(one)]) })),
  ];
}

function named({ name }: { name?: string | undefined }): { name?: string } {
  return name === undefined ? {} : { name };
}

function toSizedContainer(
  container: Pick<ContainerProperties, "vcpus" | "memory" | "resourceRequirements">,
): SizedContainer {
  const { vcpus, memory, resourceRequirements = [] } = container;
  return {
    vcpus,
    memory,
    resourceRequirements: resourceRequirements.map(({ type = "", value }) => ({
      type,
      value: Number(value),
    })),
  };
}

function toPodContainer({ resources }: EksContainer): PodContainer {
  return { resources: { limits: resources?.limits ?? {}, requests: resources?.requests ?? {} } };
}
