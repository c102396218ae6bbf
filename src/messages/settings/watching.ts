import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { type Stopper, stateClause } from "../job/state-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import type { NextStep } from "../text/next-step.ts";
import { say } from "../text/prose.ts";

export type Watching = {
  watches: boolean;
  /** Where the end will be told; by direct message where they do not read along. */
  here: boolean;
};

/** Somebody asked to be called at the end of a job, or took it back. */
export function watching(job: Job, { watches, here }: Watching): Message {
  if (!watches)
    return spoken(
      say`You will not be told when ${jobName(job)} ends.`,
      buttons(watchStep(job, "Notify me after all")),
    );
  const how = here ? "mention you in its thread" : "write you a direct message";
  return spoken(say`I'll ${how} when ${jobName(job)} ends.`, buttons(watchStep(job, "Take it back")));
}

/** They asked for it when the job had ended already. */
export function nothingToWatch(job: Job, people: Stopper): Message {
  return spoken(
    say`There is nothing left to wait for: ${jobName(job)} ${stateClause(job, people)}.`,
    buttons(jobStep("status", job)),
  );
}

export function watchStep(job: Job, label = "Notify me"): NextStep {
  return { verb: "settings", step: "watch", label, value: job.id };
}

export function muteStep(job: Job): NextStep {
  return { verb: "settings", step: "mute", label: "Mute thread", value: job.id };
}
