/** How far an array or a multi-node job has come, by what its children have told and what AWS counts: AWS is late, and events get lost. */

import { stoppedIn } from "../array/children-sum.ts";
import { limits } from "../limits.ts";
import type { Job } from "./job.ts";
import { isEnded } from "./job-state.ts";
import type { BatchStatus } from "./report.ts";

export type Progress = {
  of: "child" | "node";
  size: number;
  succeeded: number;
  /** By themselves. */
  failed: number;
  /** Somebody stopped them; AWS counts them among the failed. */
  stopped: number;
  running: number;
  starting: number;
  waiting: number;
  /** The whole has ended, and nothing tells how these did. */
  unknown: number;
};

type Counts = Readonly<Partial<Record<BatchStatus, number>>>;

/** Undefined for any other job, and as long as nothing is known of the children. */
export function progressOf(job: Job): Progress | undefined {
  const family = familyOfJob(job);
  const told = job.children?.counts;
  const counted = job.facts?.head.array?.counts;
  if (family === undefined) return undefined;
  const { size } = family;
  if (job.state === "succeeded" && family.of === "child") return { ...family, ...none, succeeded: size };
  if (told === undefined && counted === undefined) return undefined;
  const { succeeded, failed: failedOrStopped } = endedOf(job, size);
  const stopped = Math.min(failedOrStopped, job.children === undefined ? 0 : stoppedIn(job.children));
  const left = size - succeeded - failedOrStopped;
  const ended = { ...family, ...none, succeeded, failed: failedOrStopped - stopped, stopped };
  if (isEnded(job.state)) return { ...ended, unknown: left };
  const { RUNNING = 0, STARTING = 0 } = further(told ?? {}, counted ?? {});
  const running = Math.min(RUNNING, left);
  const starting = Math.min(STARTING, left - running);
  return { ...ended, running, starting, waiting: left - running - starting };
}

const none = { succeeded: 0, failed: 0, stopped: 0, running: 0, starting: 0, waiting: 0, unknown: 0 };

/** Failed children of an array of which AWS knows and none has told: their events were lost, or are still to come. */
export function untoldFailures({ asked, facts, children }: Job): number {
  if (asked.arraySize === undefined) return 0;
  const some = /Array Child Job failed/i.test(facts?.head.statusReason ?? "") ? 1 : 0;
  return Math.max(0, Math.max(some, facts?.mostEnded?.failed ?? 0) - (children?.counts.FAILED ?? 0));
}

/**
 * When AWS is to be asked which children failed, if their own events do not come meanwhile: ever less often, and no
 * more once the array has long ended. Undefined where all have told.
 */
export function listFailuresAtMs(job: Job, nowMs: number): number | undefined {
  if (untoldFailures(job) === 0) return undefined;
  const sinceMs = isEnded(job.state) ? endedAtMs(job) : (job.children?.firstStartedAtMs ?? job.submittedAtMs);
  const ageMs = Math.max(0, nowMs - sinceMs);
  if (isEnded(job.state) && ageMs > limits.listFailuresForMs) return undefined;
  return nowMs + Math.min(Math.max(limits.listFailuresMs, ageMs * limits.askGrowth), limits.askMaxMs);
}

function endedAtMs({ facts, submittedAtMs }: Job): number {
  return facts?.head.stoppedAtMs ?? facts?.head.observedAtMs ?? submittedAtMs;
}

/** All children have told of their end: the whole is about to end, or has. */
export function allHaveEnded(job: Job): boolean {
  const { SUCCEEDED = 0, FAILED = 0 } = job.children?.counts ?? {};
  return job.asked.arraySize !== undefined && SUCCEEDED + FAILED >= job.asked.arraySize;
}

/**
 * When all will have ended if it goes on as it did so far. Undefined as long as that says little: too few have ended,
 * or too fast.
 */
export function endsAboutMs(job: Job): number | undefined {
  const progress = progressOf(job);
  const fromMs = job.children?.firstStartedAtMs;
  if (progress === undefined || progress.of === "node" || job.state !== "running" || fromMs === undefined)
    return undefined;
  const ended = progress.succeeded + progress.failed + progress.stopped;
  const left = progress.size - ended;
  const spentMs = (lastCountedMs(job) ?? fromMs) - fromMs;
  const tellsLittle = ended < Math.max(2, progress.size * limits.paceShare) || spentMs < limits.paceMinMs;
  if (tellsLittle || left === 0) return undefined;
  const leftMs = (spentMs / ended) * left;
  const stepMs = roughness.find(({ upToMs }) => leftMs <= upToMs)?.stepMs ?? 60 * minuteMs;
  return Math.ceil((fromMs + spentMs + leftMs) / stepMs) * stepMs;
}

const minuteMs = 60_000;

/** The further away, the rougher it is said. */
const roughness = [
  { upToMs: 15 * minuteMs, stepMs: minuteMs },
  { upToMs: 2 * 60 * minuteMs, stepMs: 5 * minuteMs },
  { upToMs: 12 * 60 * minuteMs, stepMs: 15 * minuteMs },
];

/** When the source that knows of more ends has last told. */
function lastCountedMs({ children, facts }: Job): number | undefined {
  const counted = facts?.head.array?.counts;
  if (counted !== undefined && endsIn(counted) > endsIn(children?.counts ?? {}))
    return facts?.head.observedAtMs;
  return children?.lastEndedAtMs;
}

function familyOfJob({ asked, facts }: Job): Pick<Progress, "of" | "size"> | undefined {
  const size = asked.arraySize ?? facts?.head.array?.size;
  if (size !== undefined && size > 0) return { of: "child", size };
  const nodes = facts?.head.nodes?.count;
  return nodes === undefined || nodes <= 0 ? undefined : { of: "node", size: nodes };
}

/** Ends are never taken back, so of two counts the greater is the later. */
function endedOf({ children, facts }: Job, size: number): { succeeded: number; failed: number } {
  const { SUCCEEDED = 0, FAILED = 0 } = children?.counts ?? {};
  const counted = facts?.head.array?.counts ?? {};
  const failed = Math.min(size, Math.max(FAILED, counted.FAILED ?? 0, facts?.mostEnded?.failed ?? 0));
  const succeeded = Math.max(SUCCEEDED, counted.SUCCEEDED ?? 0, facts?.mostEnded?.succeeded ?? 0);
  return { succeeded: Math.min(size - failed, succeeded), failed };
}

/** What goes on is told by the source that has seen more. */
function further(told: Counts, counted: Counts): Counts {
  const [ends, begins] = [endsIn(counted) - endsIn(told), begunIn(counted) - begunIn(told)];
  return ends > 0 || (ends === 0 && begins > 0) ? counted : told;
}

function endsIn({ SUCCEEDED = 0, FAILED = 0 }: Counts): number {
  return SUCCEEDED + FAILED;
}

function begunIn({ STARTING = 0, RUNNING = 0, ...counts }: Counts): number {
  return STARTING + RUNNING + endsIn(counts);
}
