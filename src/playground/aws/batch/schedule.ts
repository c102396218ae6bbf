// Starts what may start: queues by priority, each first in first out, bounded by vCPUs and processes.

import type { BatchWorld } from "./batch-world.ts";
import { type Job, requiredMemoryMiB, requiredVcpus } from "./job.ts";
import { failWaiting, moveJob } from "./move-job.ts";
import { type ComputeEnvironment, isUsable, type Queue } from "./queues.ts";
import { startAttempt } from "./run-attempt.ts";

export function schedule(world: BatchWorld): void {
  for (const account of world.accounts.values()) {
    const queues = [...account.queues.values()].sort(
      (a, b) => (b.seed.priority ?? 1) - (a.seed.priority ?? 1),
    );
    for (const queue of queues) while (startHead(world, queue));
  }
}

/** True when the head of the queue was started, so that the next may be looked at. */
function startHead(world: BatchWorld, queue: Queue): boolean {
  const [head] = queue.waiting;
  if (!head?.isEligible) return false;
  const reason = queue.blockedReason ?? impossibility(head);
  if (reason !== undefined) {
    reportBlocked(world, head, reason);
    return false;
  }
  const vcpus = requiredVcpus(head.container);
  const environment = queue.environments.find(
    (candidate) => isUsable(candidate) && candidate.usedVcpus + vcpus <= candidate.seed.maxvCpus,
  );
  if (!environment || !world.containers.hasRoom()) return false;
  world.containers.reserve();
  environment.usedVcpus += vcpus;
  head.environment = environment;
  queue.waiting.delete(head);
  startAttempt(world, head);
  return true;
}

function impossibility({ queue, container }: Job): string | undefined {
  const usable = queue.environments.filter(isUsable);
  const memoryMiB = requiredMemoryMiB(container) ?? 0;
  const holds = (environment: ComputeEnvironment) =>
    (environment.seed.maxMemoryMiB ?? Number.POSITIVE_INFINITY) >= memoryMiB;
  if (usable.length === 0) return "ACTION_REQUIRED - CE(s) associated with the job queue are invalid.";
  if (usable.every(({ seed }) => seed.maxvCpus < requiredVcpus(container)))
    return "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - CE(s) associated with the job queue cannot meet the CPU requirement of the job.";
  if (!usable.some(holds))
    return "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - The job resource requirement (vCPU/memory/GPU) is higher than that can be met by the CE(s) attached to the job queue.";
  return undefined;
}

function reportBlocked(world: BatchWorld, head: Job, reason: string): void {
  if (head.statusReason === reason) return;
  head.statusReason = reason;
  world.emit(head, "Batch Job Queue Blocked");
  world.changed(head);
  limitWaiting(world, head, reason);
}

/** The queue's own time limit for a job that blocks it. */
function limitWaiting(world: BatchWorld, head: Job, reason: string): void {
  const limit = head.queue.seed.jobStateTimeLimitActions?.find((action) => reason.startsWith(action.reason));
  if (!limit) return;
  world.timers.after(limit.maxTimeSeconds * world.timings.secondMs, () => {
    if (head.status !== "RUNNABLE" || head.statusReason !== reason) return;
    head.queue.waiting.delete(head);
    moveJob(world, head, "FAILED", `Canceled by JobStateTimeLimit action due to reason: ${limit.reason}`);
    schedule(world);
  });
}

/** Keeps the head of a queue from starting, or lets it go again with `undefined`. */
export function setBlocked(world: BatchWorld, queue: Queue, reason: string | undefined): void {
  queue.blockedReason = reason;
  if (reason === undefined) for (const job of queue.waiting) clearReason(world, job);
  schedule(world);
}

function clearReason(world: BatchWorld, job: Job): void {
  if (job.statusReason === undefined || job.attempts.length > 0) return;
  job.statusReason = undefined;
  world.changed(job);
}

/** Ends a job that has not started an attempt. */
export function withdraw(world: BatchWorld, job: Job): void {
  job.queue.waiting.delete(job);
  failWaiting(world, job);
  world.timers.after(0, () => schedule(world));
}
