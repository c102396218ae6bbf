/** How large the EC2 machines of a compute environment are, where that can be told from their names. */

export type Machine = { vcpus: number; memoryGiB: number; gpus: number };

/**
 * The largest machine of that instance type or family, or of what AWS chooses by itself. Undefined where it is not
 * known here: then nothing can be said of what fits. Source: EC2 user guide, instance type specifications.
 */
export function machineOf(instanceType: string): Machine | undefined {
  const chosen = choices[instanceType];
  if (chosen !== undefined) return chosen;
  const [family = "", size] = instanceType.split(".");
  const largest = families[family];
  if (largest === undefined || size === undefined) return largest;
  const irregular = irregulars[instanceType];
  if (irregular !== undefined) return irregular;
  const vcpus = vcpusOf(size, largest);
  if (vcpus === undefined || vcpus > largest.vcpus) return undefined;
  const memoryGiB = (largest.memoryGiB * vcpus) / largest.vcpus;
  return { vcpus, memoryGiB, gpus: gpusOf(size, largest) };
}

/** Whether machines of that name carry GPUs, also of families that are not known here. */
export function mayHaveGpus(instanceType: string): boolean {
  return /^(p|gr?)\d/.test(instanceType);
}

/** `large` is 2, `xlarge` 4, `12xlarge` 48; a whole machine is as large as its family's largest. */
function vcpusOf(size: string, largest: Machine): number | undefined {
  if (size === "metal") return largest.vcpus;
  const [, times, word] = /^(?:metal-)?(\d*)(medium|large|xlarge|xl)$/.exec(size) ?? [];
  if (word === "medium") return 1;
  if (word === "large") return 2;
  return word === undefined ? undefined : 4 * Number(times || 1);
}

/** Of these families the smaller machines have one, or half as many from a quarter of the largest on. */
function gpusOf(size: string, { gpus }: Machine): number {
  if (gpus === 0) return 0;
  if (size === "12xlarge" || size === "24xlarge") return Math.min(4, gpus);
  return size === "48xlarge" || size === "metal" ? gpus : 1;
}

const plain = (vcpus: number, memoryGiB: number): Machine => ({ vcpus, memoryGiB, gpus: 0 });
const withGpus = (gpus: number, vcpus: number, memoryGiB: number): Machine => ({ vcpus, memoryGiB, gpus });

/** `optimal` is, since November 2025, the same as `default_x86_64`: m6i, c6i, r6i and c7i. Source: CreateComputeEnvironment. */
const choices: Readonly<Record<string, Machine>> = {
  optimal: plain(192, 1_024),
  default_x86_64: plain(192, 1_024),
  default_arm64: plain(64, 512),
};

/** The largest of each. A family whose machines differ in memory for each vCPU is left out, or has them below. */
const families: Readonly<Record<string, Machine>> = {
  ...each(["c5", "c5a", "c5d", "c5ad"], plain(96, 192)),
  ...each(["c6i", "c6id", "c6in"], plain(128, 256)),
  ...each(["c6a", "c7a", "c7i", "c8g", "c8gd"], plain(192, 384)),
  ...each(["c6g", "c6gd", "c6gn", "c7g", "c7gd", "c7gn"], plain(64, 128)),
  ...each(["m4"], plain(64, 256)),
  ...each(["m5", "m5a", "m5d", "m5ad", "m5n", "m5dn"], plain(96, 384)),
  ...each(["m5zn"], plain(48, 192)),
  ...each(["m6i", "m6id", "m6in", "m6idn"], plain(128, 512)),
  ...each(["m6a", "m7a", "m7i", "m8g", "m8gd"], plain(192, 768)),
  ...each(["m6g", "m6gd", "m7g", "m7gd"], plain(64, 256)),
  ...each(["r4"], plain(64, 488)),
  ...each(["r5", "r5a", "r5b", "r5d", "r5ad", "r5n", "r5dn"], plain(96, 768)),
  ...each(["r6i", "r6id", "r6in", "r6idn", "r7iz"], plain(128, 1_024)),
  ...each(["r6a", "r7a", "r7i", "r8g", "r8gd"], plain(192, 1_536)),
  ...each(["r6g", "r6gd", "r7g", "r7gd", "i4g"], plain(64, 512)),
  ...each(["x1"], plain(128, 1_952)),
  ...each(["x1e"], plain(128, 3_904)),
  ...each(["x2idn"], plain(128, 2_048)),
  ...each(["x2iedn"], plain(128, 4_096)),
  ...each(["x2gd"], plain(64, 1_024)),
  ...each(["z1d"], plain(48, 384)),
  ...each(["i3en"], plain(96, 768)),
  ...each(["i4i"], plain(128, 1_024)),
  ...each(["p3"], withGpus(8, 64, 488)),
  ...each(["p3dn"], withGpus(8, 96, 768)),
  ...each(["p4d", "p4de"], withGpus(8, 96, 1_152)),
  ...each(["g4dn"], withGpus(8, 96, 384)),
  ...each(["g5", "g6"], withGpus(8, 192, 768)),
  ...each(["g6e"], withGpus(8, 192, 1_536)),
};

/** What does not follow from the family. */
const irregulars: Readonly<Record<string, Machine>> = {
  "p3.2xlarge": withGpus(1, 8, 61),
  "p3.8xlarge": withGpus(4, 32, 244),
  "p3.16xlarge": withGpus(8, 64, 488),
  "p3dn.24xlarge": withGpus(8, 96, 768),
  "p4d.24xlarge": withGpus(8, 96, 1_152),
  "p4de.24xlarge": withGpus(8, 96, 1_152),
};

function each(names: readonly string[], largest: Machine): Record<string, Machine> {
  return Object.fromEntries(names.map((name) => [name, largest]));
}
