/** Whether what a job asks for fits the machines of its queue: what is wrong, with the nearest that would fit. */
import { fitFargate } from "./fargate.ts";
import type { ComputeEnvironment, JobQueue } from "./job-queue.ts";

export function vcpusFit(
  vcpus: number,
  environments: readonly ComputeEnvironment[],
  queue: JobQueue,
): string[] {
  const most = Math.max(
    ...environments.map((environment) => environment.maxVcpus ?? Number.POSITIVE_INFINITY),
  );
  if (vcpus <= most) return [];
  return [
    `The job asks for ${vcpus} vCPUs and queue ${queue.name} has machines for ${most} at most: ask for ${most} or fewer.`,
  ];
}

export function fargateFits(
  size: { vcpus: number; memoryMiB: number },
  environments: readonly ComputeEnvironment[],
  queue: JobQueue,
): string[] {
  if (!environments.every((environment) => environment.kind.startsWith("FARGATE"))) return [];
  const fit = fitFargate(size);
  if (fit.fits) return [];
  const { vcpus, memoryMiB } = fit.nearest;
  return [
    `Queue ${queue.name} runs on Fargate, which takes only certain pairs: the nearest that holds this job is --vcpus ${vcpus} --memory ${memoryMiB}M.`,
  ];
}

/** Families of instance types that carry GPUs; "optimal" and the families of plain machines do not. */
const gpuFamily = /^(p|gr?)\d/;

export function gpusFit(
  gpus: number,
  environments: readonly ComputeEnvironment[],
  queue: JobQueue,
): string[] {
  if (gpus === 0) return [];
  const some = environments.some(
    ({ kind, instanceTypes }) =>
      !kind.startsWith("FARGATE") &&
      (instanceTypes.length === 0 || instanceTypes.some((type) => gpuFamily.test(type))),
  );
  return some
    ? []
    : [`Queue ${queue.name} has no machine with a GPU: leave out --gpus or use another queue.`];
}
