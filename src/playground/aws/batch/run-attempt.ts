// One attempt of a job, from STARTING to its end, and what the end means.

import { randomBytes } from "node:crypto";
import type { BatchWorld } from "./batch-world.ts";
import { containerCommand, containerEnvironment } from "./container-input.ts";
import type { Container, ContainerExit } from "./containers.ts";
import { freeCapacity } from "./free-capacity.ts";
import { type Attempt, type EndCause, isFinal, type Job, requiredMemoryMiB } from "./job.ts";
import { logTarget } from "./log-target.ts";
import { makeRunnable } from "./make-runnable.ts";
import { moveJob } from "./move-job.ts";
import { clusterName, isFargate } from "./queues.ts";
import { isRetried } from "./retry.ts";

const maxOverridesBytes = 8192;

export function startAttempt(world: BatchWorld, job: Job): void {
  job.current = {};
  job.startedAt = undefined;
  moveJob(world, job, "STARTING");
  world.timers.after(world.timings.startingMs, () => {
    if (job.status !== "STARTING") return;
    if (job.overridesBytes > maxOverridesBytes)
      failStarting(world, job, `Container Overrides length must be at most ${maxOverridesBytes}`);
    else void run(world, job);
  });
}

/** Ends a job in STARTING, before there is a container. */
export function failStarting(world: BatchWorld, job: Job, reason: string): void {
  moveJob(world, job, "FAILED", reason);
  freeCapacity(world, job);
}

async function run(world: BatchWorld, job: Job): Promise<void> {
  const { region, account } = taskPlace(job);
  const taskId = randomBytes(16).toString("hex");
  const cluster = job.environment ? clusterName(job.environment) : "default";
  const taskArn = `arn:aws:ecs:${region}:${account}:task/${cluster}/${taskId}`;
  const target = logTarget(job, taskId, region);
  const logs = target && world.logsOf(account, target.region);
  const started = await world.containers.start({
    id: job.id,
    command: containerCommand(job),
    environment: containerEnvironment(job),
    memoryMiB: requiredMemoryMiB(job.container),
    onLines: (lines) => target && logs?.append(target.group, target.stream, lines),
  });
  if (started.kind === "not-started") {
    if (isFinal(job.status)) return;
    job.current = { taskArn, exitCode: started.exitCode, reason: started.reason };
    finishAttempt(world, job, "Task failed to start");
    return;
  }
  if (target) logs?.append(target.group, target.stream, []);
  job.current = { taskArn, ...(target && { logStreamName: target.stream }) };
  job.startedAt = Date.now();
  follow(world, job, started.container);
  // A stop can arrive while the process is being made.
  if (isFinal(job.status)) job.running?.end("terminate");
  else moveJob(world, job, "RUNNING");
}

function follow(world: BatchWorld, job: Job, container: Container): void {
  let cause: EndCause | undefined;
  const end = (next: EndCause) => {
    if (cause !== undefined) return;
    cause = next;
    container.stop(next === "reclaim" ? 0 : world.timings.graceMs);
  };
  job.running = { pid: container.pid, end };
  const cancelTimeout =
    job.timeoutSeconds === undefined
      ? undefined
      : world.timers.after(job.timeoutSeconds * world.timings.secondMs, () => end("timeout"));
  void container.exited.then((exit) => {
    cancelTimeout?.();
    job.running = undefined;
    if (isFinal(job.status)) freeCapacity(world, job);
    else finishAttempt(world, job, applyExit(job, exit, cause), cause);
  });
}

/** Writes how the container ended into the job; returns the attempt's status reason. */
function applyExit(job: Job, exit: ContainerExit, cause: EndCause | undefined): string {
  const fargate = job.environment !== undefined && isFargate(job.environment);
  if (cause !== "reclaim" || fargate) job.current.exitCode = exit.exitCode;
  if (exit.isOutOfMemory) job.current.reason = "OutOfMemoryError: Container killed due to memory usage";
  switch (cause) {
    case "timeout":
      return "Job attempt duration exceeded timeout";
    case "terminate":
      return job.stop?.reason ?? "";
    case "reclaim":
      return fargate
        ? "Your Spot Task was interrupted."
        : `Host EC2 (instance i-0${randomBytes(8).toString("hex")}) terminated.`;
    case undefined:
      return "Essential container in task exited";
  }
}

function finishAttempt(world: BatchWorld, job: Job, statusReason: string, cause?: EndCause): void {
  const attempt: Attempt = {
    container: { ...job.current, networkInterfaces: [] },
    ...(job.startedAt !== undefined && { startedAt: job.startedAt }),
    stoppedAt: Date.now(),
    statusReason,
  };
  job.attempts = [...job.attempts, attempt];
  freeCapacity(world, job);
  if (cause === undefined && job.current.exitCode === 0) {
    moveJob(world, job, "SUCCEEDED", statusReason);
    return;
  }
  const mayRetry = job.stop === undefined && cause !== "timeout";
  if (mayRetry && isRetried(job.retryStrategy, job.attempts)) {
    job.current = {};
    job.startedAt = undefined;
    makeRunnable(world, job, world.timings.retryMs, statusReason);
    return;
  }
  moveJob(world, job, "FAILED", job.stop?.reason ?? statusReason);
}

function taskPlace(job: Job): { region: string; account: string } {
  return { region: job.arn.split(":")[3] ?? "", account: job.account };
}
