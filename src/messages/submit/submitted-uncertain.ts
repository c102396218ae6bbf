import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import { link } from "../text/link.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

/** AWS has not said whether it took the job: whoever submits again now may run it twice. */
export function submittedUncertain(job: Job, { cardLink }: { cardLink?: string } = {}): Message {
  const thread = cardLink === undefined ? say`its thread` : link(cardLink, "its thread");
  return spoken(
    say`AWS has not answered yet whether it took ${jobName(job)}. I am looking for it and will say so in ${thread}. Please do not submit it again.`,
    buttons(jobStep("cancel", job), jobStep("status", job)),
  );
}
