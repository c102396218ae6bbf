import type { Job } from "../domain/job.ts";
import { buttons, spoken } from "./block.ts";
import { jobSteps } from "./job-steps.ts";
import { jobId, jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { say } from "./prose.ts";
import { type Stopper, stateClause } from "./state-words.ts";

/** Pressed twice, or another was quicker: nothing more was submitted. */
export function alreadyAgain(newest: Job, people: Stopper): Message {
  const id = jobId(newest);
  return spoken(
    say`${jobName(newest)} was already run again by ${people.ownerName}: it${id && say` (${id})`} ${stateClause(newest, people)}. Nothing more was submitted.`,
    buttons(...jobSteps(newest)),
  );
}
