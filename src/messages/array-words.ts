/** How far an array has come. */
import type { Job } from "../domain/job.ts";
import { grouped } from "./numbers.ts";
import { joined, type Prose, say } from "./prose.ts";

type Progress = { size: number; succeeded: number; failed: number; running: number; waiting: number };

/** Absent for a job that is no array, or whose children AWS has not counted yet. */
export function arrayProgress({ asked, facts }: Job): Progress | undefined {
  const counts = facts?.head.array?.counts;
  const size = facts?.head.array?.size ?? asked.arraySize;
  if (counts === undefined || size === undefined || size <= 0) return undefined;
  const { SUCCEEDED: succeeded = 0, FAILED: failed = 0, RUNNING: running = 0 } = counts;
  return { size, succeeded, failed, running, waiting: Math.max(0, size - succeeded - failed - running) };
}

/** `██████░░░░ 61 of 100 ended: 60 succeeded, 1 failed · 12 running, 27 waiting` */
export function arrayWords(progress: Progress): Prose {
  const ended = progress.succeeded + progress.failed;
  const share = say`${grouped(ended)} of ${grouped(progress.size)} ended`;
  // A full bar looks like success, whatever became of the children.
  const done = ended < progress.size ? say`${bar(ended / progress.size)} ${share}` : share;
  const results = ended > 0 ? say`${done}: ${resultWords(progress)}` : done;
  return joined([results, underWayWords(progress)], " · ");
}

/** `60 succeeded, 1 failed, 12 running` */
export function countWords(progress: Progress): Prose {
  return joined([resultWords(progress), underWayWords(progress)], ", ");
}

function resultWords({ succeeded, failed }: Progress): Prose | undefined {
  return counts([succeeded, "succeeded"], [failed, "failed"]);
}

function underWayWords({ running, waiting }: Progress): Prose | undefined {
  return counts([running, "running"], [waiting, "waiting"]);
}

function counts(...each: readonly [number, string][]): Prose | undefined {
  const present = each.filter(([count]) => count > 0);
  if (present.length === 0) return undefined;
  return joined(
    present.map(([count, word]) => say`${grouped(count)} ${word}`),
    ", ",
  );
}

/** Beside the numbers, never in their place. */
function bar(share: number): string {
  const cells = 20;
  const full = Math.floor(Math.min(Math.max(share, 0), 1) * cells);
  return "█".repeat(full) + "░".repeat(cells - full);
}
