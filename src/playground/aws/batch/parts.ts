// What one attempt of a job runs: one container as a rule, several of one task, or one on each of several nodes.

import { executionError } from "./batch-account.ts";
import type { ContainerProperties, ContainerState, Job } from "./job.ts";

export type Part = {
  /** As its log stream names it. */
  name: string;
  /** Its end is the end of the attempt. */
  isEssential: boolean;
  properties: ContainerProperties;
};

export type Layout = { kind: "one" } | { kind: "containers" } | { kind: "nodes"; main: number };

export type NamedContainer = ContainerProperties & { name?: string; essential?: boolean };
export type EcsProperties = {
  taskProperties?: { containers?: NamedContainer[]; [other: string]: unknown }[];
};
export type NodeProperties = {
  numNodes?: number;
  mainNode?: number;
  nodeRangeProperties?: { targetNodes?: string; container?: ContainerProperties }[];
};

/** Batch's own bounds. */
const maxContainers = 10;
const maxNodes = 1_000;

export function partsOfTask({ taskProperties = [] }: EcsProperties): Part[] {
  const [task, ...more] = taskProperties;
  const containers = task?.containers ?? [];
  if (more.length > 0 || containers.length === 0 || containers.length > maxContainers)
    throw executionError(`ecsProperties must have one task of 1 to ${maxContainers} containers`);
  return containers.map(({ name, essential = true, ...properties }, index) => ({
    name: name ?? `container-${index}`,
    isEssential: essential,
    properties,
  }));
}

export function partsOfNodes(nodes: NodeProperties, numNodes = nodes.numNodes ?? 0): Part[] {
  const { mainNode: main = 0, nodeRangeProperties: ranges = [] } = nodes;
  if (!(numNodes >= 1 && numNodes <= maxNodes && main < numNodes))
    throw executionError(`numNodes must be between 1 and ${maxNodes}, with the main node among them`);
  return Array.from({ length: numNodes }, (_, index) => {
    const range = ranges.findLast(({ targetNodes = "" }) => isTarget(targetNodes, index));
    if (range?.container === undefined) throw executionError(`No properties for node ${index}`);
    return { name: "default", isEssential: index === main, properties: range.container };
  });
}

/** `0:2`, `3:`, `:4`, `5`. */
export function isTarget(targetNodes: string, index: number): boolean {
  const [from = "", to = from] = targetNodes.split(":");
  return index >= Number(from || 0) && index <= (to === "" ? Number.POSITIVE_INFINITY : Number(to));
}

/** The part that a person means by the job's container: the main node, or the first that is essential. */
export function mainPart({ layout, parts }: Pick<Job, "layout" | "parts">): number {
  if (layout.kind === "nodes") return layout.main;
  return Math.max(
    parts.findIndex(({ isEssential }) => isEssential),
    0,
  );
}

export function mainState(job: Job): ContainerState {
  return job.states[mainPart(job)] ?? {};
}

/** What all of them need together. */
export function joined(parts: readonly Part[], main: number): ContainerProperties {
  const { image, logConfiguration } = parts[main]?.properties ?? {};
  const sum = (type: string) =>
    parts.reduce((total, { properties }) => total + Number(requirement(properties, type) ?? 0), 0);
  return {
    ...(image !== undefined && { image }),
    ...(logConfiguration && { logConfiguration }),
    resourceRequirements: ["VCPU", "MEMORY"]
      .map((type) => ({ type, value: String(sum(type)) }))
      .filter(({ value }) => value !== "0"),
  };
}

export function requirement({ resourceRequirements }: ContainerProperties, type: string): string | undefined {
  return resourceRequirements?.find((entry) => entry.type === type)?.value;
}

/** The nodes of a job, each as a job of its own: that is how Batch tells of them. */
export function nodesOf(job: Job): Job[] {
  if (job.layout.kind !== "nodes" || job.node !== undefined) return [];
  return job.parts.map((_part, index) => nodeOf(job, index));
}

/** Undefined for an id that names no node of a job. */
export function findNode(jobs: ReadonlyMap<string, Job>, id: string): Job | undefined {
  const [parent = "", index] = id.split("#");
  const job = jobs.get(parent);
  return job === undefined || index === undefined ? undefined : nodesOf(job)[Number(index)];
}

function nodeOf(job: Job, index: number): Job {
  const part = job.parts[index] as Part;
  return {
    ...job,
    id: `${job.id}#${index}`,
    arn: `${job.arn}#${index}`,
    layout: { kind: "one" },
    node: { index, isMain: part.isEssential },
    container: part.properties,
    parts: [part],
    states: [job.states[index] ?? {}],
    attempts: job.attempts.map((attempt) => {
      const states = [attempt.states[index] ?? {}];
      return { ...attempt, states, container: { ...states[0], networkInterfaces: [] } };
    }),
  };
}
