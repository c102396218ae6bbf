import type { Job } from "../domain/job.ts";
import { buttons, spoken } from "./block.ts";
import { jobStep } from "./job-steps.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { say } from "./prose.ts";

/** AWS has been asked; the end itself comes as a report. */
export function cancelled(job: Job): Message {
  return spoken(
    say`AWS is told to stop ${jobName(job)}. Its card will show when it has ended.`,
    buttons(jobStep("status", job)),
  );
}
