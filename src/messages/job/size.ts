import type { JobSize } from "../../domain/job/report.ts";
import { counted, grouped } from "../text/numbers.ts";

/** `4 vCPU, 16 GiB`, `8 vCPU, 60.5 GiB, 1 GPU` */
export function sizeWords({ vcpus, memoryMiB, gpus }: JobSize): string {
  return [`${grouped(vcpus)} vCPU`, memoryWords(memoryMiB), ...(gpus > 0 ? [counted(gpus, "GPU")] : [])].join(
    ", ",
  );
}

/** `16 GiB`, `512 MiB` */
export function memoryWords(memoryMiB: number): string {
  return memoryMiB < 1024 ? `${grouped(memoryMiB)} MiB` : `${grouped(memoryMiB / 1024)} GiB`;
}
