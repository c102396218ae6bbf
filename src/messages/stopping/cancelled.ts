import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

/** AWS has been asked; the end itself comes as a report. */
export function cancelled(job: Job): Message {
  return spoken(
    say`AWS is told to stop ${jobName(job)}. Its card will show when it has ended.`,
    buttons(jobStep("status", job)),
  );
}
