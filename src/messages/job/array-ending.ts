/** What the end of an array says of its children. */

import type { KnownBlock } from "@slack/types";
import { indexOfChild } from "../../domain/array/children-named.ts";
import type { Failure } from "../../domain/failure/failure-cause.ts";
import { typicalFailure } from "../../domain/failure/typical-failure.ts";
import type { Job } from "../../domain/job/job.ts";
import { type Progress, progressOf } from "../../domain/job/progress.ts";
import type { Finished } from "../../domain/telling/notice.ts";
import { quiet } from "../text/block.ts";
import { grouped } from "../text/numbers.ts";
import { type Prose, say, sentence } from "../text/prose.ts";
import { typed } from "../text/typed.ts";
import { ofAllWords, unknownWords } from "./array-words.ts";
import { failedWords, onCard } from "./failed-words.ts";
import { shortIdOrName } from "./job-line.ts";

/** Of an array that failed for its children's sake: how many of them, and what became of the others. */
export function withChildren(notice: Finished, job: Job): Finished {
  const progress = progressOf(job);
  if (!isForChildren(notice) || progress === undefined || !hasFailures(progress)) return notice;
  const { advice: _logs, ...failure } = notice.failure;
  return { ...notice, failure: { ...failure, what: childrenFailed(progress) } };
}

function isForChildren(notice: Finished): notice is Finished & { failure: Failure } {
  return notice.failure?.cause === "array-child";
}

function hasFailures({ failed, stopped }: Progress): boolean {
  return failed + stopped > 0;
}

/** `3 of its 100 children failed, 1 was stopped, 96 succeeded` */
function childrenFailed(progress: Progress): string {
  const { size, failed, succeeded, stopped } = progress;
  if (failed === size) return `all of its ${grouped(size)} children failed`;
  const each = [
    [failed, "failed"],
    [stopped, stopped === 1 ? "was stopped" : "were stopped"],
    [succeeded, "succeeded"],
  ] as const;
  const [first = "", ...others] = each
    .filter(([count]) => count > 0)
    .map(
      ([count, became], at) =>
        `${grouped(count)}${at === 0 ? ` of its ${grouped(size)} children` : ""} ${became}`,
    );
  return [[first, ...others].join(", "), unknownWords(progress)].filter(Boolean).join("; ");
}

/** Where the ending itself has not counted them. */
export function childrenCounts(notice: Finished, job: Job): Prose | undefined {
  const progress = progressOf(job);
  if (progress === undefined || (isForChildren(notice) && hasFailures(progress))) return undefined;
  if (notice.state === "succeeded" && progress.succeeded === progress.size)
    return say`All of its ${progress.size} children succeeded.`;
  return sentence(ofAllWords(progress));
}

export function whyChildrenFailed({ failure }: Finished, job: Job): Prose | undefined {
  const [most] = job.children?.failed ?? [];
  // What befell the whole befell each of them: it is said already.
  if (most?.cause === failure?.cause && most?.count === progressOf(job)?.size) return undefined;
  const which = failedWords(job, onCard);
  return which && sentence(say`${job.state === "failed" ? "Why" : "Failed"}: ${which}`);
}

export function logsOfChildren(job: Job): KnownBlock | undefined {
  const index = typicalFailure(job);
  if (index === undefined) return undefined;
  const id = shortIdOrName(job);
  return quiet(
    say`Logs: of an index ${typed(`logs ${id}:${indexOfChild(job, index)}`)}, of those that failed ${typed(`logs ${id} --failed`)}`,
  );
}
