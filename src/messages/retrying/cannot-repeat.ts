import type { Job } from "../../domain/job/job.ts";
import { editSteps, jobStep } from "../job/job-steps.ts";
import { jobName } from "../job/job-words.ts";
import { buttons, spoken } from "../text/block.ts";
import type { Message } from "../text/message.ts";
import { joined, say, withCode } from "../text/prose.ts";

/** Secrets and environment values are not kept, and AWS has forgotten the job. `lost`: in words, code between backticks. */
export function cannotRepeat(job: Job, lost: readonly string[]): Message {
  const shown = lost.slice(0, 10).map(withCode);
  const more = lost.length > shown.length ? say` and ${lost.length - shown.length} more` : undefined;
  const edit = editSteps(job);
  const form = edit.length === 0 ? "" : ", or in the form";
  return spoken(
    say`AWS no longer knows ${jobName(job)} as it was submitted, and I keep no values that could be secret. So it cannot be repeated without ${joined(shown, ", ")}${more}. Give what is missing, as in ${withCode("`/batch retry … --env NAME=value`")}${form}. Nothing was submitted.`,
    buttons(...edit, jobStep("status", job)),
  );
}
