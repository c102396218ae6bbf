/** What follows from a try or a look-up for the next one. */

import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { Submission } from "../domain/submission/submission.ts";
import { growingPauseMs } from "../domain/time/growing-pause.ts";

/** AWS has too much to do, or was not reached: the pauses grow with the tries. */
export function throttledPauseMs({ tries }: Submission, chance: number): number {
  const bounds = { firstMs: limits.submissionRetryMs, mostMs: limits.submissionRetryMaxMs };
  return growingPauseMs(bounds, tries, chance);
}

/** An account in trouble, or a lab that is gone from the labs file, is asked less and less often; it may come back. */
export function silencePauseMs({ submittedAtMs }: Job, nowMs: number): number {
  const growingMs = (nowMs - submittedAtMs) * limits.askGrowth;
  return Math.round(Math.min(Math.max(limits.submissionLookMs, growingMs), limits.submissionRetryMaxMs));
}

/** One more of its tries may have been taken. */
export function perhapsTaken(
  more: number,
  { perhapsTaken: before = 0 }: Submission,
): Pick<Submission, "perhapsTaken"> {
  return before + more === 0 ? {} : { perhapsTaken: before + more };
}

/** A try of which nobody knows, or that a dead process left: counted once. */
export function doubted(submission: Submission): Submission {
  return submission.perhapsTaken === undefined ? { ...submission, perhapsTaken: 1 } : submission;
}
