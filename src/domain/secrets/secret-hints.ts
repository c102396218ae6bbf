/** Which rules are worth trying on a text: told by the words in it, found in one go. */
import { hintFinder } from "./hint-finder.ts";
import { nameHints } from "./secret-assignment.ts";
import { type SecretRule, secretRules } from "./secret-rules.ts";

/** In the order of the rules; undefined where there is nothing to look for. `named`: something may be given to a name. */
export type Worth = { rules: readonly SecretRule[]; named: boolean };

export function worthTrying(text: string): Worth | undefined {
  const told = placesIn(text);
  if (told === undefined) return undefined;
  const named = told[0] === byName;
  return { rules: told.slice(Number(named)).map((place) => secretRules[place] as SecretRule), named };
}

/** Stands before the rules' places for what is found by its name. */
const byName = -1;

const ofRules = Map.groupBy(
  secretRules.flatMap((rule, place) => rule.hints.map((text) => ({ text, place }))),
  ({ text }) => text,
);
const placesIn = hintFinder([
  ...[...ofRules].map(([text, rules]) => ({ text, tells: rules.map(({ place }) => place) })),
  ...Object.entries(nameHints).map(([text, around]) => ({ text, around, tells: [byName] })),
]);
