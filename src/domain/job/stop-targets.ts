/** What a person wants to stop: jobs, and children of arrays; each counts as one. */
import { indexOfChild } from "../array/children-named.ts";
import { rangesOf } from "../array/children-sum.ts";
import type { SubmissionId } from "../ids.ts";
import { limits } from "../limits.ts";
import type { StoppedChildren } from "../telling/notice.ts";
import type { Job } from "./job.ts";

/** All of a job, or these children of it, in order. */
export type StopTarget = { job: Job; indexes?: readonly number[] };

/** Each job once: all of it where that was said anywhere, else every child that was named. */
export function mergeTargets(targets: readonly StopTarget[]): StopTarget[] {
  const byJob = new Map<SubmissionId, StopTarget>();
  for (const { job, indexes } of targets) {
    const known = byJob.get(job.id);
    if (indexes === undefined || (known !== undefined && known.indexes === undefined))
      byJob.set(job.id, { job });
    else byJob.set(job.id, { job, indexes: inOrder([...(known?.indexes ?? []), ...indexes]) });
  }
  return [...byJob.values()];
}

export function countTargets(targets: readonly StopTarget[]): number {
  return targets.reduce((count, { indexes }) => count + (indexes?.length ?? 1), 0);
}

/** The first of them, as many as are stopped at once, and how many are left out. */
export function stoppedAtOnce(targets: readonly StopTarget[]): { targets: StopTarget[]; left: number } {
  const kept: StopTarget[] = [];
  let room: number = limits.stopsAtOnce;
  for (const { job, indexes } of targets) {
    if (room === 0) break;
    if (indexes === undefined) kept.push({ job });
    else kept.push({ job, indexes: indexes.slice(0, room) });
    room -= Math.min(room, indexes?.length ?? 1);
  }
  return { targets: kept, left: countTargets(targets) - countTargets(kept) };
}

/** By the indexes that people know. */
export function childrenOfTarget({ job, indexes }: StopTarget): { children?: StoppedChildren } {
  if (indexes === undefined) return {};
  const known = indexes.map((child) => indexOfChild(job, child));
  return { children: { count: known.length, ranges: rangesOf(known, limits.failedRanges) } };
}

function inOrder(indexes: readonly number[]): number[] {
  return [...new Set(indexes)].sort((a, b) => a - b);
}
