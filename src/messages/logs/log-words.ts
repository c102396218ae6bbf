/** What the lines of a log are called: which log, which part of it, and how far it was looked through. */
import type { Job } from "../../domain/job/job.ts";
import { jobName } from "../job/job-words.ts";
import { childWords } from "../retrying/old-index-words.ts";
import { counted } from "../text/numbers.ts";
import { code, joined, type Prose, say } from "../text/prose.ts";
import { lineMoment } from "./line-clock.ts";

export type LogOf = {
  /** Absent where it is not known which job wrote it; then `stream` says where it stands. */
  job?: Job;
  stream?: string;
  /** Counts from 1. */
  attempt?: { number: number; of: number };
  index?: number;
  /** Of a multi-node job. */
  node?: number;
  /** Of a job of several containers. */
  container?: { name: string; others: readonly string[] };
};

/** Which end of the log, or the lines that match, and within which times: from (inclusive) and until (exclusive). */
export type LogPart = (
  | { kind: "last" }
  | { kind: "first" }
  /** `end`: the first matches or the last; left out, the last. */
  | { kind: "matching"; pattern: string; end?: "first" | "last" }
) & { sinceMs?: number; untilMs?: number };

/** The reading stopped before it found enough, or the end. */
export type LogCut = {
  why: "time" | "pages" | "busy";
  /** Lines, and the time of the last of them. */
  looked: number;
  upToMs?: number;
};

/** `the log of align-NA12878 (index 17, attempt 1 of 3)` */
export function theLog({ job, stream, index, node, attempt, container }: LogOf): Prose {
  if (job === undefined) return say`the log stream ${code(stream ?? "", 300)}`;
  const words = [
    node === undefined ? undefined : say`node ${String(node)}`,
    index === undefined ? undefined : say`${childWords(job, index)}`,
    container === undefined ? undefined : say`container ${code(container.name, 100)}`,
    attempt === undefined || attempt.of <= 1 ? undefined : say`attempt ${attempt.number} of ${attempt.of}`,
  ];
  const which = joined(words, ", ");
  return say`the log of ${jobName(job)}${which.length > 0 ? say` (${which})` : undefined}`;
}

export function isFromHead(part: LogPart): boolean {
  return part.kind === "first" || (part.kind === "matching" && part.end === "first");
}

/** `from 2026-11-20 10:00:00 on` */
export function timesWords({ sinceMs, untilMs }: LogPart, zone: string): string | undefined {
  if (sinceMs === undefined && untilMs === undefined) return undefined;
  if (untilMs === undefined) return `from ${lineMoment(sinceMs ?? 0, zone)} on`;
  if (sinceMs === undefined) return `before ${lineMoment(untilMs, zone)}`;
  return `from ${lineMoment(sinceMs, zone)} to ${lineMoment(untilMs, zone)}`;
}

/** `I looked through 412,000 lines, back to 2026-11-20 10:00:00` */
export function lookedWords({ looked, upToMs }: LogCut, part: LogPart, zone: string): string {
  const reach =
    upToMs === undefined ? "" : `, ${isFromHead(part) ? "up" : "back"} to ${lineMoment(upToMs, zone)}`;
  return `I looked through ${counted(looked, "line")}${reach}`;
}

export const whyCut: Record<LogCut["why"], string> = {
  time: "there was no time for more",
  pages: "more would take too long at once",
  busy: "then AWS was too busy to give more",
};
