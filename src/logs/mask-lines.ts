/** Masks lines that stand together: a secret may be spread over several, or torn apart by what a terminal writes over. */
import {
  furtherSpans,
  type Masked,
  maskByKeptUpRules,
  maskSpans,
  maskText,
} from "../domain/secrets/secret.ts";
import type { Span } from "../domain/secrets/secret-assignment.ts";
import { type KeyEdges, keyLines, type OpenKey } from "./key-lines.ts";
import type { Mask } from "./mask.ts";
import { type Cut, cutsByWidth } from "./wrapped-lines.ts";

/** `before`: what stood on the same line of the terminal until it was written over. */
export type Line = { text: string; before?: string };

/** What stands around the lines, as far as it is known: it is read with them, and not given. */
export type Beyond<L extends Line = Line> = {
  above?: readonly L[] | undefined;
  below?: readonly L[] | undefined;
  /** A key goes on over that edge. */
  keyAbove?: OpenKey | undefined;
  keyBelow?: OpenKey | undefined;
};

export function maskLines(mask: Mask, lines: readonly (string | Line)[], beyond: Beyond = {}): Masked[] {
  const { above = [], below = [], keyAbove, keyBelow } = beyond;
  const given = lines.map((line) => (typeof line === "string" ? { text: line } : line));
  const all = [...above, ...given, ...below];
  const keys = new Map([
    ...keysIn(above, 0),
    ...keysIn(given, above.length, { above: keyAbove, below: keyBelow }),
    ...keysIn(below, above.length + given.length),
  ]);
  const cuts = cutsByWidth(
    mask,
    all.map(({ text, before }, index) => (keys.has(index) || before !== undefined ? undefined : text)),
  );
  return maskTogether(
    all.map((line, index) => maskAlone(mask, line, { keyFrom: keys.get(index), cut: cuts.get(index) })),
  ).slice(above.length, above.length + given.length);
}

function* keysIn(lines: readonly Line[], from: number, edges: KeyEdges = {}): Generator<[number, number]> {
  const { found } = keyLines(
    lines.map(({ text }) => text),
    edges,
  );
  for (const [index, at] of found) yield [from + index, at];
}

/** `keyFrom`: from where on it is part of a key. `cut`: what of it is part of a secret with its neighbours. */
export type Beside = { keyFrom: number | undefined; cut: Cut | undefined };

/** One of them, but for the kept-up rules. */
export function maskAlone(mask: Mask, { text, before }: Line, { keyFrom, cut }: Beside): Masked {
  if (keyFrom !== undefined) return { text: text.slice(0, keyFrom) + maskText, masked: 1 };
  if (cut !== undefined) return maskCut(mask, text, cut);
  return before === undefined ? mask.line(text) : maskTorn(mask, { before, text });
}

/** A secret that goes over the edge of a line, or two of them. */
function maskCut(mask: Mask, text: string, { to = 0, from = text.length }: Cut): Masked {
  const between = mask.line(text.slice(to, Math.max(from, to)));
  const [before, after] = [to > 0, from < text.length && from >= to];
  return {
    text: (before ? maskText : "") + between.text + (after ? maskText : ""),
    masked: between.masked + Number(before) + Number(after),
  };
}

type Around = { before?: readonly Masked[]; after?: readonly Masked[] };

/**
 * The kept-up rules, asked once for all lines as one text, which is a hundred times as fast as line by line; `around`
 * them stand others that are read with them.
 */
export function maskTogether(lines: readonly Masked[], { before = [], after = [] }: Around = {}): Masked[] {
  const all = [...before, ...lines, ...after];
  const spans = furtherSpans(all.map(({ text }) => text).join("\n"));
  if (spans.length === 0) return [...lines];
  const found = spansByLine(all, spans);
  return lines.map((line, index) => {
    const inLine = found.get(before.length + index);
    if (inLine === undefined) return line;
    const masked = { text: maskSpans(line.text, inLine.spans), masked: line.masked + inLine.spans.length };
    // Where a name stands on one line and its secret on the next, the name's own line is asked by itself.
    return inLine.isOpen ? maskByKeptUpRules(masked) : masked;
  });
}

/** `isOpen`: something begins on this line and ends on another. */
type InLine = { spans: Span[]; isOpen: boolean };

/** Each span on its line; of one over several what is on those behind the first: line ends stay. */
function spansByLine(lines: readonly Masked[], spans: readonly Span[]): Map<number, InLine> {
  const found = new Map<number, InLine>();
  let next = 0;
  let start = 0;
  lines.forEach(({ text }, index) => {
    const end = start + text.length;
    const inLine: InLine = { spans: [], isOpen: false };
    for (let span = spans[next]; span !== undefined && span.from <= end; span = spans[next]) {
      const [from, to] = [Math.max(span.from, start), Math.min(span.to, end)];
      if (span.to > end && span.from >= start) inLine.isOpen = true;
      else if (from < to) inLine.spans.push({ from: from - start, to: to - start });
      if (span.to > end) break;
      next += 1;
    }
    if (inLine.isOpen || inLine.spans.length > 0) found.set(index, inLine);
    start = end + 1;
  });
  return found;
}

/** A secret of which one half was written over: the other half goes too. */
function maskTorn(mask: Mask, { before, text }: Required<Line>): Masked {
  const alone = mask(text);
  const whole = mask(before.slice(-tornChars) + text).text;
  if (whole.endsWith(alone.text)) return alone;
  let same = 0;
  while (same < alone.text.length && whole.at(-1 - same) === alone.text.at(-1 - same)) same++;
  const kept = alone.text.slice(alone.text.length - same);
  return { text: maskText + kept, masked: kept.split(maskText).length };
}

/** No secret is longer, and a progress bar writes itself over for hours. */
export const tornChars = 8_192;
