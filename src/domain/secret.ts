/** Finds and masks what looks like a secret. A help, not a promise: what has no known shape or name is not found. */
import { isSecretUnderName, type Span, secretAssignments } from "./secret-assignment.ts";
import { type SecretRule, secretRules } from "./secret-rules.ts";

export const maskText = "[masked]";

export type Masked = { text: string; masked: number };

/** Masks by shape and by name. Expects text without escape sequences: they could split a secret in two. */
export function maskSecrets(text: string): Masked {
  if (!worthALook.test(text)) return { text, masked: 0 };
  const lower = text.toLowerCase();
  let result: Masked = { text, masked: 0 };
  for (const { hints, pattern } of secretRules) {
    if (!hints.some((hint) => lower.includes(hint))) continue;
    result = maskedFurther(result, spansOf(pattern, result.text));
  }
  return maskedFurther(result, secretAssignments(result.text));
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

const assignmentHints = ["pass", "pwd", "secret", "token", "credential", "key"];

/** Most lines hold none of the hints and are done after this one look. */
const worthALook = new RegExp(
  [...new Set([...assignmentHints, ...secretRules.flatMap((rule) => rule.hints)])]
    .map((hint) => hint.replace(/\W/g, "\\$&"))
    .join("|"),
  "i",
);

function maskedFurther({ text, masked }: Masked, spans: readonly Span[]): Masked {
  return spans.length === 0
    ? { text, masked }
    : { text: maskSpans(text, spans), masked: masked + spans.length };
}

function spansOf(pattern: SecretRule["pattern"], text: string): Span[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [from, to] = match.indices?.groups?.secret ?? [0, 0];
    return from === to || text.slice(from, to) === maskText ? [] : [{ from, to }];
  });
}
