import type { BatchWorld } from "./batch-world.ts";
import { type Job, requiredVcpus } from "./job.ts";

/** Gives back what the attempt held. */
export function freeCapacity(world: BatchWorld, job: Job): void {
  if (!job.environment) return;
  job.environment.usedVcpus -= requiredVcpus(job.container);
  job.environment = undefined;
  world.containers.free();
  world.timers.after(0, () => world.schedule());
}
