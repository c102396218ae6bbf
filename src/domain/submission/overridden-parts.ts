/** The containers of tasks, pods and nodes for which a document says something of its own. */

import { withoutUndefined } from "../without-undefined.ts";
import type {
  ContainerOverrides,
  EcsPropertiesOverride,
  EksContainerOverride,
  EksPropertiesOverride,
  NamedText,
  OnlyInDocuments,
} from "./submit-request.ts";

export type OverriddenPart = {
  /** Where in the document it stands. */
  path: string;
  /** Of which container, where the document names one. */
  name?: string;
  /** Command and arguments. */
  command?: readonly string[];
  environment: readonly NamedText[];
  image?: string;
};

export function overriddenParts(more: OnlyInDocuments = {}): OverriddenPart[] {
  const nodes = more.nodeOverrides?.nodePropertyOverrides ?? [];
  return [
    ...partsOf(more, ""),
    ...nodes.flatMap((node, at) => {
      const path = `nodeOverrides.nodePropertyOverrides[${at}].`;
      return [...ofContainer(node.containerOverrides, `${path}containerOverrides`), ...partsOf(node, path)];
    }),
  ];
}

type Several = {
  ecsPropertiesOverride?: EcsPropertiesOverride;
  eksPropertiesOverride?: EksPropertiesOverride;
};

function partsOf(
  { ecsPropertiesOverride, eksPropertiesOverride }: Several,
  before: string,
): OverriddenPart[] {
  const tasks = ecsPropertiesOverride?.taskProperties ?? [];
  const pod = eksPropertiesOverride?.podProperties ?? {};
  const podPath = `${before}eksPropertiesOverride.podProperties`;
  return [
    ...tasks.flatMap((task, at) =>
      (task.containers ?? []).flatMap((one, n) =>
        ofContainer(one, `${before}ecsPropertiesOverride.taskProperties[${at}].containers[${n}]`),
      ),
    ),
    ...(pod.containers ?? []).map((one, n) => ofPod(one, `${podPath}.containers[${n}]`)),
    ...(pod.initContainers ?? []).map((one, n) => ofPod(one, `${podPath}.initContainers[${n}]`)),
  ];
}

function ofContainer(
  container: Pick<ContainerOverrides, "command" | "environment"> & { name?: string } = {},
  path: string,
): OverriddenPart[] {
  const { name, command, environment = [] } = container;
  return Object.keys(container).length === 0
    ? []
    : [{ path, environment, ...withoutUndefined({ name, command }) }];
}

function ofPod({ name, image, command, args, env = [] }: EksContainerOverride, path: string): OverriddenPart {
  const words =
    command === undefined && args === undefined ? undefined : [...(command ?? []), ...(args ?? [])];
  return { path, environment: env, ...withoutUndefined({ name, image, command: words }) };
}
