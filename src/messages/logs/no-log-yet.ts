import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { jobStep } from "../job/job-steps.ts";
import { memberName } from "../job/job-words.ts";
import { stateWord } from "../job/state-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

/** The job has not come so far, or has written nothing that AWS has stored; also where it has just ended. */
export function noLogYet(job: Job): Message {
  const nothingStored =
    "AWS has stored no line of it so far. Lines usually appear within a minute of being written";
  const why = isEnded(job.state)
    ? say`it has just ended, and ${nothingStored}`
    : job.state === "running"
      ? say`it runs, but ${nothingStored}`
      : say`it is ${stateWord(job)}, and a log begins when the job runs`;
  return spoken(
    say`There is no log of ${memberName(job)} yet: ${why}.`,
    buttons({ ...jobStep("logs", job), label: "Look again" }, jobStep("status", job)),
  );
}
