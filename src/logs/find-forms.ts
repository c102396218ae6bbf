/** Finds many fixed texts in one go over a text: some hundreds at the price of one. */
import type { Span } from "../domain/secrets/secret-assignment.ts";

export type FindForms = (text: string) => Span[];

/** Of forms that overlap the longest counts; what touches is one span. Every form has at least two characters. */
export function findForms(forms: readonly string[]): FindForms {
  if (forms.length === 0) return () => [];
  const pieces = [...new Set(forms.flatMap(inPieces))].sort((a, b) => b.length - a.length);
  /** Where a form begins there are as many characters as in the shortest, of which the last two are looked at first. */
  const window = Math.min(...pieces.map(({ length }) => length));
  const steps = stepsBy(pieces, window);
  const byBeginning = Map.groupBy(pieces, (piece) => keyOf(piece, window - pairChars));
  return (text) => {
    const spans: Span[] = [];
    const last = text.length - pairChars;
    for (let at = window - pairChars; at <= last; ) {
      const key = keyOf(text, at);
      const step = steps[key] as number;
      const from = at + pairChars - window;
      const form = step > 0 ? undefined : byBeginning.get(key)?.find((each) => text.startsWith(each, from));
      if (form !== undefined) add(spans, from, from + form.length);
      at += form?.length ?? Math.max(step, 1);
    }
    return spans;
  };
}

/** How far no form can begin behind two characters that end a window: of those in a form, from the last such place on. */
function stepsBy(pieces: readonly string[], window: number): Uint8Array {
  const widest = Math.min(window - pairChars + 1, 255);
  const steps = new Uint8Array(1 << 16).fill(widest);
  for (const piece of pieces) {
    for (let at = 0; at <= window - pairChars; at++) {
      const key = keyOf(piece, at);
      steps[key] = Math.min(steps[key] as number, window - pairChars - at);
    }
  }
  return steps;
}

const pairChars = 2;

/** The same for some that are not the same: what it tells of is compared. */
function keyOf(text: string, at: number): number {
  return (text.charCodeAt(at) & 0xff) | ((text.charCodeAt(at + 1) & 0xff) << 8);
}

/** A long text that nearly repeats itself would be compared to its end at every place. */
const longestPiece = 256;
const shortestPiece = 16;

function inPieces(form: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < form.length; from += longestPiece) {
    const piece = form.slice(from, from + longestPiece);
    if (from === 0 || piece.length >= shortestPiece) pieces.push(piece);
  }
  return pieces;
}

function add(spans: Span[], from: number, to: number): void {
  const before = spans.at(-1);
  if (before?.to === from) before.to = to;
  else spans.push({ from, to });
}
