// What SubmitJob changes in what a definition runs.

import { AwsError } from "../wire/aws-error.ts";
import { type Definition, withRequirements } from "./definitions.ts";
import type { ContainerProperties, KeyValue } from "./job.ts";
import { isTarget, type NamedContainer, type Part, partsOfNodes } from "./parts.ts";

export type Overrides = {
  containerOverrides?: ContainerProperties;
  ecsPropertiesOverride?: { taskProperties?: { containers?: NamedContainer[] }[] };
  nodeOverrides?: {
    numNodes?: number;
    nodePropertyOverrides?: { targetNodes?: string; containerOverrides?: ContainerProperties }[];
  };
};

export function overriddenParts({ layout, parts, input }: Definition, given: Overrides): Part[] {
  const { containerOverrides, ecsPropertiesOverride, nodeOverrides } = given;
  switch (layout.kind) {
    case "one":
      refuse({ ecsPropertiesOverride, nodeOverrides });
      return parts.map((part) => overridden(part, containerOverrides));
    case "containers": {
      refuse({ containerOverrides, nodeOverrides });
      const named = ecsPropertiesOverride?.taskProperties?.[0]?.containers ?? [];
      return parts.map((part) =>
        overridden(
          part,
          named.find(({ name }) => name === part.name),
        ),
      );
    }
    case "nodes": {
      refuse({ containerOverrides, ecsPropertiesOverride });
      const { numNodes, nodePropertyOverrides = [] } = nodeOverrides ?? {};
      return partsOfNodes(input.nodeProperties ?? {}, numNodes).map((part, index) =>
        nodePropertyOverrides
          .filter(({ targetNodes = "" }) => isTarget(targetNodes, index))
          .reduce((changed, { containerOverrides: own }) => overridden(changed, own), part),
      );
    }
  }
}

function refuse(misplaced: Record<string, object | undefined>): void {
  for (const [name, given] of Object.entries(misplaced))
    if (given !== undefined)
      throw new AwsError("ClientException", `${name} does not apply to a job of this definition.`);
}

function overridden(part: Part, given: ContainerProperties | undefined): Part {
  return given === undefined ? part : { ...part, properties: withOverrides(part.properties, given) };
}

function withOverrides(base: ContainerProperties, given: ContainerProperties): ContainerProperties {
  const { resourceRequirements = [], environment, command } = withRequirements(given);
  const types = new Set(resourceRequirements.map(({ type }) => type));
  return {
    ...base,
    resourceRequirements: [
      ...(base.resourceRequirements ?? []).filter(({ type }) => !types.has(type)),
      ...resourceRequirements,
    ],
    environment: mergedEnvironment(base.environment ?? [], environment ?? []),
    ...(command && { command }),
  };
}

function mergedEnvironment(base: KeyValue[], given: KeyValue[]): KeyValue[] {
  const names = new Set(given.map(({ name }) => name));
  return [...base.filter(({ name }) => !names.has(name)), ...given];
}
