import type { Job } from "../domain/job.ts";
import { spoken } from "./block.ts";
import { jobName, memberName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { say } from "./prose.ts";

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
