import type { Job } from "../../domain/job/job.ts";
import { limits } from "../../domain/limits.ts";
import { personName } from "../people/people.ts";
import { paragraph } from "../text/block.ts";
import { type Form, textField } from "../text/form.ts";
import { say } from "../text/prose.ts";
import { askedName } from "./approval-words.ts";

export const denyTitle = "Deny a job";

/** A no without a reason helps nobody. */
export function denyForm(
  job: Pick<Job, "name" | "pi" | "approval">,
  { ownerName, reason }: { ownerName: string; reason: string },
): Form {
  return {
    title: denyTitle,
    submit: "Deny",
    blocks: [
      paragraph(say`${askedName(job)} of ${personName(ownerName)} for ${job.pi} will not be sent.`),
      textField({
        key: "reason",
        label: "Why not?",
        hint: `${personName(ownerName)} reads it in the job's thread.`,
        placeholder: "Too large for this month: use 64 vCPUs",
        value: reason,
        maxLength: limits.approvalReasonLength,
      }),
    ],
  };
}
