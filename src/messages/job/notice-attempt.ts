import type { Job } from "../../domain/job/job.ts";
import type { Notice } from "../../domain/telling/notice.ts";
import { buttons, message, paragraph } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { type Prose, say, sentence, withCode } from "../text/prose.ts";
import { jobStep } from "./job-steps.ts";
import { afterWords, jobName } from "./job-words.ts";

type AttemptEnded = Extract<Notice, { kind: "attempt" }>;

/** An attempt that AWS Batch will follow with another. */
export function attemptNotice(notice: AttemptEnded, job: Job): Message {
  const next = say`Attempt ${notice.attempt + 1} of ${notice.maxAttempts} is in the queue and starts from the beginning. Nothing to do.`;
  const prose = say`${whatHappened(notice)} ${next}`;
  const steps = notice.failure.hasLog ? [jobStep("logs", job)] : [];
  return message(say`${jobName(job)}: ${prose}`, paragraph(prose), buttons(...steps));
}

function whatHappened({ attempt, maxAttempts, ranMs, failure }: AttemptEnded): Prose {
  const after = afterWords(ranMs);
  if (failure.cause === "spot-reclaim") {
    return say`AWS took the machine back${after} (a spot reclaim, not a fault of your job).`;
  }
  return sentence(say`Attempt ${attempt} of ${maxAttempts} failed${after}: ${withCode(failure.what)}`);
}
