import type { Job } from "../domain/job.ts";
import { buttons, spoken } from "./block.ts";
import { jobStep } from "./job-steps.ts";
import { memberName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { say, sentence, withCode } from "./prose.ts";

/** The container never started. `reason`: why, as a clause. */
export function noLogEver(job: Job, reason?: string): Message {
  const why = reason === undefined ? undefined : say`: ${withCode(reason)}`;
  return spoken(
    sentence(say`${memberName(job)} has no log, because its container never started${why}`),
    buttons(jobStep("status", job)),
  );
}
