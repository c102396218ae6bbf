import type { Job } from "../domain/job.ts";
import { buttons, spoken } from "./block.ts";
import { jobSteps } from "./job-steps.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { say } from "./prose.ts";
import { type Stopper, stateClause } from "./state-words.ts";
import { typed } from "./typed.ts";

/** Only what has ended is run again. */
export function notEnded(job: Job, people: Stopper): Message {
  return spoken(
    say`${jobName(job)} has not ended: it ${stateClause(job, people)}. Wait for its end or cancel it, and then retry it; to run the same beside it, submit it again with ${typed("submit")}. Nothing was submitted.`,
    buttons(...jobSteps(job)),
  );
}
