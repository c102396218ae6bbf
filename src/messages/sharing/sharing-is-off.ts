import type { Job } from "../../domain/job/job.ts";
import { jobName } from "../job/job-words.ts";
import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";

/** The labs file lets nobody share log lines of this lab. */
export function sharingIsOff(job: Job): Message {
  return spoken(
    say`Log lines of ${jobName(job)} are not shared through me: ${job.pi} has switched it off in the labs file.`,
  );
}
