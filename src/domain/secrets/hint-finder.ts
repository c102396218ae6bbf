/** Finds which of many words stand in a text, in one go. Most texts hold none. */
import { pairAt, pairChars, pairs, windowSteps } from "./window-steps.ts";

/**
 * `text` is in lower case, of three characters or more, and stands for upper case too; `tells` are numbers of whatever
 * it is a hint of. `around`: what else must stand there, with the flag `y`: it is tried at the hint's place.
 */
export type Hint = { text: string; tells: readonly number[]; around?: RegExp | undefined };

/** What the hints in a text tell, each once and in order; undefined where none stands there. */
export function hintFinder(hints: readonly Hint[]): (text: string) => number[] | undefined {
  const window = Math.min(...hints.map(({ text }) => text.length));
  const beginnings = hints.flatMap((hint) =>
    inBothCases(hint.text.slice(0, window)).map((text) => ({ hint, text })),
  );
  const steps = windowSteps(
    beginnings.map(({ text }) => text),
    window,
  );
  /** By the two characters that end the window. */
  const ending = Map.groupBy(beginnings, ({ text }) => pairAt(text, window - pairChars));
  const byPair = Array.from({ length: pairs }, (_, pair): readonly Hint[] => {
    const found = ending.get(pair);
    return found === undefined ? noHints : [...new Set(found.map(({ hint }) => hint))];
  });

  return (text) => {
    let told: number[] | undefined;
    const last = text.length - pairChars;
    for (let at = window - pairChars; at <= last; ) {
      const pair = pairAt(text, at);
      const step = steps[pair] as number;
      if (step > 0) {
        at += step;
        continue;
      }
      for (const hint of byPair[pair] as readonly Hint[]) {
        if (!standsAt(text, hint, at + pairChars - window)) continue;
        told ??= [];
        for (const one of hint.tells) if (!told.includes(one)) told.push(one);
      }
      at += 1;
    }
    return told?.sort((a, b) => a - b);
  };
}

const noHints: readonly Hint[] = [];

function standsAt(text: string, hint: Hint, from: number): boolean {
  for (let at = 0; at < hint.text.length; at++) {
    const code = text.charCodeAt(from + at);
    const isUpper = code >= 0x41 && code <= 0x5a;
    if ((isUpper ? code + 0x20 : code) !== hint.text.charCodeAt(at)) return false;
  }
  if (hint.around === undefined) return true;
  hint.around.lastIndex = from;
  return hint.around.test(text);
}

/** Every spelling of a few letters. */
function inBothCases(text: string): string[] {
  return [...text].reduce<string[]>(
    (spellings, char) =>
      [...new Set([char, char.toUpperCase()])].flatMap((each) => spellings.map((before) => before + each)),
    [""],
  );
}
