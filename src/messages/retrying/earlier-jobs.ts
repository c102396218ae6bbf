/** What came before a job in its thread: a line for each, the newest first. */
import type { Job } from "../../domain/job/job.ts";
import { ranForMs } from "../../domain/job/job-times.ts";
import { progressOf } from "../../domain/job/progress.ts";
import { failureOf } from "../../domain/telling/notices-of.ts";
import { causeWords } from "../job/failed-words.ts";
import { afterWords, jobId, jobName } from "../job/job-words.ts";
import { stateWord } from "../job/state-words.ts";
import { grouped } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";

/** A card is read on a phone; the thread below it holds all of them. */
export const earlierShown = 5;

/**
 * `Before: failed after 4 min, out of memory · 3fa9c1d2`, with its name where that was not the same. Of more than are
 * shown, that there were.
 */
export function earlierLines(earlier: readonly Job[], name: string): Prose | undefined {
  if (earlier.length === 0) return undefined;
  const lines = earlier.slice(0, earlierShown).map((job) => earlierLine(job, name));
  const more = earlier.length > earlierShown ? say`and others before, told in the thread` : undefined;
  return joined([...lines, more], "\n");
}

function earlierLine(job: Job, name: string): Prose {
  const became = joined([say`${stateWord(job)}${afterWords(ranForMs(job))}`, whyFailed(job)], ", ");
  const called = job.name === name ? undefined : say`${jobName(job)} `;
  return joined([say`Before: ${called}${became}`, jobId(job)], " · ");
}

/** In our words alone: AWS's may name what only the lab should read. */
function whyFailed(job: Job): Prose | undefined {
  if (job.state !== "failed") return undefined;
  const { cause, exitCode } = failureOf(job);
  const progress = progressOf(job);
  if (cause === "array-child" && progress !== undefined)
    return say`${grouped(progress.failed + progress.stopped)} of ${progress.size} children`;
  return causeWords({ cause, ...(exitCode === undefined ? {} : { exitCode }) });
}
