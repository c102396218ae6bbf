/** Memory in GiB that Fargate takes with so many vCPUs. Source: the AWS Batch user guide, resourceRequirements. */
const memoryGiBByVcpus: ReadonlyMap<number, readonly number[]> = new Map([
  [0.25, [0.5, 1, 2]],
  [0.5, [1, 2, 3, 4]],
  [1, steps(2, 8, 1)],
  [2, steps(4, 16, 1)],
  [4, steps(8, 30, 1)],
  [8, steps(16, 60, 4)],
  [16, steps(32, 120, 8)],
]);

export type FargateFit = { fits: true } | { fits: false; nearest: { vcpus: number; memoryMiB: number } };

/** Whether Fargate takes this pair; else the smallest pair that has at least as much, or the largest there is. */
export function fitFargate(size: { vcpus: number; memoryMiB: number }): FargateFit {
  const pairs = [...memoryGiBByVcpus].flatMap(([vcpus, gibs]) =>
    gibs.map((gib) => ({ vcpus, memoryMiB: gib * 1_024 })),
  );
  if (pairs.some((pair) => pair.vcpus === size.vcpus && pair.memoryMiB === size.memoryMiB))
    return { fits: true };
  const enough = pairs.find((pair) => pair.vcpus >= size.vcpus && pair.memoryMiB >= size.memoryMiB);
  return { fits: false, nearest: enough ?? { vcpus: 16, memoryMiB: 120 * 1_024 } };
}

function steps(from: number, to: number, by: number): number[] {
  return Array.from({ length: (to - from) / by + 1 }, (_, index) => from + index * by);
}
