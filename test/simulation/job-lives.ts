import type { Clock } from "../../src/lifecycle/clock.ts";
import { type BatchJob, isOver, type Status } from "./batch-job.ts";
import type { Chance } from "./chance.ts";

export type JobLives = {
  clock: Clock;
  chance: Chance;
  /** How long a job takes, of its usual time: some worlds are full of quick ones. */
  tempo: number;
  /** It went from one status to another. */
  onChange(job: BatchJob): void;
};

/** Lets a job live from its submission to its end. */
export function live(lives: JobLives, job: BatchJob): void {
  if (job.children.length > 0) liveAsArray(lives, job);
  else
    later(lives, job, [50, 3_000], () => (lives.chance.happens(0.2) ? pend(lives, job) : wait(lives, job)));
}

/** A stop reaches it: not at once, and not if it has ended by then. */
export function terminate(lives: JobLives, job: BatchJob, reason: string): void {
  if (isOver(job) || job.stopped !== undefined) return;
  job.stopped = reason;
  for (const child of job.children) terminate(lives, child, reason);
  lives.clock.after(lives.chance.spread(100, 30_000), () => {
    if (isOver(job)) return;
    const { children } = job;
    if (children.length > 0 && !children.every(isOver)) {
      for (const child of children) if (!isOver(child)) stopNow(lives, child, reason);
    }
    stopNow(lives, job, reason);
  });
}

function stopNow(lives: JobLives, job: BatchJob, reason: string): void {
  if (job.status === "RUNNING") endAttempt(lives, job, { exitCode: 143 }, reason);
  job.isTerminated = true;
  finish(lives, job, "FAILED", reason);
}

function liveAsArray(lives: JobLives, parent: BatchJob): void {
  later(lives, parent, [50, 3_000], () => {
    become(lives, parent, "PENDING");
    for (const child of parent.children)
      live({ ...lives, onChange: (each) => childChanged(lives, parent, each) }, child);
  });
}

function childChanged(lives: JobLives, parent: BatchJob, child: BatchJob): void {
  lives.onChange(child);
  if (!parent.children.every(isOver)) return;
  lives.clock.after(lives.chance.spread(100, 5_000), () => {
    if (isOver(parent)) return;
    if (parent.children.every(({ status }) => status === "SUCCEEDED"))
      finish(lives, parent, "SUCCEEDED", undefined);
    else finish(lives, parent, "FAILED", "Array Child Job failed");
  });
}

function pend(lives: JobLives, job: BatchJob): void {
  become(lives, job, "PENDING");
  later(lives, job, [500, 60_000], () => wait(lives, job));
}

function wait(lives: JobLives, job: BatchJob): void {
  become(lives, job, "RUNNABLE");
  later(lives, job, [500, 300_000], () => {
    if (!lives.chance.happens(0.02)) return start(lives, job);
    finish(lives, job, "FAILED", "Canceled by JobStateTimeLimit action due to reason: CAPACITY");
  });
}

function start(lives: JobLives, job: BatchJob): void {
  become(lives, job, "STARTING");
  later(lives, job, [500, 60_000], () => {
    if (!lives.chance.happens(0.05)) return run(lives, job);
    job.attempts.push({
      statusReason: "Task failed to start",
      container: { reason: "CannotPullContainerError: manifest not found" },
    });
    tryAgainOrEnd(lives, job, "Task failed to start");
  });
}

function run(lives: JobLives, job: BatchJob): void {
  const { chance, clock } = lives;
  job.startedAtMs = clock.nowMs();
  job.current = {
    startedAt: clock.nowMs(),
    container: { logStreamName: `hello/default/${job.id}/${job.attempts.length}` },
  };
  become(lives, job, "RUNNING");
  later(lives, job, [300, 1_200_000], () => {
    const outcome = chance.weighed({ well: 14, "exit 1": 3, memory: 1, spot: 2 });
    const essential = "Essential container in task exited";
    switch (outcome) {
      case "well":
        endAttempt(lives, job, { exitCode: 0 }, essential);
        return finish(lives, job, "SUCCEEDED", essential);
      case "exit 1":
        endAttempt(lives, job, { exitCode: 1 }, essential);
        return tryAgainOrEnd(lives, job, essential);
      case "memory":
        endAttempt(lives, job, { exitCode: 137, reason: "OutOfMemoryError: Container killed" }, essential);
        return tryAgainOrEnd(lives, job, essential);
      case "spot":
        endAttempt(lives, job, {}, spotReclaim);
        return tryAgainOrEnd(lives, job, spotReclaim);
    }
  });
}

const spotReclaim = "Host EC2 (instance i-09e1b5d3c7a2f4860) terminated.";

/** An attempt stands in the list once it has ended. */
function endAttempt(
  { clock }: JobLives,
  job: BatchJob,
  container: { exitCode?: number; reason?: string },
  statusReason: string,
): void {
  const { current } = job;
  if (current === undefined) return;
  job.attempts.push({
    ...current,
    stoppedAt: clock.nowMs(),
    statusReason,
    container: { ...current.container, ...container },
  });
  delete job.current;
}

function tryAgainOrEnd(lives: JobLives, job: BatchJob, reason: string): void {
  const { attempts = 1, evaluateOnExit } = job.request.retryStrategy ?? {};
  const mayRetry = evaluateOnExit === undefined || reason === spotReclaim;
  if (job.attempts.length < attempts && mayRetry) {
    job.statusReason = reason;
    wait(lives, job);
  } else {
    finish(lives, job, "FAILED", reason);
  }
}

function finish(lives: JobLives, job: BatchJob, status: Status, reason: string | undefined): void {
  job.stoppedAtMs = lives.clock.nowMs();
  if (reason !== undefined) job.statusReason = reason;
  become(lives, job, status);
}

function become({ onChange }: JobLives, job: BatchJob, status: Status): void {
  job.status = status;
  onChange(job);
}

/** What is to come does not, if the job has ended meanwhile. */
function later(
  { clock, chance, tempo }: JobLives,
  job: BatchJob,
  [least, most]: [number, number],
  then: () => void,
) {
  clock.after(chance.spread(least, Math.max(least + 1, most * tempo)), () => {
    if (!isOver(job)) then();
  });
}
