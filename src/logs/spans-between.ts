import { maskText } from "../domain/secrets/secret.ts";
import type { Span } from "../domain/secrets/secret-assignment.ts";

/** What was taken out of a text, told from what is left of it; where that could have stood in several places, all of them. */
export function spansBetween(text: string, masked: string): Span[] {
  const kept = masked.split(maskText);
  const earliest: number[] = [];
  let at = 0;
  for (const piece of kept) {
    at = text.indexOf(piece, at) + piece.length;
    earliest.push(at);
  }
  const latest: number[] = [];
  at = text.length;
  for (const piece of kept.toReversed()) {
    at = text.lastIndexOf(piece, at - piece.length);
    latest.unshift(at);
  }
  return earliest.slice(0, -1).map((from, index) => ({ from, to: latest[index + 1] ?? text.length }));
}
