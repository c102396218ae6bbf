/** What a manager may press. */

import { totalOf } from "../../domain/approval/approval.ts";
import type { Job } from "../../domain/job/job.ts";
import { jobStep } from "../job/job-steps.ts";
import { sizeWords } from "../job/size.ts";
import { personName } from "../people/people.ts";
import { oneLine } from "../text/clean-text.ts";
import { cut } from "../text/cut.ts";
import type { NextStep } from "../text/next-step.ts";
import { counted } from "../text/numbers.ts";

export function approveStep(job: Job): NextStep {
  const { size } = job.approval?.together ?? {};
  const label = size === undefined ? "Approve" : `Approve ${counted(size, "job")}`;
  return { verb: "approve", step: "yes", label, value: job.id, style: "primary" };
}

/** What it would allow is said before it is given. */
export function standingStep(job: Job, ownerName: string): NextStep {
  const isForCommands = job.approval?.needs.some(({ what }) => what === "command") === true;
  const definition = isForCommands ? job.definition.replace(/:\d+$/, "") : job.definition;
  const isMany = job.approval?.together !== undefined;
  const commands = isForCommands ? " with any command" : "";
  const text = `Jobs of ${personName(ownerName)} for ${job.pi} that run ${definition}${commands}, each up to ${sizeWords(totalOf(job.asked))} in all${isMany ? ", alone or together" : ""}, are sent for 30 days without asking.`;
  return {
    verb: "approve",
    step: "standing",
    label: "Approve such jobs for 30 days",
    value: job.id,
    confirm: {
      title: { type: "plain_text", text: "For 30 days?" },
      text: { type: "plain_text", text: cut(oneLine(text), 300) },
      confirm: { type: "plain_text", text: "Approve" },
      deny: { type: "plain_text", text: "Not now" },
    },
  };
}

export function denyStep(job: Job): NextStep {
  return { verb: "deny", step: "why", label: "Deny", value: job.id, style: "danger" };
}

/** To read, before it is decided. */
export function showAllStep(job: Job): NextStep {
  const label = job.approval?.together === undefined ? "Show all" : "Details";
  return { verb: "approve", step: "all", label, value: job.id };
}

/** Many have none but on their card. */
export function detailsStep(job: Job): NextStep | undefined {
  return job.approval?.together === undefined ? jobStep("status", job) : undefined;
}

/** For its owner. */
export function waitingSteps(job: Job): (NextStep | undefined)[] {
  return [
    job.approval?.together === undefined ? jobStep("cancel", job) : cancelAllStep(job),
    detailsStep(job),
  ];
}

/** Of many jobs. */
export function cancelAllStep(job: Pick<Job, "id">): NextStep {
  return { verb: "cancel", step: "batch", label: "Cancel all", value: job.id };
}
