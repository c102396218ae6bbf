/** Finds many fixed texts in one go over a text: some hundreds at the price of one. */
import type { Span } from "../domain/secrets/secret-assignment.ts";
import { pairAt, pairChars, windowSteps } from "../domain/secrets/window-steps.ts";

export type FindForms = (text: string) => readonly Span[];

/** Of forms that overlap the longest counts; what touches is one span. Every form has at least two characters. */
export function findForms(forms: readonly string[]): FindForms {
  if (forms.length === 0) return () => none;
  const pieces = [...new Set(forms.flatMap(inPieces))].sort((a, b) => b.length - a.length);
  const window = Math.min(...pieces.map(({ length }) => length));
  const steps = windowSteps(pieces, window);
  const byBeginning = Map.groupBy(pieces, (piece) => pairAt(piece, window - pairChars));
  return (text) => {
    let spans: Span[] | undefined;
    const last = text.length - pairChars;
    for (let at = window - pairChars; at <= last; ) {
      const pair = pairAt(text, at);
      const step = steps[pair] as number;
      const from = at + pairChars - window;
      const form = step > 0 ? undefined : byBeginning.get(pair)?.find((each) => text.startsWith(each, from));
      if (form !== undefined) {
        spans ??= [];
        add(spans, from, from + form.length);
      }
      at += form?.length ?? Math.max(step, 1);
    }
    return spans ?? none;
  };
}

const none: readonly Span[] = [];

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
