// Which jobs a job waits for: whole jobs, its own earlier sibling (SEQUENTIAL), or its twin (N_TO_N).

import { type BatchAccount, executionError } from "./batch-account.ts";
import type { BatchWorld } from "./batch-world.ts";
import type { Dependency, Job } from "./job.ts";
import type { SubmitInput } from "./submit-job.ts";

const maxDependencies = 20;

export function checkDependencies(
  account: BatchAccount,
  { dependsOn = [], arrayProperties }: SubmitInput,
): void {
  if (dependsOn.length > maxDependencies)
    throw executionError(`A job can depend upon a maximum of ${maxDependencies} jobs`);
  for (const dependency of dependsOn) checkDependency(account, dependency, arrayProperties?.size);
}

function checkDependency(account: BatchAccount, { jobId, type }: Dependency, size: number | undefined): void {
  if (type !== undefined && size === undefined)
    throw executionError(`${type} dependency is supported for array jobs only`);
  if (type === "SEQUENTIAL") {
    if (jobId !== undefined) throw executionError("SEQUENTIAL dependency must not specify a jobId");
    return;
  }
  const other = account.jobs.get(jobId ?? "");
  if (!other) throw executionError(`Dependent job ${jobId ?? ""} not found`);
  if (type === "N_TO_N" && (other.array?.kind !== "parent" || other.array.size !== size))
    throw executionError("N_TO_N dependency needs an array job of the same size");
}

/** Writes down what the job, or each child of the array, waits for. */
export function linkDependencies(world: BatchWorld, account: BatchAccount, job: Job): void {
  const jobs = job.array?.kind === "parent" ? job.array.children : [job];
  for (const one of jobs)
    for (const id of job.dependsOn.flatMap((dependency) => waitedIds(dependency, one)))
      wait(world, account, one, id);
}

function waitedIds({ jobId = "", type }: Dependency, job: Job): string[] {
  if (job.array?.kind !== "child") return [jobId];
  const { index, parent } = job.array;
  if (type === "SEQUENTIAL") return index === 0 ? [] : [`${parent.id}:${index - 1}`];
  return [type === "N_TO_N" ? `${jobId}:${index}` : jobId];
}

function wait(world: BatchWorld, account: BatchAccount, job: Job, id: string): void {
  const status = account.jobs.get(id)?.status;
  if (status === "SUCCEEDED") return;
  if (status === "FAILED") {
    job.isDoomed = true;
    return;
  }
  job.waitsFor.add(id);
  const dependents = world.dependents.get(id) ?? new Set();
  world.dependents.set(id, dependents.add(job));
}
