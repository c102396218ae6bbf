// The way from SUBMITTED to RUNNABLE: past the dependencies, into the queue.

import type { BatchWorld } from "./batch-world.ts";
import { isFinal, type Job } from "./job.ts";
import { makeRunnable } from "./make-runnable.ts";
import { failWaiting, moveJob } from "./move-job.ts";

export function admit(world: BatchWorld, job: Job): void {
  world.timers.after(world.timings.submittedMs, () => {
    if (job.array?.kind === "parent") admitArray(world, job, job.array.children);
    else admitOne(world, job);
  });
}

function admitArray(world: BatchWorld, parent: Job, children: Job[]): void {
  if (isFinal(parent.status)) return;
  if (children.every(({ waitsFor }) => waitsFor.size > 0)) moveJob(world, parent, "PENDING");
  const [free, bound] = parted(children, ({ waitsFor, isDoomed }) => waitsFor.size === 0 && !isDoomed);
  for (const child of bound) admitOne(world, child);
  world.timers.after(world.timings.pendingMs, () => {
    for (const child of free)
      if (child.status === "SUBMITTED") makeRunnable(world, child, world.timings.runnableMs);
  });
}

function parted(jobs: Job[], belongs: (job: Job) => boolean): [Job[], Job[]] {
  return [jobs.filter(belongs), jobs.filter((job) => !belongs(job))];
}

function admitOne(world: BatchWorld, job: Job): void {
  if (isFinal(job.status)) return;
  if (job.isDoomed) {
    failWaiting(world, job);
    return;
  }
  // PENDING is for those that wait for others; everybody else goes on to the queue.
  if (job.waitsFor.size > 0) moveJob(world, job, "PENDING");
  else intoQueue(world, job, "SUBMITTED");
}

function intoQueue(world: BatchWorld, job: Job, from: Job["status"]): void {
  world.timers.after(world.timings.pendingMs, () => {
    if (job.stop) failWaiting(world, job);
    else if (job.status === from) makeRunnable(world, job, world.timings.runnableMs);
  });
}

/** Lets a PENDING job on, once nothing is left to wait for. */
export function release(world: BatchWorld, job: Job): void {
  if (job.waitsFor.size === 0) intoQueue(world, job, "PENDING");
}
