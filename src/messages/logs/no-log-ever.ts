import type { Job } from "../../domain/job/job.ts";
import { failureOf } from "../../domain/telling/notices-of.ts";
import { jobStep } from "../job/job-steps.ts";
import { memberName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say, sentence, withCode } from "../text/prose.ts";

/** The container never started. `reason`: why, in AWS's words: said where there are no plain ones. */
export function noLogEver(job: Job, reason?: string): Message {
  const words = plainly(job) ?? reason;
  const why = words === undefined ? undefined : say`: ${withCode(words)}`;
  return spoken(
    sentence(say`${memberName(job)} has no log, because its container never started${why}`),
    buttons(jobStep("status", job)),
  );
}

function plainly(job: Job): string | undefined {
  if (job.state !== "failed") return undefined;
  const { cause, what, hasLog } = failureOf(job);
  return cause === "unknown" || hasLog ? undefined : what;
}
