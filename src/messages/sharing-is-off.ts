import type { Job } from "../domain/job.ts";
import { spoken } from "./block.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { say } from "./prose.ts";

/** The labs file lets nobody share log lines of this lab. */
export function sharingIsOff(job: Job): Message {
  return spoken(
    say`Log lines of ${jobName(job)} are not shared through me: ${job.pi} has switched it off in the labs file.`,
  );
}
