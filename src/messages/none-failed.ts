import type { Job } from "../domain/job.ts";
import { isEnded } from "../domain/job-state.ts";
import { buttons, spoken } from "./block.ts";
import { jobStep } from "./job-steps.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { say } from "./prose.ts";

/** The logs of the failed children were asked for, and none is known to have failed. */
export function noneFailed(job: Job): Message {
  const prose =
    job.asked.arraySize === undefined
      ? say`${jobName(job)} is no array, so it has no children that could have failed.`
      : say`No child of ${jobName(job)} is known to have failed${isEnded(job.state) ? "" : " so far"}.`;
  return spoken(prose, buttons(jobStep("status", job)));
}
