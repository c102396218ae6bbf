/** How far an array or a multi-node job has come, in numbers. */
import type { Progress } from "../../domain/job/progress.ts";
import { grouped } from "../text/numbers.ts";
import { joined, type Prose, say } from "../text/prose.ts";

/** `████████████░░░░░░░░ 61 of 100 ended (61%): 58 succeeded, 3 failed · 12 running, 27 waiting` */
export function progressWords(progress: Progress): Prose {
  const { of, size, unknown } = progress;
  const ended = endedOf(progress);
  // Where the whole has ended, all of them have: a share of them would deny it.
  if (of === "node" || unknown > 0) return ofAllWords(progress);
  const goesOn = ended < size;
  const share = say`${grouped(ended)} of ${grouped(size)} ended`;
  // A full bar looks like success, whatever became of the children.
  const done = goesOn ? say`${bar(ended / size)} ${share} (${percent(ended / size)})` : share;
  const results = ended > 0 ? say`${done}: ${resultWords(progress)}` : done;
  return joined([results, underWayWords(progress)], " · ");
}

/** `Of 100: 58 succeeded, 3 failed, 12 running` */
export function ofAllWords(progress: Progress): Prose {
  const all = progress.of === "node" ? say`Of ${progress.size} nodes` : say`Of ${progress.size}`;
  const known = joined([resultWords(progress), underWayWords(progress)], ", ");
  const unknown = unknownWords(progress);
  return say`${all}: ${joined([known, unknown === undefined ? undefined : say`${unknown}`], "; ")}`;
}

function endedOf({ succeeded, failed, stopped }: Progress): number {
  return succeeded + failed + stopped;
}

function resultWords({ succeeded, failed, stopped }: Progress): Prose | undefined {
  return counts([succeeded, "succeeded"], [failed, "failed"], [stopped, "stopped"]);
}

function underWayWords({ running, starting, waiting }: Progress): Prose | undefined {
  return counts([running, "running"], [starting, "starting"], [waiting, "waiting"]);
}

/** The whole has ended, so these have too. Of nodes AWS need not tell. */
export function unknownWords({ of, unknown }: Progress): string | undefined {
  return of === "node" || unknown === 0 ? undefined : `AWS has not told how ${grouped(unknown)} ended`;
}

function counts(...each: readonly [number, string][]): Prose | undefined {
  const present = each.filter(([count]) => count > 0);
  if (present.length === 0) return undefined;
  return joined(
    present.map(([count, word]) => say`${grouped(count)} ${word}`),
    ", ",
  );
}

/** Rounded down: a hundred percent is all of them. */
function percent(share: number): string {
  return `${Math.floor(share * 100)}%`;
}

/** Beside the numbers, never in their place. */
function bar(share: number): string {
  const cells = 20;
  const full = Math.floor(Math.min(Math.max(share, 0), 1) * cells);
  return "█".repeat(full) + "░".repeat(cells - full);
}
