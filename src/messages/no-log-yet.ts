import type { Job } from "../domain/job.ts";
import { isEnded } from "../domain/job-state.ts";
import { buttons, spoken } from "./block.ts";
import { jobStep } from "./job-steps.ts";
import { memberName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { say } from "./prose.ts";
import { stateWord } from "./state-words.ts";

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
