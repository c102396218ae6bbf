/** Finds and masks what looks like a secret. A help, not a promise: what has no known shape or name is not found. */
import { keptUpSpans } from "./kept-up-rules.ts";
import { isSecretUnderName, type Span, secretAssignments } from "./secret-assignment.ts";
import { worthTrying } from "./secret-hints.ts";
import type { SecretRule } from "./secret-rules.ts";

export const maskText = "[masked]";

export type Masked = { text: string; masked: number };

/** Masks by shape and by name. Expects text without escape sequences: they could split a secret in two. */
export function maskSecrets(text: string): Masked {
  return maskByKeptUpRules(maskByOwnRules(text));
}

/** By our own rules alone: for lines, of which the others are asked once for many. */
export function maskByOwnRules(text: string): Masked {
  const worth = worthTrying(text);
  if (worth === undefined) return { text, masked: 0 };
  const known = maskShapes(text, worth.rules);
  return worth.named ? maskedFurther(known, secretAssignments(known.text)) : known;
}

export function maskByKeptUpRules(done: Masked): Masked {
  return maskedFurther(done, furtherSpans(done.text));
}

/** What the kept-up rules find. What is masked already is left as it is, and so is what stands around it. */
export function furtherSpans(text: string): Span[] {
  return keptUpSpans(text).filter(({ from, to }) => !text.slice(from, to).includes(maskText));
}

/** By shape alone: for what the bot says itself, in which a name and a colon are only words. */
export function maskTokens(text: string): string {
  return maskByKeptUpRules(maskShapes(text, worthTrying(text)?.rules ?? [])).text;
}

/** The secrets in a text, as they stand there. */
export function secretsWithin(text: string): string[] {
  const [first = "", ...rest] = maskSecrets(text).text.split(maskText);
  let at = first.length;
  return rest.flatMap((between, index) => {
    const isLast = index === rest.length - 1;
    const end = isLast ? text.length - between.length : text.indexOf(between, at + 1);
    const secret = text.slice(at, Math.max(end, at));
    at = end + between.length;
    return secret === "" ? [] : [secret];
  });
}

function maskShapes(text: string, rules: readonly SecretRule[]): Masked {
  let result: Masked = { text, masked: 0 };
  for (const { pattern } of rules) result = maskedFurther(result, spansOf(pattern, result.text));
  return result;
}

/** Whether a value that someone gives under a name (an environment variable, a parameter) looks like a secret. */
export function looksSecret(name: string, value: string): boolean {
  return isSecretUnderName(name, value) || maskSecrets(value).masked > 0;
}

/** A command word by word: `--password x` gives its secret away by the word before. */
export function maskWords(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const before = `${words[index - 1] ?? ""} `;
    const together = maskSecrets(before + word);
    if (together.masked === 0) return word;
    return together.text.startsWith(before) ? together.text.slice(before.length) : maskSecrets(word).text;
  });
}

/** Named values: one that looks like a secret, by its name or in itself, is masked. */
export function maskValues(values: Readonly<Record<string, string>>): Record<string, string> {
  const masked = (name: string, value: string) =>
    isSecretUnderName(name, value) ? maskText : maskSecrets(value).text;
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, masked(name, value)]));
}

/** Replaces the spans, which are in order and do not overlap. */
export function maskSpans(text: string, spans: readonly Span[]): string {
  let end = 0;
  const parts = spans.map(({ from, to }) => {
    const part = text.slice(end, from) + maskText;
    end = to;
    return part;
  });
  return parts.join("") + text.slice(end);
}

function maskedFurther({ text, masked }: Masked, spans: readonly Span[]): Masked {
  return spans.length === 0
    ? { text, masked }
    : { text: maskSpans(text, spans), masked: masked + spans.length };
}

/** Not by `matchAll`, which copies the pattern each time. */
function spansOf(pattern: SecretRule["pattern"], text: string): readonly Span[] {
  pattern.lastIndex = 0;
  let match = pattern.exec(text);
  if (match === null) return none;
  const spans: Span[] = [];
  for (; match !== null; match = pattern.exec(text)) {
    const [from, to] = match.indices?.groups?.secret ?? [0, 0];
    if (from < to && text.slice(from, to) !== maskText) spans.push({ from, to });
    if (match[0] === "") pattern.lastIndex += 1;
  }
  return spans;
}

const none: readonly Span[] = [];
