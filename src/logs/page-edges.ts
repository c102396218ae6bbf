/** What lies beyond the edges of a page: a secret that is cut at the end of a line may be cut there by two pages. */
import type { JobLogs, LogStreamRef } from "../aws/job-logs.ts";
import { type CleanLine, type CleanRange, cleanPages } from "./clean-pages.ts";
import { cutAhead, linesCutAbove, linesCutBelow } from "./wrapped-lines.ts";

export type Side = "above" | "below";

/** The side on which the next page follows. */
export function sideOf(from: CleanRange["from"]): Side {
  return from === "head" ? "below" : "above";
}

export function opposite(side: Side): Side {
  return side === "above" ? "below" : "above";
}

/** Lines at that edge of which it is known only with those beyond it whether they are part of a secret. */
export function openAt(side: Side, lines: readonly CleanLine[]): number {
  const textAt = (index: number) => textOf(lines[index]);
  return side === "below" ? linesCutBelow(textAt, lines.length) : linesCutAbove(textAt, lines.length);
}

/** The lines nearest to an edge. */
export function nearest(side: Side, lines: readonly CleanLine[]): readonly CleanLine[] {
  return side === "above" ? lines.slice(0, cutAhead) : lines.slice(-cutAhead);
}

export function textOf(line: CleanLine | undefined): string | undefined {
  return line?.before === undefined ? line?.text : undefined;
}

/** CloudWatch may give few or none before the end. */
const mostPages = 8;
const mostEvents = 1_000;

/**
 * The lines that lie beyond what was read, where an earlier reading or a bound of time ends there: asked of CloudWatch,
 * by their time, where those at the edge may be part of something with them. Throws LogTrouble.
 */
export async function linesBeyond(
  jobLogs: JobLogs,
  stream: LogStreamRef,
  { side, lines }: { side: Side; lines: readonly CleanLine[] },
): Promise<readonly CleanLine[]> {
  const edge = side === "above" ? lines[0] : lines.at(-1);
  if (edge === undefined || openAt(side, lines) === 0) return [];
  const { atMs } = edge;
  const isOfThen = (line: CleanLine) => line.atMs === atMs;
  // Of the same moment, and read already: they come once more.
  const other =
    side === "above"
      ? lines.findIndex((line) => !isOfThen(line))
      : lines.findLastIndex((line) => !isOfThen(line));
  const known = other === -1 ? lines.length : side === "above" ? other : lines.length - 1 - other;
  const eventsPerPage = Math.min(known + cutAhead, mostEvents);
  const range: CleanRange =
    side === "above"
      ? { from: "tail", endMs: atMs + 1, eventsPerPage }
      : { from: "head", startMs: atMs, eventsPerPage };
  let found: readonly CleanLine[] = [];
  let pages = 0;
  for await (const page of cleanPages(jobLogs, stream, range)) {
    if (!page.found) break;
    found = side === "above" ? [...page.cleaned, ...found] : [...found, ...page.cleaned];
    pages += 1;
    if (found.length >= eventsPerPage || pages >= mostPages) break;
  }
  const further = side === "above" ? found.slice(0, Math.max(found.length - known, 0)) : found.slice(known);
  return nearest(opposite(side), further);
}
