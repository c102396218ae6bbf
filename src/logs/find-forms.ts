/** Finds many fixed texts in one go over a text: some hundreds at the price of one. */
import type { Span } from "../domain/secrets/secret-assignment.ts";

export type FindForms = (text: string) => Span[];

/** Of forms that overlap the longest counts; what touches is one span. Every form has at least three characters. */
export function findForms(forms: readonly string[]): FindForms {
  if (forms.length === 0) return () => [];
  const beginnings = new Uint8Array(1 << 16);
  const byBeginning = new Map<number, string[]>();
  for (const form of new Set(forms.flatMap(inPieces))) {
    const key = keyOf(form.charCodeAt(0), form.charCodeAt(1), form.charCodeAt(2));
    beginnings[key] = 1;
    byBeginning.set(key, [...(byBeginning.get(key) ?? []), form]);
  }
  for (const list of byBeginning.values()) list.sort((a, b) => b.length - a.length);
  return (text) => {
    const spans: Span[] = [];
    const last = text.length - keyChars;
    let [first, second] = [text.charCodeAt(0), text.charCodeAt(1)];
    let end = 0;
    for (let at = 0; at <= last; at++) {
      const third = text.charCodeAt(at + 2);
      const key = keyOf(first, second, third);
      first = second;
      second = third;
      if (beginnings[key] === 0 || at < end) continue;
      const form = byBeginning.get(key)?.find((each) => text.startsWith(each, at));
      if (form === undefined) continue;
      end = at + form.length;
      add(spans, at, end);
    }
    return spans;
  };
}

const keyChars = 3;

function keyOf(first: number, second: number, third: number): number {
  return (Math.imul(first, 961) + Math.imul(second, 31) + third) & 0xffff;
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
