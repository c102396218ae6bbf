/** How far many jobs have come, in numbers, and each of them in a row. */
import type { Job } from "../../domain/job/job.ts";
import type { State } from "../../domain/job/job-state.ts";
import type { Progress } from "../../domain/job/progress.ts";
import { failureOf } from "../../domain/telling/notices-of.ts";
import { causeWords } from "../job/failed-words.ts";
import { jobId, jobName } from "../job/job-words.ts";
import { stateWord } from "../job/state-words.ts";
import { grouped } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";

export type Counts = Readonly<Partial<Record<State, number>>>;

export function countsOf(jobs: readonly Job[]): Counts {
  const counts: Partial<Record<State, number>> = {};
  for (const { state } of jobs) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

/** As of an array's children; what AWS would not take, or has lost, has failed. */
export function progressOfBatch(size: number, counts: Counts): Progress {
  const {
    failed = 0,
    lost = 0,
    rejected = 0,
    approval = 0,
    submitting = 0,
    submitted = 0,
    waiting = 0,
  } = counts;
  return {
    of: "child",
    size,
    succeeded: counts.succeeded ?? 0,
    failed: failed + lost + rejected,
    stopped: counts.stopped ?? 0,
    running: counts.running ?? 0,
    starting: counts.starting ?? 0,
    waiting: approval + submitting + submitted + waiting,
    unknown: 0,
  };
}

/** As long as AWS has not taken them all. */
export function withAws(size: number, { submitting = 0, approval = 0 }: Counts): Prose | undefined {
  if (approval > 0)
    return say`${waitFor(size, approval)} a manager's yes; nothing${approval === size ? "" : " of that"} was sent to AWS yet.`;
  if (submitting === 0) return undefined;
  return say`${grouped(size - submitting)} of ${grouped(size)} are with AWS so far; the others follow by themselves.`;
}

function waitFor(size: number, approval: number): string {
  if (approval === size) return size === 1 ? "It waits for" : "They wait together for";
  return `${grouped(approval)} of them ${approval === 1 ? "waits" : "wait"} for`;
}

/** `align-NA3` failed: out of memory · `3fa9c1d2` */
export function batchRow(job: Job): Prose {
  return joined([say`${jobName(job)} ${rowState(job)}`, jobId(job)], " · ");
}

function rowState(job: Job): Prose {
  if (job.state !== "failed") return say`${stateWord(job)}`;
  const { cause, exitCode } = failureOf(job);
  return say`failed: ${causeWords(exitCode === undefined ? { cause } : { cause, exitCode })}`;
}

/** `align-NA1, align-NA2, … align-NA20` */
export function someNames(names: readonly string[]): Prose {
  const shown = names.length <= 6 ? names : names.slice(0, 3);
  const all = joined(
    shown.map((name) => say`${name}`),
    ", ",
  );
  return shown.length === names.length ? all : say`${all}, … ${names.at(-1)}`;
}

/** `312 more: 300 waiting, 12 succeeded` */
export function restWords(jobs: readonly Job[]): Prose | undefined {
  if (jobs.length === 0) return undefined;
  const byWord = Map.groupBy(jobs, stateWord);
  const each = [...byWord].map(([word, { length }]) => say`${grouped(length)} ${word}`);
  return say`And ${grouped(jobs.length)} more: ${joined(each, ", ")}`;
}
