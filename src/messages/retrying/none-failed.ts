import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

/** The logs of the failed children were asked for, and none is known to have failed. */
export function noneFailed(job: Job): Message {
  const prose =
    job.asked.arraySize === undefined
      ? say`${jobName(job)} is no array, so it has no children that could have failed.`
      : say`No child of ${jobName(job)} is known to have failed${isEnded(job.state) ? "" : " so far"}.`;
  return spoken(prose, buttons(jobStep("status", job)));
}
