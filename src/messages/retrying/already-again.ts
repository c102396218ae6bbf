import type { DraftId } from "../../domain/ids.ts";
import type { Job } from "../../domain/job/job.ts";
import { jobSteps } from "../job/job-steps.ts";
import { jobId, jobName } from "../job/job-words.ts";
import { type Stopper, stateClause } from "../job/state-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

/** Pressed twice, or another was quicker: nothing more was submitted. `form`: what was filled in, to be sent all the same. */
export function alreadyAgain(newest: Job, people: Stopper, form?: DraftId): Message {
  const id = jobId(newest);
  return spoken(
    say`${jobName(newest)} was already run again by ${people.ownerName}: it${id && say` (${id})`} ${stateClause(newest, people)}. Nothing more was submitted.`,
    buttons(
      form && { verb: "submit", step: "edit", label: "Open in the form", value: form },
      ...jobSteps(newest, { leftOut: form === undefined ? [] : ["edit"] }),
    ),
  );
}
