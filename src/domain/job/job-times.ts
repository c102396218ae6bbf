/** How long a job waited and ran: one rule for its card, its list line and what is said in its thread. */
import type { Attempt } from "./attempt.ts";
import type { Job } from "./job.ts";
import { isEnded } from "./job-state.ts";

/** The time all its attempts ran; of an array, from its first start to its end. Undefined if it never started or has not stopped. */
export function ranForMs(job: Job): number | undefined {
  const { facts } = job;
  if (facts === undefined) return undefined;
  const attempts = facts.attempts.flatMap((attempt) => attemptMs(attempt) ?? []);
  if (attempts.length > 0) return attempts.reduce((sum, each) => sum + each, 0);
  return between(firstStartedAtMs(job), facts.head.stoppedAtMs);
}

/** The time in the queue before the first attempt. */
export function waitedForMs(job: Job): number | undefined {
  return between(job.facts?.head.createdAtMs ?? job.submittedAtMs, firstStartedAtMs(job));
}

/** When the job began, an array with the first of its children. */
export function firstStartedAtMs({ facts, children }: Job): number | undefined {
  const starts = [facts?.firstStartedAtMs, children?.firstStartedAtMs].filter((start) => start !== undefined);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

/** When it ended, as far as AWS told; one that was never accepted, when it was submitted. */
export function endedAtMs({ state, facts, submittedAtMs }: Job): number | undefined {
  if (!isEnded(state)) return undefined;
  return facts?.head.stoppedAtMs ?? facts?.head.observedAtMs ?? submittedAtMs;
}

export function attemptMs({ startedAtMs, stoppedAtMs }: Attempt): number | undefined {
  return between(startedAtMs, stoppedAtMs);
}

function between(fromMs: number | undefined, toMs: number | undefined): number | undefined {
  return fromMs === undefined || toMs === undefined ? undefined : Math.max(0, toMs - fromMs);
}
