import type { PiName } from "../domain/ids.ts";
import { spoken } from "./block.ts";
import { jobName } from "./job-words.ts";
import type { Message } from "./message.ts";
import { say } from "./prose.ts";

/** Only a manager's yes counts, and never for their own job. */
export function notYoursToApprove(job: { name: string; pi: PiName }, why: "own" | "managers-only"): Message {
  return spoken(
    why === "own"
      ? say`Nothing was decided: ${jobName(job)} is your own job, and nobody approves their own. Another manager of ${job.pi}, or an admin, has to. To take it back, cancel it.`
      : say`Nothing was decided: whether ${jobName(job)} is sent is for the managers of ${job.pi} to say. Ask one of them.`,
  );
}
