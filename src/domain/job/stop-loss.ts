/** What is lost when jobs are stopped: how many have begun, and the one that has run longest. */
import type { Job } from "./job.ts";
import type { State } from "./job-state.ts";
import { firstStartedAtMs } from "./job-times.ts";

export type StopLoss = {
  started: number;
  notStarted: number;
  /** Of those that have begun. */
  longest?: { job: Job; ranMs: number };
};

export function stopLoss(jobs: readonly Job[], nowMs: number): StopLoss {
  let longest: StopLoss["longest"];
  let started = 0;
  for (const job of jobs) {
    const startedAtMs = firstStartedAtMs(job);
    if (startedAtMs === undefined) continue;
    started += 1;
    const ranMs = Math.max(0, nowMs - startedAtMs);
    if (longest === undefined || ranMs > longest.ranMs) longest = { job, ranMs };
  }
  return { started, notStarted: jobs.length - started, ...(longest === undefined ? {} : { longest }) };
}

const unstarted: ReadonlySet<State> = new Set(["approval", "submitting", "submitted", "waiting"]);

/** Nothing is lost when it is stopped. */
export function isUnstarted({ state }: Pick<Job, "state">): boolean {
  return unstarted.has(state);
}
