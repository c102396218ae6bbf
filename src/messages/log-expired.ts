import type { Job } from "../domain/job.ts";
import { buttons, spoken } from "./block.ts";
import { jobStep } from "./job-steps.ts";
import { memberName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { moment } from "./moment.ts";
import { say } from "./prose.ts";

export function logExpired(job: Job): Message {
  const ended = job.facts?.head.stoppedAtMs;
  const when = ended === undefined ? undefined : say`, and the job ${moment(ended, "ended")}`;
  return spoken(
    say`The log of ${memberName(job)} is gone: AWS keeps logs only for a time${when}.`,
    buttons(jobStep("status", job)),
  );
}
