// Puts a job into its queue, for its first attempt or one more.

import type { BatchWorld } from "./batch-world.ts";
import type { Job } from "./job.ts";
import { moveJob } from "./move-job.ts";

/** `stayMs` is the least time it stays RUNNABLE. */
export function makeRunnable(world: BatchWorld, job: Job, stayMs: number, statusReason?: string): void {
  job.isEligible = false;
  job.runnableAt = Date.now();
  job.queue.waiting.add(job);
  moveJob(world, job, "RUNNABLE", statusReason);
  world.timers.after(stayMs, () => {
    job.isEligible = true;
    world.schedule();
  });
}
