import {
  type ContainerProperties,
  type JobDefinition as Described,
  DescribeJobDefinitionsCommand,
  type EksContainer,
} from "@aws-sdk/client-batch";
import { isForPi, type JobDefinition } from "../domain/job-definition.ts";
import { eksSize, mainRange, type PodContainer, type SizedContainer, sizeOf } from "../domain/job-size.ts";
import type { Pi } from "../domain/pi.ts";
import type { JobSize } from "../domain/report.ts";
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

/** Names of the active definitions that the lab may use: what "did you mean" chooses from. At most some hundred. */
export async function definitionNames(
  accounts: Accounts,
  asker: { pi: Pi; actor: Actor },
): Promise<string[]> {
  const client = accounts.batch(asker.pi, asker.actor);
  const page = await callAws(() =>
    client.send(new DescribeJobDefinitionsCommand({ status: "ACTIVE", maxResults: 100 })),
  );
  const usable = (page.jobDefinitions ?? []).map(toDefinition).filter((found) => isForPi(found, asker.pi));
  return [...new Set(usable.map(({ name }) => name))];
}

export function toDefinition(described: Described): JobDefinition {
  const container = described.containerProperties;
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
    size: jobSizeOf(described),
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
function jobSizeOf(described: Described): JobSize {
  const { nodeRangeProperties: ranges = [], mainNode = 0 } = described.nodeProperties ?? {};
  const node = mainRange(
    ranges.map((range) => ({ ...range, targetNodes: range.targetNodes ?? "" })),
    mainNode,
  );
  const pod = (described.eksProperties ?? node?.eksProperties)?.podProperties;
  if (pod !== undefined) return eksSize((pod.containers ?? []).map(toPodContainer));
  const several = ((described.ecsProperties ?? node?.ecsProperties)?.taskProperties ?? []).flatMap(
    (task) => task.containers ?? [],
  );
  const one = described.containerProperties ?? node?.container;
  return sizeOf((several.length > 0 || one === undefined ? several : [one]).map(toSizedContainer));
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
