/** How much a submission asks for: what its definition says, with what is overridden in place of it. */
import type { JobDefinition, SizedPart } from "../job/job-definition.ts";
import { boundsOf, quantity } from "../job/job-size.ts";
import type { JobSize } from "../job/report.ts";
import type { Wish } from "./submission.ts";
import type {
  ContainerOverrides,
  EcsPropertiesOverride,
  EksContainerOverride,
  EksPropertiesOverride,
  ResourceRequirement,
} from "./submit-request.ts";

/** `main`: of the machine that a job of one node needs, or of the main node. `total`: of all nodes together. */
export type AskedSize = { main: JobSize; total: JobSize; nodes: number };

export function askedSize(wish: Wish, { size, layout }: JobDefinition): AskedSize {
  const { more = {} } = wish;
  const own: PartialSize = { vcpus: wish.vcpus, memoryMiB: wish.memoryMiB, gpus: wish.gpus };
  if (layout === undefined) {
    const { vcpus, memory } = more.container ?? {};
    const main = replaced(size, own, { vcpus, memoryMiB: memory });
    return { main, total: main, nodes: 1 };
  }
  const nodes = more.nodeOverrides?.numNodes ?? layout.nodes;
  const overrides = [
    ...(more.nodeOverrides?.nodePropertyOverrides ?? []),
    // Those of a job of one node.
    { targetNodes: "0:", ...ofOneNode(more) },
  ];
  const sizeAt = (node: number): JobSize => {
    const containers = narrowest(layout.ranges, node)?.containers ?? [];
    const override = narrowest(overrides, node);
    return sum(containers.map((part) => partSize(part, override ?? {})));
  };
  const starts = new Set([0, ...[...layout.ranges, ...overrides].flatMap(edgesOf)]);
  const edges = [...starts].filter((edge) => edge < nodes).sort((a, b) => a - b);
  const total = sum(edges.map((edge, n) => times(sizeAt(edge), (edges[n + 1] ?? nodes) - edge)));
  return { main: sizeAt(layout.mainNode), total, nodes };
}

type PartialSize = { [K in keyof JobSize]?: number | undefined };

type Overrides = {
  containerOverrides?: ContainerOverrides;
  ecsPropertiesOverride?: EcsPropertiesOverride;
  eksPropertiesOverride?: EksPropertiesOverride;
};

function ofOneNode({ ecsPropertiesOverride, eksPropertiesOverride }: NonNullable<Wish["more"]>): Overrides {
  return {
    ...(ecsPropertiesOverride === undefined ? {} : { ecsPropertiesOverride }),
    ...(eksPropertiesOverride === undefined ? {} : { eksPropertiesOverride }),
  };
}

function partSize({ name, size }: SizedPart, overrides: Overrides): JobSize {
  const tasks = overrides.ecsPropertiesOverride?.taskProperties ?? [];
  const inTask = tasks.flatMap((task) => task.containers ?? []).find((one) => one.name === name);
  const inPod = overrides.eksPropertiesOverride?.podProperties?.containers?.find(
    (one) => one.name === undefined || one.name === name,
  );
  const single = overrides.containerOverrides;
  return replaced(
    size,
    required(inTask?.resourceRequirements),
    podSize(inPod),
    required(single?.resourceRequirements),
    { vcpus: single?.vcpus, memoryMiB: single?.memory },
  );
}

function required(requirements: readonly ResourceRequirement[] = []): PartialSize {
  const of = (type: ResourceRequirement["type"]) => {
    const value = requirements.find((one) => one.type === type)?.value;
    return value === undefined ? undefined : Number(value);
  };
  return { vcpus: of("VCPU"), memoryMiB: of("MEMORY"), gpus: of("GPU") };
}

function podSize(container: EksContainerOverride | undefined): PartialSize {
  const { limits = {}, requests = {} } = container?.resources ?? {};
  const of = (resource: string) => quantity(limits[resource] ?? requests[resource]);
  const bytes = of("memory");
  return {
    vcpus: of("cpu"),
    memoryMiB: bytes === undefined ? undefined : Math.round(bytes / 1024 ** 2),
    gpus: of("nvidia.com/gpu"),
  };
}

/** The first that says it counts. */
function replaced(size: JobSize, ...by: readonly PartialSize[]): JobSize {
  const first = (key: keyof JobSize) => by.find((one) => one[key] !== undefined)?.[key] ?? size[key];
  return { vcpus: first("vcpus"), memoryMiB: first("memoryMiB"), gpus: first("gpus") };
}

function narrowest<R extends { targetNodes: string }>(ranges: readonly R[], node: number): R | undefined {
  return ranges
    .map((range) => ({ range, ...boundsOf(range.targetNodes) }))
    .filter(({ from, to }) => from <= node && node <= to)
    .sort((a, b) => a.to - a.from - (b.to - b.from))[0]?.range;
}

/** Where a range begins, and what begins behind it. */
function edgesOf({ targetNodes }: { targetNodes: string }): number[] {
  const { from, to } = boundsOf(targetNodes);
  return [from, to + 1].filter(Number.isFinite);
}

function times({ vcpus, memoryMiB, gpus }: JobSize, by: number): JobSize {
  return { vcpus: vcpus * by, memoryMiB: memoryMiB * by, gpus: gpus * by };
}

function sum(sizes: readonly JobSize[]): JobSize {
  const of = (key: keyof JobSize) => sizes.reduce((total, size) => total + size[key], 0);
  return { vcpus: of("vcpus"), memoryMiB: of("memoryMiB"), gpus: of("gpus") };
}
