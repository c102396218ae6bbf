/** The mask of one PI and job: the well-known secrets, and what this lab and this job hold secret besides. */
import { RE2JS } from "re2js";
import { type Masked, maskByKeptUpRules, maskByOwnRules, maskSpans } from "../domain/secrets/secret.ts";
import { assignmentsTo, type Span } from "../domain/secrets/secret-assignment.ts";
import { findForms } from "./find-forms.ts";
import { neededLiterals } from "./needed-literals.ts";
import { secretForms } from "./secret-forms.ts";

export type Mask = {
  /** Masks one cleaned line, or another short text. */
  (text: string): Masked;
  /** One of many lines, of which the rules that are kept up are asked together afterwards. */
  line(text: string): Masked;
};

/**
 * `values` are secrets as such, found wherever and however they stand; of `names` whatever is assigned to them.
 * `patterns` are the PI's own in RE2's syntax, matched as written; one with a `maskPatternMistake` throws, so that
 * nothing is shown under half a mask.
 */
export function createMask(extra: {
  values: readonly string[];
  names?: readonly string[];
  patterns: readonly string[];
}): Mask {
  const finders: readonly ((text: string) => readonly Span[])[] = [
    findForms(secretForms(extra.values)),
    ...assignmentsFor(extra.names ?? []),
    ...patternsFor(extra.patterns),
  ];
  const line = (text: string): Masked => {
    let left = text;
    let masked = 0;
    for (const find of finders) {
      const spans = find(left);
      if (spans.length === 0) continue;
      left = maskSpans(left, spans);
      masked += spans.length;
    }
    const known = maskByOwnRules(left);
    return masked === 0 ? known : { text: known.text, masked: masked + known.masked };
  };
  return Object.assign((text: string) => maskByKeptUpRules(line(text)), { line });
}

/** A lab's own patterns alone. */
export function createPatternMask(patterns: readonly string[]): (text: string) => string {
  const finders = patternsFor(patterns);
  return (text) => finders.reduce((masked, find) => maskSpans(masked, find(masked)), text);
}

function assignmentsFor(names: readonly string[]) {
  if (names.length === 0) return [];
  const written = names.map((name) => name.replace(/\W/g, "\\$&")).join("|");
  const whole = new RegExp(`(?<![A-Za-z0-9_])(?:${written})(?![A-Za-z0-9_])`, "g");
  return [(text: string) => assignmentsTo(text, whole)];
}

/** One look for all of them: most lines match none. */
function patternsFor(patterns: readonly string[]) {
  const [one, ...more] = patterns.map((pattern) => RE2JS.compile(pattern));
  if (one === undefined) return [];
  const any = more.length === 0 ? one : RE2JS.compile(patterns.map((pattern) => `(?:${pattern})`).join("|"));
  const isWorthALook = firstOnce(any, patterns.map(neededLiterals));
  return [one, ...more].map(
    (pattern) => (text: string) => (isWorthALook(text) ? spansOf(pattern, text) : none),
  );
}

/** The patterns are asked of the same line one after the other. `needed`: by each of them. */
function firstOnce(any: RE2JS, needed: readonly (readonly string[])[]): (text: string) => boolean {
  let last: string | undefined;
  let found = false;
  const mayFind = (text: string) =>
    needed.some((literals) => literals.every((literal) => text.includes(literal)));
  return (text) => {
    if (last !== text) found = mayFind(text) && any.test(text);
    last = text;
    return found;
  };
}

const none: readonly Span[] = [];

function spansOf(pattern: RE2JS, text: string): Span[] {
  const spans: Span[] = [];
  const matcher = pattern.matcher(text);
  while (matcher.find()) {
    if (matcher.end() > matcher.start()) spans.push({ from: matcher.start(), to: matcher.end() });
  }
  return spans;
}
