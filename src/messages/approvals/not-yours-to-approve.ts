import type { Job } from "../../domain/job/job.ts";
import { spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { say } from "../text/prose.ts";
import { askedName } from "./approval-words.ts";

/** Only a manager's yes counts, and never for their own job. */
export function notYoursToApprove(
  job: Pick<Job, "name" | "pi" | "approval">,
  why: "own" | "managers-only",
): Message {
  return spoken(
    why === "own"
      ? say`Nothing was decided: ${askedName(job)} is your own job, and nobody approves their own. Another manager of ${job.pi}, or an admin, has to. To take it back, cancel it.`
      : say`Nothing was decided: whether ${askedName(job)} is sent is for the managers of ${job.pi} to say. Ask one of them.`,
  );
}
