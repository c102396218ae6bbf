/** Which rules are worth trying on a text: told by the words in it, found in one go. Most lines hold none. */
import { type SecretRule, secretRules } from "./secret-rules.ts";

/** In the order of the rules; undefined where there is nothing to look for. `named`: something may be given to a name. */
export type Worth = { rules: readonly SecretRule[]; named: boolean };

export function worthTrying(text: string): Worth | undefined {
  anyHint.lastIndex = 0;
  let match = anyHint.exec(text);
  if (match === null) return undefined;
  const told = new Set<number>();
  for (; match !== null; match = anyHint.exec(text)) {
    for (const index of toldBy.get(match[0].toLowerCase()) ?? []) told.add(index);
    // Hints may overlap: a `pass` that ends a `secret` begins with another one's last letter.
    anyHint.lastIndex = match.index + 1;
  }
  const named = told.delete(byName);
  const inOrder = told.size < 2 ? [...told] : [...told].sort((a, b) => a - b);
  return { rules: inOrder.flatMap((index) => secretRules[index] ?? []), named };
}

/** Stands among the rules' places for what is found by its name. */
const byName = -1;
const hintsOfNames = ["pass", "pwd", "secret", "token", "credential", "key"];

const places: readonly (readonly [hint: string, place: number])[] = [
  ...hintsOfNames.map((hint) => [hint, byName] as const),
  ...secretRules.flatMap(({ hints }, index) => hints.map((hint) => [hint, index] as const)),
];
const longestFirst = [...new Set(places.map(([hint]) => hint))].sort((a, b) => b.length - a.length);

/** A hint tells of its own rules, and of those of each hint that it begins with: of these only the longest is found. */
const toldBy: ReadonlyMap<string, readonly number[]> = new Map(
  longestFirst.map((found) => [
    found,
    [...new Set(places.flatMap(([hint, place]) => (found.startsWith(hint) ? [place] : [])))],
  ]),
);

const anyHint = new RegExp(longestFirst.map((hint) => hint.replace(/\W/g, "\\$&")).join("|"), "gi");
