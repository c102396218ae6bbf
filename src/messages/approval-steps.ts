/** What a manager may press. */

import { totalOf } from "../domain/approval.ts";
import type { Job } from "../domain/job.ts";
import { oneLine } from "./clean-text.ts";
import { cut } from "./cut.ts";
import type { NextStep } from "./next-step.ts";
import { personName } from "./people.ts";
import { sizeWords } from "./size.ts";

export function approveStep(job: Job): NextStep {
  return { verb: "approve", step: "yes", label: "Approve", value: job.id, style: "primary" };
}

/** What it would allow is said before it is given. */
export function standingStep(job: Job, ownerName: string): NextStep {
  const isForCommands = job.approval?.needs.some(({ what }) => what === "command") === true;
  const definition = isForCommands ? job.definition.replace(/:\d+$/, "") : job.definition;
  const commands = isForCommands ? " with any command" : "";
  const text = `Jobs of ${personName(ownerName)} for ${job.pi} that run ${definition}${commands}, each up to ${sizeWords(totalOf(job.asked))} in all, are sent for 30 days without asking.`;
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
  return { verb: "approve", step: "all", label: "Show all", value: job.id };
}
