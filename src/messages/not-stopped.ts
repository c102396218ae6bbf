import type { Job } from "../domain/job.ts";
import type { TroubleKind } from "../domain/trouble.ts";
import { buttons, spoken } from "./block.ts";
import { jobStep } from "./job-steps.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { type Prose, say } from "./prose.ts";

const sentences: Record<TroubleKind | "not-known-yet", (name: Prose) => Prose> = {
  "not-known-yet": (name) =>
    say`${name} has no id in AWS yet, so it cannot be stopped. Try again in a moment.`,
  permanent: (name) => say`AWS would not stop ${name}; it goes on as it was.`,
  later: (name) =>
    say`AWS did not take the stop of ${name} just now; it goes on as it was. Try again in a moment.`,
  unknown: (name) => say`AWS did not answer, so ${name} may or may not be stopping. Its thread will say.`,
};

/** AWS did not do as asked, or may not have. */
export function notStopped(job: Job, why: TroubleKind | "not-known-yet"): Message {
  return spoken(sentences[why](jobName(job)), buttons(jobStep("status", job)));
}
