import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { type Prose, say } from "../text/prose.ts";

const sentences: Record<NotStopped, (name: Prose) => Prose> = {
  "not-known-yet": (name) =>
    say`${name} has no id in AWS yet, so it cannot be stopped. Try again in a moment.`,
  refused: (name) => say`AWS would not stop ${name}; it goes on as it was.`,
  "not yet": (name) =>
    say`AWS has not answered the stop of ${name} yet. I keep asking, and its card will show what comes of it.`,
};

/** `not yet`: AWS did not take it just now, or did not answer; it is asked again. */
type NotStopped = "not-known-yet" | "refused" | "not yet";

/** AWS did not do as asked, or has not yet. */
export function notStopped(job: Job, why: NotStopped): Message {
  return spoken(sentences[why](jobName(job)), buttons(jobStep("status", job)));
}
