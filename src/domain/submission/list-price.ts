/** What a job costs an hour at AWS's list prices: an estimate that says when it was true and what it leaves out. */
import type { ComputeEnvironment } from "../job/job-queue.ts";
import type { JobSize } from "../job/report.ts";

/** When the prices below were read, and where they count. Source: AWS's price pages for Fargate and EC2 on demand, Linux. */
export const listPricesOf = { month: "January 2025", region: "us-west-2" } as const;

type Rate = { usdPerVcpuHour: number; usdPerGiBHour: number };

const rates: Readonly<Record<"FARGATE" | "EC2", Rate>> = {
  FARGATE: { usdPerVcpuHour: 0.04048, usdPerGiBHour: 0.004445 },
  // What a vCPU and a GiB come to across the sizes of c5, m5 and r5; newer families are within a few percent.
  EC2: { usdPerVcpuHour: 0.0357, usdPerGiBHour: 0.0034 },
};

export type ListPrice = {
  /** Of all children of an array together. */
  usdPerHour: number;
  /** Some of it may run on spot machines, which cost less. */
  maybeSpot: boolean;
  /** GPUs are not in it: what one costs depends on its kind, which the queue decides. */
  withoutGpus: boolean;
};

export type Priced = {
  size: JobSize;
  /** 1 for what is no array. */
  children: number;
  environments: readonly ComputeEnvironment[];
  region: string;
};

/** The highest of what its queue's machines would cost; undefined where nobody can say. */
export function listPriceOf({ size, children, environments, region }: Priced): ListPrice | undefined {
  const usable = environments.filter(({ enabled, valid }) => enabled && valid);
  const kinds = usable.map(({ kind }) => kind);
  if (region !== listPricesOf.region || kinds.length === 0 || !kinds.every(isPriced)) return undefined;
  const hourly = kinds.map((kind) => {
    const { usdPerVcpuHour, usdPerGiBHour } = rates[kind.startsWith("FARGATE") ? "FARGATE" : "EC2"];
    return size.vcpus * usdPerVcpuHour + (size.memoryMiB / 1_024) * usdPerGiBHour;
  });
  return {
    usdPerHour: Math.max(...hourly) * children,
    maybeSpot: kinds.some((kind) => kind.endsWith("SPOT")),
    withoutGpus: size.gpus > 0,
  };
}

/** Of machines that the lab brings itself AWS's list says nothing. */
function isPriced(kind: ComputeEnvironment["kind"]): boolean {
  return kind !== "unmanaged" && kind !== "EKS";
}
