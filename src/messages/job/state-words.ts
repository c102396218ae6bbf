/** Where a job is, in plain words that stay true however long the message stands. */
import type { Job } from "../../domain/job/job.ts";
import { isEnded, type State } from "../../domain/job/job-state.ts";
import { firstStartedAtMs, ranForMs } from "../../domain/job/job-times.ts";
import { personName } from "../people/people.ts";
import { moment } from "../text/moment.ts";
import { type Prose, quoted, say } from "../text/prose.ts";
import { afterWords, exitCode } from "./job-words.ts";

/** For a list: one or two words. */
export function stateWord(job: Job): string {
  if (beingStopped(job)) return "stopping";
  return job.state === "submitting" && job.heldSinceMs !== undefined ? "held back" : words[job.state];
}

const words: Record<State, string> = {
  approval: "waiting for approval",
  submitting: "being submitted",
  submitted: "submitted",
  waiting: "waiting",
  starting: "starting",
  running: "running",
  succeeded: "succeeded",
  failed: "failed",
  stopped: "stopped",
  lost: "lost",
  rejected: "not accepted",
};

export type Stopper = {
  ownerName: string;
  /** Who asked for the stop, where that is not the owner. */
  stopperName?: string;
  /** Who gave the yes that it needed, or did not. */
  deciderName?: string;
};

/** What follows the job's name: "is running since today at 10:47". */
export function stateClause(job: Job, people: Stopper): Prose {
  if (beingStopped(job)) return say`is being stopped by ${stopperOf(job, people)}${reasonOf(job)}`;
  return clauses[job.state](job, people);
}

const clauses: Record<State, (job: Job, people: Stopper) => Prose> = {
  approval: () => say`waits for a manager's yes`,
  submitting: ({ heldSinceMs, pi }) =>
    heldSinceMs === undefined
      ? say`is being submitted: AWS has not answered yet, and I am looking for it`
      : say`is not sent yet: submitting in ${pi} is paused`,
  submitted: () => say`is submitted`,
  waiting: (job) =>
    waitsForOthers(job) ? say`is waiting for the jobs it depends on` : say`is waiting for a machine`,
  starting: () => say`has a machine and is starting`,
  running: (job) => runningSince(job.facts?.head.startedAtMs ?? firstStartedAtMs(job)),
  succeeded: (job) => say`succeeded${afterWords(ranForMs(job))}`,
  failed: (job) => say`failed${afterWords(ranForMs(job))}${withExitCode(exitCode(job))}`,
  stopped: (job, people) =>
    job.approval?.outcome?.kind === "withdrawn"
      ? say`was withdrawn ${stopperWords(job, people)} before it was approved${reasonOf(job)}`
      : say`was stopped ${stopperWords(job, people)}${afterWords(ranForMs(job))}${reasonOf(job)}`,
  lost: () => say`is lost: AWS no longer knows it, so how it ended cannot be told`,
  rejected: (job, people) => notApprovedClause(job, people) ?? say`was not accepted by AWS, so nothing runs`,
};

function notApprovedClause({ approval }: Job, { deciderName }: Stopper): Prose | undefined {
  const outcome = approval?.outcome;
  if (outcome?.kind === "expired") return say`was not approved by anybody in time, so nothing runs`;
  if (outcome?.kind !== "denied") return undefined;
  return say`was not approved by ${personName(deciderName ?? "")}: ${quoted(outcome.reason)}`;
}

function beingStopped({ stop, state }: Job): boolean {
  return stop !== undefined && !isEnded(state);
}

function waitsForOthers({ facts, asked }: Job): boolean {
  return facts?.head.status === "PENDING" && asked.arraySize === undefined;
}

function runningSince(startedAtMs: number | undefined): Prose {
  return startedAtMs === undefined ? say`is running` : say`is running ${moment(startedAtMs, "since")}`;
}

export function withExitCode(code: number | undefined): string {
  return code === undefined || code === 0 ? "" : ` with exit code ${code}`;
}

function stopperWords(job: Job, people: Stopper): string {
  return job.stop === undefined ? "outside Batchmate" : `by ${stopperOf(job, people)}`;
}

function stopperOf({ stop, owner }: Job, { ownerName, stopperName }: Stopper): string {
  return personName(stop?.by === owner ? ownerName : (stopperName ?? ""));
}

function reasonOf({ stop }: Job): Prose | undefined {
  return stop === undefined || stop.reason.trim() === "" ? undefined : say`: ${quoted(stop.reason)}`;
}
