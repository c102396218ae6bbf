// What the end of a job means for those that waited for it.

import type { BatchWorld } from "./batch-world.ts";
import type { Job } from "./job.ts";
import { failWaiting } from "./move-job.ts";
import { release } from "./release-job.ts";

export function settleDependents(world: BatchWorld, job: Job): void {
  const dependents = world.dependents.get(job.id) ?? [];
  world.dependents.delete(job.id);
  for (const dependent of dependents) {
    dependent.waitsFor.delete(job.id);
    if (job.status === "FAILED") failWaiting(world, dependent);
    else if (dependent.status === "PENDING") release(world, dependent);
  }
}
