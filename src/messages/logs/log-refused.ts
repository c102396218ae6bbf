import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { memberName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { code, say } from "../text/prose.ts";

/** AWS does not let the lab's role read it: most often a group of the lab's own, which nobody has thought of. */
export function logRefused(job: Job, { group, region }: { group: string; region: string }): Message {
  return spoken(
    say`AWS does not let me read the log of ${memberName(job)}: the role for ${job.pi} lacks ${code("logs:GetLogEvents")} on the group ${code(group, 200)} in ${region}. An admin can mend that.`,
    buttons(jobStep("status", job)),
  );
}
