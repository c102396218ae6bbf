// EventBridge's event patterns: which events a rule is for.

import { invalidPattern } from "./invalid-pattern.ts";
import { valueMatcher } from "./value-matcher.ts";

export type EventPattern = (event: unknown) => boolean;
type Json = Record<string, unknown>;

const maxPatternChars = 2048;

/** Throws InvalidEventPatternException for what is not a pattern. */
export function eventPattern(text: string): EventPattern {
  if (text.length > maxPatternChars) throw invalidPattern(`longer than ${maxPatternChars} characters`);
  let pattern: unknown;
  try {
    pattern = JSON.parse(text);
  } catch {
    throw invalidPattern("not JSON");
  }
  if (!isObject(pattern) || Object.keys(pattern).length === 0)
    throw invalidPattern("not an object with fields");
  return objectMatcher(pattern);
}

function objectMatcher(pattern: Json): EventPattern {
  const tests = Object.entries(pattern).map(([name, wanted]) =>
    name === "$or" ? anyOf(wanted) : fieldMatcher(name, wanted),
  );
  return (event) => tests.every((test) => test(event));
}

function anyOf(choices: unknown): EventPattern {
  if (!Array.isArray(choices) || choices.length < 2) throw invalidPattern("$or needs a list of patterns");
  const tests = choices.map((choice) => {
    if (!isObject(choice)) throw invalidPattern("$or needs a list of patterns");
    return objectMatcher(choice);
  });
  return (event) => tests.some((test) => test(event));
}

function fieldMatcher(name: string, wanted: unknown): EventPattern {
  if (isObject(wanted)) {
    const nested = objectMatcher(wanted);
    // A pattern may look into a field that is not there: `exists: false` then holds.
    return (event) => oneOrMany(field(event, name)).some(nested);
  }
  if (!Array.isArray(wanted) || wanted.length === 0)
    throw invalidPattern(`"${name}" must be an object or a non-empty list`);
  const tests = wanted.map(valueMatcher);
  return (event) => {
    const value = field(event, name);
    return tests.some((test) => (Array.isArray(value) && value.length > 0 ? value.some(test) : test(value)));
  };
}

function oneOrMany(value: unknown): unknown[] {
  return Array.isArray(value) && value.length > 0 ? value : [value];
}

function field(event: unknown, name: string): unknown {
  return isObject(event) ? event[name] : undefined;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
