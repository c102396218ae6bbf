import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { memberName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { moment } from "../text/moment.ts";
import { say } from "../text/prose.ts";

export function logExpired(job: Job): Message {
  const ended = job.facts?.head.stoppedAtMs;
  const when = ended === undefined ? undefined : say`, and the job ${moment(ended, "ended")}`;
  return spoken(
    say`The log of ${memberName(job)} is gone: AWS keeps logs only for a time${when}.`,
    buttons(jobStep("status", job)),
  );
}
