import type { Job } from "../domain/job.ts";
import { buttons, spoken } from "./block.ts";
import { jobSteps } from "./job-steps.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { say } from "./prose.ts";
import { type Stopper, stateClause } from "./state-words.ts";

export function alreadyEnded(job: Job, people: Stopper): Message {
  return spoken(
    say`There is nothing left to stop: ${jobName(job)} ${stateClause(job, people)}.`,
    buttons(...jobSteps(job)),
  );
}
