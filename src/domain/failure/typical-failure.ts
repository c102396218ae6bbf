import type { BatchId } from "../ids.ts";
import { childId, nodeId } from "../job/family.ts";
import type { Job } from "../job/job.ts";
import type { FailureCause } from "./failure-cause.ts";

/** Nobody's program ran, so no log can say why. */
const withoutLog: ReadonlySet<FailureCause | "other"> = new Set([
  "stopped",
  "dependency",
  "image-not-found",
  "image-pull",
  "command-not-started",
  "container-runtime",
  "resource-init",
  "logging",
  "file-system",
  "network",
  "queue-time-limit",
  "queue-gone",
  "overrides-too-long",
]);

/** Of an array's failed children one of those that failed like most of them, and that can have a log. */
export function typicalFailure({ asked, children }: Job): number | undefined {
  if (asked.arraySize === undefined) return undefined;
  return children?.failed.find(({ cause }) => !withoutLog.has(cause))?.ranges[0]?.[0];
}

/** Whose log stands for all that the job wrote: of an array a child's from the middle, of nodes the main one's. */
export function anyLogOf({ batchId, asked: { arraySize }, facts }: Job): BatchId | undefined {
  if (batchId === undefined) return undefined;
  if (arraySize !== undefined) return childId(batchId, Math.trunc(arraySize / 2));
  const nodes = facts?.head.nodes;
  return nodes === undefined ? batchId : nodeId(batchId, nodes.main);
}

/** Whose log says why the job failed: of an array a child's, of a multi-node job its main node's. */
export function whoseLog(job: Job): BatchId | undefined {
  const { batchId, asked, facts } = job;
  if (batchId === undefined) return undefined;
  if (asked.arraySize !== undefined) {
    const index = typicalFailure(job);
    return index === undefined ? undefined : childId(batchId, index);
  }
  const nodes = facts?.head.nodes;
  return nodes === undefined ? batchId : nodeId(batchId, nodes.main);
}
