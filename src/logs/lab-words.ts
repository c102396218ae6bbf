/** What labs have masked by their own patterns, for what is said outside of logs. */
import type { Pi } from "../domain/people/pi.ts";
import { createPatternMask } from "./mask.ts";

/** Patterns are read once: a list of them lives as long as the configuration that holds it. */
const known = new WeakMap<readonly string[], (text: string) => string>();

export function maskLabWords(pis: Iterable<Pi | undefined>): (text: string) => string {
  const masks = [...pis].flatMap((pi) => (pi === undefined || pi.logs.mask.length === 0 ? [] : maskOf(pi)));
  return (text) => masks.reduce((masked, mask) => mask(masked), text);
}

function maskOf({ logs: { mask: patterns } }: Pi): (text: string) => string {
  const mask = known.get(patterns) ?? createPatternMask(patterns);
  known.set(patterns, mask);
  return mask;
}
