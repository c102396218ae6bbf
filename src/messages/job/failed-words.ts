/** Which children of an array failed, and why: grouped, as ranges, and never longer than its room. */
import type { ChildCause } from "../../domain/array/child-cause.ts";
import { type FailedGroup, leftOut, type Range, rangesOf } from "../../domain/array/children-sum.ts";
import { indexesIn, oldIndexAt } from "../../domain/array/old-indexes.ts";
import type { Job } from "../../domain/job/job.ts";
import { type Progress, progressOf } from "../../domain/job/progress.ts";
import { limits } from "../../domain/limits.ts";
import { grouped } from "../text/numbers.ts";
import { joined, type Prose, quoted, say } from "../text/prose.ts";

/** How much is told: so many ranges in all, and of each cause at least one. */
export type FailedRoom = { ranges: number };

export const onCard: FailedRoom = { ranges: 24 };
export const inFull: FailedRoom = { ranges: 120 };

/** `out of memory (index 3, 17–21); exit code 1 (index 40)`; absent where none is known to have failed. */
export function failedWords(job: Job, room: FailedRoom): Prose | undefined {
  const progress = progressOf(job);
  const failed = toldGroups(job).map((group) => byOldIndexes(group, job));
  if (progress === undefined || progress.failed + progress.stopped === 0 || failed.length === 0)
    return undefined;
  const shares = sharesOf(failed, room.ranges);
  const groups = failed.map((group, at) => {
    if (group.count === progress.size) return say`${causeWords(group)} in all`;
    return say`${causeWords(group)} (${memberWords[progress.of]} ${rangeWords(group, shares[at] ?? 1)})`;
  });
  return joined([...groups, untoldWords(job, progress)], "; ");
}

/** A bare number behind a cause would read as how many. */
const memberWords: Record<Progress["of"], string> = { child: "index", node: "node" };

/** How many ranges of each: what a short group does not need is left to the others. */
function sharesOf(failed: readonly FailedGroup[], total: number): number[] {
  const shares: number[] = [];
  const shortestFirst = [...failed.keys()].sort((a, b) => rangesIn(failed, a) - rangesIn(failed, b));
  let left = total;
  for (const [done, at] of shortestFirst.entries()) {
    const share = Math.max(1, Math.floor(left / (failed.length - done)));
    shares[at] = Math.min(share, rangesIn(failed, at));
    left -= shares[at];
  }
  return shares;
}

function rangesIn(failed: readonly FailedGroup[], at: number): number {
  return failed[at]?.ranges.length ?? 0;
}

/** AWS has counted more than have told of themselves. */
function untoldWords({ children }: Job, { failed, stopped }: Progress): Prose | undefined {
  const untold = failed + stopped - (children?.counts.FAILED ?? 0);
  return untold > 0 ? say`${untold} more whose index is not known` : undefined;
}

/** Where all of it was stopped, which of its children that hit is no news. */
function toldGroups({ children, state, stop }: Job): readonly FailedGroup[] {
  const failed = children?.failed ?? [];
  return state === "stopped" || stop !== undefined
    ? failed.filter(({ cause }) => cause !== "stopped")
    : failed;
}

/** People know the indexes of the array that was there first. */
function byOldIndexes(group: FailedGroup, { asked: { oldIndexes: old } }: Job): FailedGroup {
  if (old === undefined) return group;
  const indexes = indexesIn(group).map((child) => oldIndexAt(old, child));
  return {
    ...group,
    ranges: rangesOf(
      indexes.filter((index) => index !== undefined),
      limits.failedRanges,
    ),
  };
}

/** `3, 17–21 and 12 more` */
function rangeWords({ count, ranges }: FailedGroup, most: number): string {
  const shown = ranges.slice(0, most);
  const words = shown.map(rangeText);
  const left = leftOut({ count, ranges: shown });
  return `${words.join(", ")}${left > 0 ? ` and ${grouped(left)} more` : ""}`;
}

/** `17–21` */
export function rangeText([first, last]: Range): string {
  return first === last ? `${first}` : `${first}–${last}`;
}

/** Two words or three, to stand before "(index 3, 17–21)". */
export function causeWords({ cause, exitCode, reason }: ChildCause): Prose {
  if (cause === "exit-code") return say`exit code ${String(exitCode ?? "unknown")}`;
  if (cause === "unknown" && reason !== undefined) return quoted(reason);
  return say`${words[cause]}`;
}

const words: Record<ChildCause["cause"], string> = {
  "exit-code": "exit code",
  "out-of-memory": "out of memory",
  killed: "killed from outside",
  "spot-reclaim": "machine taken back",
  timeout: "time limit reached",
  "image-not-found": "image not found",
  "image-pull": "image not fetched",
  "command-not-started": "command not started",
  "container-runtime": "container not started",
  "resource-init": "container not prepared",
  logging: "log not set up",
  "file-system": "file system not reached",
  network: "network not reached",
  dependency: "a job before it failed",
  "array-child": "a child failed",
  "queue-time-limit": "given up by its queue",
  stopped: "stopped",
  "queue-gone": "queue or definition gone",
  "overrides-too-long": "command too long",
  permissions: "a right is missing",
  kubernetes: "pushed out by Kubernetes",
  node: "a node failed",
  unknown: "no reason given",
  other: "other causes",
};
