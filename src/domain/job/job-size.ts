import type { JobSize } from "./report.ts";

export type SizedContainer = {
  /** Before resourceRequirements; memory in MiB. */
  vcpus?: number | undefined;
  memory?: number | undefined;
  resourceRequirements: readonly { type: string; value: number }[];
};

/** The sum of the containers that run together; requirements come before the old fields of the same meaning. */
export function sizeOf(containers: readonly SizedContainer[]): JobSize {
  const required = (container: SizedContainer, type: string) =>
    container.resourceRequirements.find((requirement) => requirement.type === type)?.value;
  return {
    vcpus: sum(containers.map((one) => required(one, "VCPU") ?? one.vcpus)),
    memoryMiB: sum(containers.map((one) => required(one, "MEMORY") ?? one.memory)),
    gpus: sum(containers.map((one) => required(one, "GPU"))),
  };
}

export type PodContainer = {
  resources?: { limits: Record<string, string>; requests: Record<string, string> } | undefined;
};

/** Kubernetes writes `500m`, `2`, `1024Mi`, `4Gi`. Limits come before requests. */
export function eksSize(containers: readonly PodContainer[]): JobSize {
  const asked = (container: PodContainer, resource: string) =>
    quantity(container.resources?.limits[resource] ?? container.resources?.requests[resource]);
  const bytes = sum(containers.map((one) => asked(one, "memory")));
  return {
    vcpus: sum(containers.map((one) => asked(one, "cpu"))),
    memoryMiB: Math.round(bytes / 1024 ** 2),
    gpus: sum(containers.map((one) => asked(one, "nvidia.com/gpu"))),
  };
}

const units: Readonly<Record<string, number>> = {
  "": 1,
  m: 1 / 1000,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** Undefined for what is no quantity of Kubernetes. */
export function quantity(text: string | undefined): number | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text ?? "") ?? [];
  const factor = units[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** Node ranges may nest, and then the narrower one counts. Source: AWS Batch API reference, NodeRangeProperty. */
export function mainRange<R extends { targetNodes: string }>(
  ranges: readonly R[],
  mainNode: number,
): R | undefined {
  return ranges
    .map((range) => ({ range, ...boundsOf(range.targetNodes) }))
    .filter(({ from, to }) => from <= mainNode && mainNode <= to)
    .sort((a, b) => a.to - a.from - (b.to - b.from))[0]?.range;
}

/** `0:3`, `:3`, `4:` or `2`. */
export function boundsOf(targetNodes: string): { from: number; to: number } {
  const [from = "", to] = targetNodes.split(":");
  if (to === undefined) return { from: Number(from), to: Number(from) };
  return { from: Number(from || 0), to: to === "" ? Number.MAX_SAFE_INTEGER : Number(to) };
}

/** `16 GiB`, `1.5 GiB`, `512 MiB`; what is no round part of a GiB stays in MiB, so that nothing is rounded away. */
export function memoryText(memoryMiB: number): string {
  const isRound = memoryMiB >= 1024 && (memoryMiB * 10) % 1024 === 0;
  return isRound ? `${memoryMiB / 1024} GiB` : `${memoryMiB} MiB`;
}

function sum(amounts: readonly (number | undefined)[]): number {
  return amounts.reduce<number>((total, amount) => total + (Number.isFinite(amount) ? (amount ?? 0) : 0), 0);
}
