import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

/** AWS had certainly not taken it. */
export function neverSent(job: Job): Message {
  return spoken(
    say`${jobName(job)} is stopped before AWS had it: it is not sent any more, and nothing runs.`,
    buttons(jobStep("status", job)),
  );
}

/** It waited for a yes. */
export function withdrawn(job: Job): Message {
  return spoken(
    say`${jobName(job)} is withdrawn: it was not sent to AWS, and nobody is asked for a yes any more.`,
    buttons(jobStep("status", job)),
  );
}
