import type { PiName } from "../domain/ids.ts";
import { spoken } from "./block.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { personName } from "./people.ts";
import { say } from "./prose.ts";

/** The lab lets only owner and managers stop a job. */
export function ownerOnly(job: { name: string; pi: PiName }, ownerName: string): Message {
  return spoken(
    say`Nothing was stopped: in ${job.pi}, a job is stopped by its owner or a manager, and ${jobName(job)} is ${personName(ownerName)}'s. Ask them, or a manager of the lab.`,
  );
}
