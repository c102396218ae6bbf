import type { Job } from "../job/job.ts";
import { isEnded } from "../job/job-state.ts";
import { firstStartedAtMs } from "../job/job-times.ts";
import { limits } from "../limits.ts";

/**
 * How long a card rests after an edit. Of an array or a batch, which changes with each of its many, the pause grows with its
 * age: the number of edits grows with the logarithm of its time, whatever its size. A change of state is shown sooner.
 */
export function cardPauseMs(job: Job, nowMs: number): number {
  const isMany = job.asked.arraySize !== undefined || job.batchRow !== undefined;
  if (!isMany) return isEnded(job.state) ? 0 : limits.cardEditMs;
  const pauseMs = (nowMs - sinceMs(job)) * limits.cardPauseGrowth;
  return Math.min(Math.max(pauseMs, limits.cardEditMs), limits.cardEditMaxMs);
}

/** Children may tell more after the end: from then on it is counted anew. */
function sinceMs(job: Job): number {
  const head = job.facts?.head;
  if (isEnded(job.state)) return head?.stoppedAtMs ?? head?.observedAtMs ?? job.submittedAtMs;
  return firstStartedAtMs(job) ?? job.submittedAtMs;
}
