import type { ChildrenSum } from "../array/children-sum.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { Attempt } from "./attempt.ts";
import { type BatchStatus, isFinal, type Report } from "./report.ts";
import { type Stop, stopReason } from "./stop.ts";

/** Our words for where a job is; AWS's own word stands under Details. */
export const states = [
  "approval",
  "submitting",
  "submitted",
  "waiting",
  "starting",
  "running",
  "succeeded",
  "failed",
  "stopped",
  "lost",
  "rejected",
] as const;
export type State = (typeof states)[number];

/** All that AWS has told about one job, folded; the same whatever the order and number of reports. */
export type Facts = {
  /** The greatest report so far. */
  head: Report;
  /** By index; the fuller report of each. */
  attempts: readonly Attempt[];
  /** When the first attempt that came to run began. */
  firstStartedAtMs?: number;
  /** Of an array, the most children that AWS has ever counted as ended: these counts only grow, and come late. */
  mostEnded?: { succeeded: number; failed: number };
};

const rank: Record<BatchStatus, number> = {
  SUBMITTED: 0,
  PENDING: 1,
  RUNNABLE: 2,
  STARTING: 3,
  RUNNING: 4,
  SUCCEEDED: 5,
  FAILED: 6,
};

/** Takes in one report. Pure, and a join: any order and number of the same reports ends in the same facts. */
export function advance(facts: Facts | undefined, report: Report): Facts {
  const attempts = mergeAttempts(facts?.attempts ?? [], report.attempts);
  const firstStartedAtMs = firstStart(facts?.firstStartedAtMs, report);
  const mostEnded = moreEnded(facts?.mostEnded, report);
  return {
    head: facts === undefined || compareReports(report, facts.head) > 0 ? report : facts.head,
    attempts,
    ...(firstStartedAtMs === undefined ? {} : { firstStartedAtMs }),
    ...(mostEnded === undefined ? {} : { mostEnded }),
  };
}

/** Total order: final, attempt count, rank of status, observed time, a reason, canonical JSON. */
export function compareReports(a: Report, b: Report): number {
  return (
    Number(isFinal(a.status)) - Number(isFinal(b.status)) ||
    a.attempts.length - b.attempts.length ||
    rank[a.status] - rank[b.status] ||
    a.observedAtMs - b.observedAtMs ||
    // Events have whole seconds: of two in one, the one that gives a reason says more.
    Number(a.statusReason !== undefined) - Number(b.statusReason !== undefined) ||
    compareText(canonicalJson(a), canonicalJson(b))
  );
}

/** The state of a job that AWS has accepted. `children`: of an array, what is known of them. */
export function stateOf(facts: Facts | undefined, stop: Stop | undefined, children?: ChildrenSum): State {
  if (facts === undefined) return haveBegun(children) ? "running" : "submitted";
  const { status, isTerminated, isCancelled } = facts.head;
  // AWS shows the parent of an array as PENDING all along: it has started when one of its children has.
  if (!isFinal(status) && haveBegun(children)) return "running";
  if (status === "PENDING" && hasStarted(facts.head)) return "running";
  if (status === "FAILED" && (isTerminated === true || isCancelled === true || isStopOf(facts.head, stop)))
    return "stopped";
  return stateByStatus[status];
}

/** Events need not say that a job was stopped: our own reason does, or a stop that AWS took before the job's end. */
function isStopOf({ statusReason, stoppedAtMs }: Report, stop: Stop | undefined): boolean {
  if (stop === undefined) return false;
  if (statusReason === stopReason(stop)) return true;
  return stop.taken === true && (stoppedAtMs === undefined || stop.atMs <= stoppedAtMs);
}

function haveBegun(children: ChildrenSum | undefined): boolean {
  return children?.firstStartedAtMs !== undefined || (children?.counts.SUCCEEDED ?? 0) > 0;
}

function hasStarted({ array }: Report): boolean {
  const { RUNNING = 0, SUCCEEDED = 0, FAILED = 0 } = array?.counts ?? {};
  return RUNNING + SUCCEEDED + FAILED > 0;
}

const stateByStatus: Record<BatchStatus, State> = {
  SUBMITTED: "submitted",
  PENDING: "waiting",
  RUNNABLE: "waiting",
  STARTING: "starting",
  RUNNING: "running",
  SUCCEEDED: "succeeded",
  FAILED: "failed",
};

const ended: ReadonlySet<State> = new Set(["succeeded", "failed", "stopped", "lost", "rejected"]);

/** Nothing more will happen to the job. */
export function isEnded(state: State): boolean {
  return ended.has(state);
}

function mergeAttempts(known: readonly Attempt[], reported: readonly Attempt[]): Attempt[] {
  return Array.from({ length: Math.max(known.length, reported.length) }, (_, index) => {
    const a = known[index];
    const b = reported[index];
    if (a === undefined || b === undefined) return (a ?? b) as Attempt;
    return compareAttempts(a, b) >= 0 ? a : b;
  });
}

/** Fuller first: one that has stopped says more than one that has not. */
function compareAttempts(a: Attempt, b: Attempt): number {
  return (
    Number(a.stoppedAtMs !== undefined) - Number(b.stoppedAtMs !== undefined) ||
    a.containers.length - b.containers.length ||
    canonicalJson(a).length - canonicalJson(b).length ||
    compareText(canonicalJson(a), canonicalJson(b))
  );
}

/** A report's own start is its newest attempt's, and an attempt that failed to start has none. */
function firstStart(known: number | undefined, report: Report): number | undefined {
  const starts = [known, report.startedAtMs, ...report.attempts.map((attempt) => attempt.startedAtMs)];
  const told = starts.filter((startedAtMs) => startedAtMs !== undefined);
  return told.length === 0 ? undefined : Math.min(...told);
}

function moreEnded(known: Facts["mostEnded"], { array }: Report): Facts["mostEnded"] {
  if (array?.counts === undefined) return known;
  const { SUCCEEDED = 0, FAILED = 0 } = array.counts;
  return {
    succeeded: Math.max(known?.succeeded ?? 0, SUCCEEDED),
    failed: Math.max(known?.failed ?? 0, FAILED),
  };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
