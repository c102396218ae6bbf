/** The buttons that fit a job's state. */

import type { BatchId, SubmissionId } from "../../domain/ids.ts";
import { familyOf } from "../../domain/job/family.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded, type State } from "../../domain/job/job-state.ts";
import { progressOf } from "../../domain/job/progress.ts";
import type { NextStep } from "../text/next-step.ts";
import { grouped } from "../text/numbers.ts";

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

/** `retriesFailed`: the lab lets children that failed run again by themselves. */
export type StepsWish = { leftOut?: readonly JobVerb[]; retriesFailed?: boolean | undefined };

export function jobSteps(job: Job, { leftOut = [], retriesFailed }: StepsWish = {}): NextStep[] {
  const hasLog =
    (job.facts?.attempts.length ?? 0) > 0 && !isEnded(job.state) && !verbs[job.state].includes("logs");
  const fitting: JobVerb[] = [...(hasLog ? ["logs" as const] : []), ...verbs[job.state]];
  const senseless: readonly JobVerb[] = job.stop === undefined ? leftOut : [...leftOut, "cancel"];
  return fitting
    .filter((verb) => !senseless.includes(verb))
    .flatMap((verb) => {
      if (verb === "edit") return editSteps(job);
      return verb === "retry" ? againSteps(job, { retriesFailed }) : [jobStep(verb, job)];
    });
}

/** Of an array that failed in part: that part first, and all of it called so. */
export function againSteps(job: Job, { retriesFailed }: Pick<StepsWish, "retriesFailed">): NextStep[] {
  const again = jobStep("retry", job);
  const failed = failedToRetry(job);
  if (failed === undefined || retriesFailed !== true) return [again];
  return [
    { verb: "retry", step: "failed", label: `Retry the ${grouped(failed)} that failed`, value: job.id },
    again,
  ];
}

/** How many of an array, where that is a part of it. */
function failedToRetry(job: Job): number | undefined {
  const progress = job.asked.arraySize === undefined ? undefined : progressOf(job);
  if (progress === undefined || progress.unknown > 0) return undefined;
  const failed = progress.failed + progress.stopped;
  return failed > 0 && failed < progress.size ? failed : undefined;
}

/** The form of what was submitted. No form says which indexes of an array run again: it would run others. */
export function editSteps(job: Job): NextStep[] {
  if (job.asked.oldIndexes !== undefined) return [];
  return [{ verb: "submit", step: "edit", label: "Edit and resubmit", value: job.id }];
}

export function jobStep(verb: Exclude<JobVerb, "edit">, job: Job): NextStep {
  if (verb === "retry") return { verb, step: "again", label: againLabel(job), value: job.id };
  return { verb, label: labels[verb], value: verb === "cancel" ? job.id : shownId(job) };
}

/** A child of an array and a node are looked at by their own ids: the job's would show another, or all. */
export function shownId({ id, batchId }: Pick<Job, "id" | "batchId">): SubmissionId | BatchId {
  return batchId !== undefined && familyOf(batchId).member !== undefined ? batchId : id;
}

function againLabel(job: Job): string {
  if (failedToRetry(job) !== undefined) return `Retry all ${grouped(job.asked.arraySize ?? 0)}`;
  return job.state === "failed" ? "Retry" : "Run again";
}
