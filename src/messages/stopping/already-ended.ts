import type { Job } from "../../domain/job/job.ts";
import { jobSteps } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { type Stopper, stateClause } from "../job/state-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

export function alreadyEnded(job: Job, people: Stopper): Message {
  return spoken(
    say`There is nothing left to stop: ${jobName(job)} ${stateClause(job, people)}.`,
    buttons(...jobSteps(job)),
  );
}
