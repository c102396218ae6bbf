import type { Job } from "../domain/job/job.ts";
import { jobName, memberName } from "./job/job-words.ts";
import { spoken } from "./text/block.ts";
import type { Message } from "./text/message.ts";
import { say } from "./text/prose.ts";

/** AWS did not answer, and without its answer nothing safe can be shown. */
export function awsSilent(job: Job): Message {
  return spoken(
    say`AWS did not answer just now, so I cannot show the log of ${memberName(job)}. Try again in a moment.`,
  );
}

/** What a job was given is known to AWS alone. */
export function awsSilentAbout(job: Job): Message {
  return spoken(
    say`AWS did not answer just now, and only it knows with what ${jobName(job)} was submitted. Nothing was submitted; try again in a moment.`,
  );
}
