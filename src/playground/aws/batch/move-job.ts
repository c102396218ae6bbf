// The one place where a job's status changes, and what follows: its event, its array, its dependents.

import type { BatchWorld } from "./batch-world.ts";
import { isFinal, type Job, type JobStatus } from "./job.ts";
import { nodesOf } from "./parts.ts";

export function moveJob(world: BatchWorld, job: Job, status: JobStatus, statusReason?: string): void {
  countInParent(job, job.status, status);
  job.status = status;
  job.statusReason = statusReason;
  if (isFinal(status)) job.stoppedAt = Date.now();
  world.emit(job, "Batch Job State Change");
  for (const node of nodesOf(job)) world.emit(node, "Batch Job State Change");
  world.changed(job);
  const parent = job.array?.kind === "child" ? job.array.parent : undefined;
  if (parent?.status === "SUBMITTED" && status === "RUNNABLE") moveJob(world, parent, "PENDING");
  if (!isFinal(status)) return;
  if (parent) finishParent(world, parent);
  // One at a time and later: a long chain that fails must not fail on one stack.
  world.timers.after(0, () => world.settleDependents(job));
}

/** What a job that waited for others becomes when one of them failed, or somebody stopped it meanwhile. */
export function failWaiting(world: BatchWorld, job: Job): void {
  if (!isFinal(job.status)) moveJob(world, job, "FAILED", job.stop?.reason ?? dependencyFailed);
}

const dependencyFailed = "Dependent Job failed";

function countInParent(job: Job, before: JobStatus, after: JobStatus): void {
  const array = job.array?.kind === "child" ? job.array.parent.array : undefined;
  if (array?.kind !== "parent") return;
  array.summary[before] -= 1;
  array.summary[after] += 1;
  array.summaryUpdatedAt = Date.now();
}

function finishParent(world: BatchWorld, parent: Job): void {
  const array = parent.array;
  if (array?.kind !== "parent" || isFinal(parent.status)) return;
  const { SUCCEEDED, FAILED } = array.summary;
  if (SUCCEEDED + FAILED < array.size) return;
  if (FAILED === 0) {
    moveJob(world, parent, "SUCCEEDED");
    return;
  }
  const neverStarted = array.children.every(({ statusReason }) => statusReason === dependencyFailed);
  const reason = neverStarted ? dependencyFailed : "Array Child Job failed";
  moveJob(world, parent, "FAILED", parent.stop?.reason ?? reason);
}
