/** The mask of one PI and job: the well-known secrets, and what this lab and this job hold secret besides. */
import { RE2JS } from "re2js";
import { cleanLine } from "../domain/log-text.ts";
import { type Masked, maskSecrets, maskSpans, maskText } from "../domain/secret.ts";
import type { Span } from "../domain/secret-assignment.ts";

/** Masks one cleaned line, or another short text. */
export type Mask = (text: string) => Masked;

/**
 * `values` are secrets as such, found wherever they stand; those under 6 characters are left out, because they would
 * mask half the log. `patterns` are the PI's own in RE2's syntax, matched as written; one with a
 * `maskPatternMistake` throws, so that nothing is shown under half a mask.
 */
export function createMask(extra: { values: readonly string[]; patterns: readonly string[] }): Mask {
  const values = valuesPattern(extra.values);
  const patterns = extra.patterns.map((pattern) => RE2JS.compile(pattern));
  return (text) => {
    const own = values === undefined ? [] : [...text.matchAll(values)].map(spanOf);
    let result = further({ text, masked: 0 }, own);
    for (const pattern of patterns) result = further(result, spansOf(pattern, result.text));
    const known = maskSecrets(result.text);
    return { text: known.text, masked: result.masked + known.masked };
  };
}

const shortestValue = 6;

/** Longest first, so that a value that holds another is masked whole. */
function valuesPattern(values: readonly string[]): RegExp | undefined {
  const forms = values
    .flatMap((value) => value.split("\n"))
    .flatMap((value) => [cleanLine(value).trim(), inAddress(value), JSON.stringify(value).slice(1, -1)])
    .filter((form) => form.length >= shortestValue && form !== maskText);
  if (forms.length === 0) return undefined;
  const longestFirst = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return new RegExp(longestFirst.map((form) => form.replace(/[^\w\s]/g, "\\$&")).join("|"), "g");
}

function inAddress(value: string): string {
  return encodeURIComponent(value.toWellFormed());
}

function spansOf(pattern: RE2JS, text: string): Span[] {
  if (!pattern.test(text)) return [];
  const spans: Span[] = [];
  const matcher = pattern.matcher(text);
  while (matcher.find()) {
    if (matcher.end() > matcher.start()) spans.push({ from: matcher.start(), to: matcher.end() });
  }
  return spans;
}

function spanOf(match: RegExpExecArray): Span {
  return { from: match.index, to: match.index + match[0].length };
}

function further({ text, masked }: Masked, spans: readonly Span[]): Masked {
  return spans.length === 0
    ? { text, masked }
    : { text: maskSpans(text, spans), masked: masked + spans.length };
}
