// One attempt of a job, from STARTING to its end, and what the end means.

import { randomBytes } from "node:crypto";
import type { BatchWorld } from "./batch-world.ts";
import { containerCommand, containerEnvironment, containerId } from "./container-input.ts";
import type { Container, ContainerExit } from "./containers.ts";
import { freeCapacity } from "./free-capacity.ts";
import {
  type Attempt,
  type ContainerState,
  type EndCause,
  isFinal,
  type Job,
  requiredMemoryMiB,
} from "./job.ts";
import { logTarget } from "./log-target.ts";
import { makeRunnable } from "./make-runnable.ts";
import { moveJob } from "./move-job.ts";
import { mainPart, mainState, type Part } from "./parts.ts";
import { clusterName, isFargate } from "./queues.ts";
import { isRetried } from "./retry.ts";

const maxOverridesBytes = 8192;

export function startAttempt(world: BatchWorld, job: Job): void {
  job.states = [];
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
  const ofAll = newTask(job);
  const started = await Promise.all(
    job.parts.map((_part, index) =>
      startPart(world, job, { index, task: job.layout.kind === "nodes" ? newTask(job) : ofAll }),
    ),
  );
  job.states = started.map(({ state }) => state);
  const containers = started.flatMap(({ container }) => container ?? []);
  if (containers.length < started.length) {
    for (const container of containers) container.stop(0);
    if (isFinal(job.status)) return;
    finishAttempt(world, job, { statusReason: "Task failed to start" });
    return;
  }
  job.startedAt = Date.now();
  follow(world, job, containers);
  // A stop can arrive while the process is being made.
  if (isFinal(job.status)) job.running?.end("terminate");
  else moveJob(world, job, "RUNNING");
}

type Task = { id: string; arn: string; region: string };

function newTask(job: Job): Task {
  const { region, account } = taskPlace(job);
  const id = randomBytes(16).toString("hex");
  const cluster = job.environment ? clusterName(job.environment) : "default";
  return { id, region, arn: `arn:aws:ecs:${region}:${account}:task/${cluster}/${id}` };
}

type StartedPart = { state: ContainerState; container?: Container };

async function startPart(
  world: BatchWorld,
  job: Job,
  { index, task }: { index: number; task: Task },
): Promise<StartedPart> {
  const part = job.parts[index] as Part;
  const target = logTarget(job, part, task);
  const logs = target && world.logsOf(job.account, target.region);
  const started = await world.containers.start({
    id: containerId(job, index),
    command: containerCommand(job, part),
    environment: containerEnvironment(job, index),
    memoryMiB: requiredMemoryMiB(part.properties),
    onLines: (lines) => target && logs?.append(target.group, target.stream, lines),
  });
  const taskArn = task.arn;
  if (started.kind === "not-started") {
    const { exitCode, reason } = started;
    return { state: { taskArn, exitCode, reason } };
  }
  if (target) logs?.append(target.group, target.stream, []);
  const state = { taskArn, ...(target && { logStreamName: target.stream }) };
  return { state, container: started.container };
}

function follow(world: BatchWorld, job: Job, containers: readonly Container[]): void {
  let cause: EndCause | undefined;
  const running = new Set(containers);
  const stopAll = (graceMs: number) => {
    for (const container of running) container.stop(graceMs);
  };
  const end = (next: EndCause) => {
    if (cause !== undefined) return;
    cause = next;
    stopAll(next === "reclaim" ? 0 : world.timings.graceMs);
  };
  job.running = { pid: containers[mainPart(job)]?.pid ?? 0, end };
  const cancelTimeout =
    job.timeoutSeconds === undefined
      ? undefined
      : world.timers.after(job.timeoutSeconds * world.timings.secondMs, () => end("timeout"));
  const exits = containers.map(async (container, index) => {
    const exit = await container.exited;
    running.delete(container);
    noteExit(job, { index, exit, cause });
    if (endsAttempt(job, index)) stopAll(world.timings.graceMs);
  });
  void Promise.all(exits).then(() => {
    cancelTimeout?.();
    job.running = undefined;
    if (isFinal(job.status)) freeCapacity(world, job);
    else finishAttempt(world, job, { statusReason: whyEnded(job, cause), cause });
  });
}

/** An essential container takes the others with it, and so does a node that fails. */
function endsAttempt({ layout, parts, states }: Job, index: number): boolean {
  return parts[index]?.isEssential === true || (layout.kind === "nodes" && states[index]?.exitCode !== 0);
}

type Exit = { index: number; exit: ContainerExit; cause: EndCause | undefined };

function noteExit(job: Job, { index, exit, cause }: Exit): void {
  const { exitCode, isOutOfMemory } = exit;
  const state: ContainerState = { ...job.states[index] };
  if (cause !== "reclaim" || isOnFargate(job)) state.exitCode = exitCode;
  if (isOutOfMemory) state.reason = "OutOfMemoryError: Container killed due to memory usage";
  job.states = job.states.with(index, state);
}

/** The attempt's status reason. */
function whyEnded(job: Job, cause: EndCause | undefined): string {
  switch (cause) {
    case "timeout":
      return "Job attempt duration exceeded timeout";
    case "terminate":
      return job.stop?.reason ?? "";
    case "reclaim":
      return isOnFargate(job)
        ? "Your Spot Task was interrupted."
        : `Host EC2 (instance i-0${randomBytes(8).toString("hex")}) terminated.`;
    case undefined:
      return "Essential container in task exited";
  }
}

function isOnFargate({ environment }: Job): boolean {
  return environment !== undefined && isFargate(environment);
}

type Finish = { statusReason: string; cause?: EndCause | undefined };

function finishAttempt(world: BatchWorld, job: Job, { statusReason, cause }: Finish): void {
  const attempt: Attempt = {
    container: { ...mainState(job), networkInterfaces: [] },
    states: job.states,
    ...(job.startedAt !== undefined && { startedAt: job.startedAt }),
    stoppedAt: Date.now(),
    statusReason,
  };
  job.attempts = [...job.attempts, attempt];
  freeCapacity(world, job);
  if (cause === undefined && hasSucceeded(job)) {
    moveJob(world, job, "SUCCEEDED", statusReason);
    return;
  }
  const mayRetry = job.stop === undefined && cause !== "timeout";
  if (mayRetry && isRetried(job.retryStrategy, job.attempts)) {
    job.states = [];
    job.startedAt = undefined;
    makeRunnable(world, job, world.timings.retryMs, statusReason);
    return;
  }
  moveJob(world, job, "FAILED", job.stop?.reason ?? statusReason);
}

/** What is not essential may end as it likes; a node may be stopped with the main one. */
function hasSucceeded(job: Job): boolean {
  return mainState(job).exitCode === 0;
}

function taskPlace(job: Job): { region: string; account: string } {
  return { region: job.arn.split(":")[3] ?? "", account: job.account };
}
