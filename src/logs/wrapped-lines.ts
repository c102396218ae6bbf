/** Finds secrets that a terminal of fixed width has cut at its edge: one half ends a line, the other begins the next. */
import { maskText } from "../domain/secrets/secret.ts";
import type { Mask } from "./mask.ts";
import { spansBetween } from "./spans-between.ts";

/** Of a line: `to` where one from the line above ends, `from` where one begins that goes on below. */
export type Cut = { to?: number; from?: number };

/** One of which nothing is to be said, as it is part of a key or was written over, is undefined. */
type LineAt = (index: number) => string | undefined;

/** By the number of the line. */
export function cutsByWidth(mask: Mask, lines: readonly (string | undefined)[]): Map<number, Cut> {
  const { found, look } = cutFinder(mask, (index) => lines[index]);
  look(lines.length - 1);
  return found;
}

/** The same in order; up to `upTo` at most, and only where what follows within {@link cutAhead} lines is known. */
export function cutFinder(mask: Mask, lineAt: LineAt) {
  const found = new Map<number, Cut>();
  let next = 0;
  return {
    found,
    look(upTo: number): void {
      while (next < upTo) {
        const edge = edgeAfter(lineAt, next);
        const last = edge === "sure" ? lastOfRun(lineAt, next) : next + 1;
        if (edge !== "none") markCrossing(mask, { lineAt, first: next, last, edge }, found);
        // Of a run that is longer the rest is looked at with its last lines: a secret may go on there.
        next = last - next === mostLines ? last - linesOfASecret : last;
      }
    },
  };
}

/** Of so many lines the last ones that may be part of a secret with lines that are not known yet. */
export function linesCutBelow(lineAt: LineAt, count: number): number {
  const last = lineAt(count - 1) ?? "";
  if (last.length < narrowest) return 0;
  return runFrom(lineAt, { from: count - 1, step: -1, count });
}

/** The first ones, the same. */
export function linesCutAbove(lineAt: LineAt, count: number): number {
  const first = lineAt(0) ?? "";
  if (first === "" || first.startsWith(" ")) return 0;
  // The line behind a run may be its end.
  return mayRun(first) ? Math.min(runFrom(lineAt, { from: 0, step: 1, count }) + 1, count) : 1;
}

/** So many lines in a row are as wide as the first one. */
function runFrom(
  lineAt: LineAt,
  { from, step, count }: { from: number; step: 1 | -1; count: number },
): number {
  const line = lineAt(from) ?? "";
  if (!mayRun(line)) return 1;
  let run = 1;
  while (run < Math.min(count, mostLines) && lineAt(from + run * step)?.length === line.length) run++;
  return run;
}

function mayRun({ length }: string): boolean {
  return length >= narrowestPair || usualWidths.has(length);
}

/** What programs and their terminals take for the width where nobody has said one. */
const usualWidths: ReadonlySet<number> = new Set([
  72, 76, 78, 79, 80, 100, 119, 120, 128, 132, 160, 200, 240,
]);
const narrowest = 24;
/** Two lines are as wide as each other by chance more often than this allows for shorter ones. */
const narrowestPair = 40;
const nearby = 4;
const mostLines = 40;
const linesOfASecret = 10;
export const cutAhead = mostLines + nearby + 1;
/** Of what lies behind so much is looked at once more. */
export const cutBehind = nearby;

/** `sure`: as wide as a terminal, or as the line beside it. `likely`: no line nearby is longer. */
type Edge = "sure" | "likely" | "none";

function edgeAfter(lineAt: LineAt, index: number): Edge {
  const [line, next] = [lineAt(index), lineAt(index + 1)];
  if (!line || !next || line.length < narrowest || next.length > line.length || next.startsWith(" "))
    return "none";
  const { length } = line;
  const isAsWide = next.length === length || lineAt(index - 1)?.length === length;
  if (usualWidths.has(length) || (isAsWide && length >= narrowestPair)) return "sure";
  if (!endsWithin.test(line) || !beginsWithin.test(next) || !isLong(line, next)) return "none";
  for (let at = index - nearby; at <= index + nearby; at++)
    if ((lineAt(at)?.length ?? 0) > length) return "none";
  return "likely";
}

/** A secret of fewer characters is nobody's. */
function isLong(line: string, next: string): boolean {
  const before = line.length - line.lastIndexOf(" ") - 1;
  const blank = next.indexOf(" ");
  return before + (blank === -1 ? next.length : blank) >= 10;
}

const endsWithin = /[\w+/.~%-]$/;
const beginsWithin = /^[\w+/=.~%@-]/;

function lastOfRun(lineAt: LineAt, first: number): number {
  const width = lineAt(first)?.length;
  let last = first + 1;
  while (last - first < mostLines && lineAt(last)?.length === width && edgeAfter(lineAt, last) === "sure")
    last++;
  return last;
}

type Run = { lineAt: LineAt; first: number; last: number; edge: Exclude<Edge, "none"> };

/** No context that tells of a secret is further from the edge. */
const reach = { sure: 400, likely: 80 } as const;
const longest = 8_192;

function markCrossing(mask: Mask, { lineAt, first, last, edge }: Run, found: Map<number, Cut>): void {
  const lines = Array.from({ length: last - first + 1 }, (_, index) => lineAt(first + index) ?? "");
  const [begin = "", ...rest] = lines;
  const skipped = Math.max(begin.length - reach[edge], 0);
  const joined = (begin.slice(skipped) + rest.join("")).slice(
    0,
    edge === "sure" ? longest : 2 * reach.likely,
  );
  const { text, masked } = mask.line(joined);
  if (masked === 0) return;
  // That a secret goes on behind one that is whole already only the width can say.
  if (edge === "likely" && mask.line(begin).text.endsWith(maskText)) return;
  const spans = spansBetween(joined, text);
  let from = -skipped;
  for (const [index, { length }] of lines.slice(0, -1).entries()) {
    const to = from + length;
    const over = spans.find((span) => span.from < to && to < span.to);
    if (over !== undefined) {
      put(found, first + index, { from: Math.max(over.from - from, 0) });
      put(found, first + index + 1, { to: Math.min(over.to - to, lines[index + 1]?.length ?? 0) });
    }
    from = to;
  }
}

/** Looked at twice, the larger part is. */
function put(found: Map<number, Cut>, index: number, cut: Cut): void {
  const known = found.get(index);
  const to = Math.max(known?.to ?? 0, cut.to ?? 0);
  const from = Math.min(known?.from ?? Number.POSITIVE_INFINITY, cut.from ?? Number.POSITIVE_INFINITY);
  found.set(index, { ...(to > 0 ? { to } : {}), ...(Number.isFinite(from) ? { from } : {}) });
}
