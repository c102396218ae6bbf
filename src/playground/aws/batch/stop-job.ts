// CancelJob and TerminateJob, for one job or up to fifty, and the spot market taking a host back.

import { AwsError } from "../wire/aws-error.ts";
import { type BatchAccount, executionError } from "./batch-account.ts";
import type { BatchWorld } from "./batch-world.ts";
import { isFinal, type Job } from "./job.ts";
import { failStarting } from "./run-attempt.ts";
import { withdraw } from "./schedule.ts";

export type StopKind = "cancel" | "terminate";
export type StopInput = { jobId?: string; reason?: string };
export type StopManyInput = { jobs?: string[]; reason?: string };

const maxReasonChars = 1024;
const maxJobs = 50;

export function stopJob(world: BatchWorld, account: BatchAccount, kind: StopKind, input: StopInput): unknown {
  const reason = checkReason(input.reason);
  const job = account.jobs.get(input.jobId ?? "");
  if (!job) throw executionError(`Job ${input.jobId ?? ""} not found`);
  stop(world, job, { kind, reason });
  return {};
}

export function stopJobs(
  world: BatchWorld,
  account: BatchAccount,
  kind: StopKind,
  input: StopManyInput,
): unknown {
  const reason = checkReason(input.reason);
  const asked = input.jobs ?? [];
  if (asked.length === 0 || asked.length > maxJobs)
    throw executionError(`Number of jobs must be between 1 and ${maxJobs}`);
  const successful: string[] = [];
  const errors: { job: string; code: string; message: string }[] = [];
  for (const id of asked) {
    const job = account.jobs.get(id);
    if (job) {
      stop(world, job, { kind, reason });
      successful.push(id);
    } else errors.push({ job: id, code: "ClientException", message: `Job ${id} not found` });
  }
  return { successful, errors };
}

function checkReason(reason: string | undefined): string {
  if (reason === undefined || reason === "") throw new AwsError("ClientException", "reason is required");
  if (reason.length > maxReasonChars)
    throw executionError(`reason must be at most ${maxReasonChars} characters`);
  return reason;
}

function stop(world: BatchWorld, job: Job, wish: { kind: StopKind; reason: string }): void {
  if (isFinal(job.status)) return;
  if (job.array?.kind === "parent") {
    if (job.array.children.some((child) => mayStop(child, wish.kind))) job.stop = wish;
    for (const child of job.array.children) stop(world, child, wish);
    return;
  }
  if (!mayStop(job, wish.kind)) return;
  job.stop = wish;
  world.changed(job);
  if (job.status === "RUNNING") job.running?.end("terminate");
  else if (job.status === "STARTING") failStarting(world, job, wish.reason);
  // One that waits for others is stopped only when they have ended; until then its flag tells.
  else if (job.waitsFor.size === 0) world.timers.after(0, () => endUnstarted(world, job));
}

/** CancelJob says yes to a job that is under way, and does nothing. */
function mayStop({ status }: Job, kind: StopKind): boolean {
  const isUnderWay = status === "STARTING" || status === "RUNNING";
  return !isFinal(status) && (kind === "terminate" || !isUnderWay);
}

function endUnstarted(world: BatchWorld, job: Job): void {
  if (job.status === "STARTING") failStarting(world, job, job.stop?.reason ?? "");
  else if (!isFinal(job.status)) withdraw(world, job);
}

/** Takes the host away from a job that is under way, or from every such child of an array; others are left alone. */
export function reclaim(world: BatchWorld, jobId: string): void {
  for (const { jobs } of world.accounts.values()) {
    const job = jobs.get(jobId);
    const family = job?.array?.kind === "parent" ? job.array.children : [job];
    for (const each of family) each?.running?.end("reclaim");
  }
}
