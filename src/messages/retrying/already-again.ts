import type { Job } from "../../domain/job/job.ts";
import { jobSteps } from "../job/job-steps.ts";
import { jobId, jobName } from "../job/job-words.ts";
import { type Stopper, stateClause } from "../job/state-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

/** Pressed twice, or another was quicker: nothing more was submitted. */
export function alreadyAgain(newest: Job, people: Stopper): Message {
  const id = jobId(newest);
  return spoken(
    say`${jobName(newest)} was already run again by ${people.ownerName}: it${id && say` (${id})`} ${stateClause(newest, people)}. Nothing more was submitted.`,
    buttons(...jobSteps(newest)),
  );
}
