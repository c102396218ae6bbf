import type { Job } from "../../domain/job/job.ts";
import { jobSteps } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { type Stopper, stateClause } from "../job/state-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";
import { typed } from "../text/typed.ts";

/** Only what has ended is run again. */
export function notEnded(job: Job, people: Stopper): Message {
  return spoken(
    say`${jobName(job)} has not ended: it ${stateClause(job, people)}. Wait for its end or cancel it, and then retry it; to run the same beside it, submit it again with ${typed("submit")}. Nothing was submitted.`,
    buttons(...jobSteps(job)),
  );
}
