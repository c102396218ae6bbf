import { fitFargate } from "./fargate.ts";

/** So many times the memory; on Fargate the least legal amount from there on, where the vCPUs allow one. */
export function memoryTimes(
  size: { vcpus: number; memoryMiB: number },
  times: number,
  { fargate }: { fargate: boolean },
): number {
  const memoryMiB = Math.ceil(size.memoryMiB * times);
  const fit = fargate ? fitFargate({ vcpus: size.vcpus, memoryMiB }) : undefined;
  return fit?.fits === false && fit.nearest.vcpus === size.vcpus ? fit.nearest.memoryMiB : memoryMiB;
}
