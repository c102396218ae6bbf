/** How long a job waited and ran: one rule for its card, its list line and what is said in its thread. */
import type { Attempt } from "./attempt.ts";
import type { Job } from "./job.ts";

/** The time all its attempts ran; of an array, from its first start to its end. Undefined if it never started or has not stopped. */
export function ranForMs({ facts }: Job): number | undefined {
  if (facts === undefined) return undefined;
  const attempts = facts.attempts.flatMap((attempt) => attemptMs(attempt) ?? []);
  if (attempts.length > 0) return attempts.reduce((sum, each) => sum + each, 0);
  const { startedAtMs, stoppedAtMs } = facts.head;
  return between(facts.firstStartedAtMs ?? startedAtMs, stoppedAtMs);
}

/** The time in the queue before the first attempt. */
export function waitedForMs({ facts, submittedAtMs }: Job): number | undefined {
  return between(facts?.head.createdAtMs ?? submittedAtMs, facts?.firstStartedAtMs);
}

export function attemptMs({ startedAtMs, stoppedAtMs }: Attempt): number | undefined {
  return between(startedAtMs, stoppedAtMs);
}

function between(fromMs: number | undefined, toMs: number | undefined): number | undefined {
  return fromMs === undefined || toMs === undefined ? undefined : Math.max(0, toMs - fromMs);
}
