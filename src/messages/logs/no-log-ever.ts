import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { memberName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say, sentence, withCode } from "../text/prose.ts";

/** The container never started. `reason`: why, as a clause. */
export function noLogEver(job: Job, reason?: string): Message {
  const why = reason === undefined ? undefined : say`: ${withCode(reason)}`;
  return spoken(
    sentence(say`${memberName(job)} has no log, because its container never started${why}`),
    buttons(jobStep("status", job)),
  );
}
