/** The buttons that fit a job's state. */
import type { Job } from "../domain/job.ts";
import { isEnded, type State } from "../domain/job-state.ts";
import type { NextStep } from "./next-step.ts";

type JobVerb = "logs" | "cancel" | "status" | "retry" | "edit";

const verbs: Record<State, readonly JobVerb[]> = {
  approval: ["cancel", "status"],
  submitting: ["cancel", "status"],
  submitted: ["cancel", "status"],
  waiting: ["cancel", "status"],
  starting: ["cancel", "status"],
  running: ["logs", "cancel", "status"],
  succeeded: ["logs", "retry", "status"],
  failed: ["retry", "edit", "logs", "status"],
  stopped: ["retry", "edit", "logs", "status"],
  lost: ["logs", "status"],
  rejected: ["edit", "status"],
};

const labels: Record<Exclude<JobVerb, "retry" | "edit">, string> = {
  logs: "Logs",
  cancel: "Cancel",
  status: "Details",
};

export function jobSteps(job: Job, leftOut: readonly JobVerb[] = []): NextStep[] {
  const hasLog =
    (job.facts?.attempts.length ?? 0) > 0 && !isEnded(job.state) && !verbs[job.state].includes("logs");
  const fitting: JobVerb[] = [...(hasLog ? ["logs" as const] : []), ...verbs[job.state]];
  const senseless: readonly JobVerb[] = job.stop === undefined ? leftOut : [...leftOut, "cancel"];
  return fitting
    .filter((verb) => !senseless.includes(verb))
    .flatMap((verb) => (verb === "edit" ? editSteps(job) : [jobStep(verb, job)]));
}

/** The form of what was submitted. No form says which indexes of an array run again: it would run others. */
export function editSteps(job: Job): NextStep[] {
  if (job.asked.oldIndexes !== undefined) return [];
  return [{ verb: "submit", step: "edit", label: "Edit and resubmit", value: job.id }];
}

export function jobStep(verb: Exclude<JobVerb, "edit">, job: Job): NextStep {
  if (verb === "retry") return { verb, step: "again", label: againLabel(job), value: job.id };
  return { verb, label: labels[verb], value: job.id };
}

function againLabel({ state }: Job): string {
  return state === "failed" ? "Retry" : "Run again";
}
