// One entry of a list in an event pattern: a value itself, or a comparison.

import { invalidPattern } from "./invalid-pattern.ts";

export type ValueTest = (value: unknown) => boolean;

/** A field that is not there comes as undefined. */
export function valueMatcher(entry: unknown): ValueTest {
  if (typeof entry !== "object" || entry === null) return (value) => value === entry;
  const [[operator, operand] = [], ...more] = Object.entries(entry);
  const make = operator === undefined ? undefined : operators[operator];
  if (!make || more.length > 0) throw invalidPattern(`unrecognized match type ${String(operator)}`);
  return make(operand);
}

const operators: Record<string, (operand: unknown) => ValueTest> = {
  exists: (operand) => {
    if (typeof operand !== "boolean") throw invalidPattern("exists needs true or false");
    return (value) => isScalar(value) === operand;
  },
  prefix: (operand) => textTest(operand, (text, wanted) => text.startsWith(wanted)),
  suffix: (operand) => textTest(operand, (text, wanted) => text.endsWith(wanted)),
  "equals-ignore-case": (operand) =>
    textTest(operand, (text, wanted) => text.toLowerCase() === wanted.toLowerCase()),
  wildcard: (operand) => wildcardTest(operand),
  numeric: (operand) => numericTest(operand),
  "anything-but": (operand) => {
    const unwanted = anythingBut(operand);
    return (value) => isScalar(value) && !unwanted.some((test) => test(value));
  },
};

function isScalar(value: unknown): boolean {
  return value !== undefined && (typeof value !== "object" || value === null);
}

function textTest(operand: unknown, holds: (text: string, wanted: string) => boolean): ValueTest {
  if (typeof operand === "object" && operand !== null && "equals-ignore-case" in operand)
    return textTest(operand["equals-ignore-case"], (text, wanted) =>
      holds(text.toLowerCase(), wanted.toLowerCase()),
    );
  if (typeof operand !== "string") throw invalidPattern("a text comparison needs a string");
  return (value) => typeof value === "string" && holds(value, operand);
}

function anythingBut(operand: unknown): ValueTest[] {
  const entries = Array.isArray(operand) ? operand : [operand];
  return entries.flatMap((entry) => {
    if (typeof entry !== "object" || entry === null) return [valueMatcher(entry)];
    // {"anything-but": {"prefix": ["a", "b"]}} means neither.
    return Object.entries(entry).flatMap(([operator, inner]) =>
      (Array.isArray(inner) ? inner : [inner]).map((one) => valueMatcher({ [operator]: one })),
    );
  });
}

function wildcardTest(operand: unknown): ValueTest {
  if (typeof operand !== "string") throw invalidPattern("wildcard needs a string");
  const escaped = operand.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const expression = new RegExp(`^${escaped.join(".*")}$`, "s");
  return (value) => typeof value === "string" && expression.test(value);
}

const comparisons: Record<string, (a: number, b: number) => boolean> = {
  "=": (a, b) => a === b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
};

function numericTest(operand: unknown): ValueTest {
  if (!Array.isArray(operand) || operand.length === 0 || operand.length % 2 !== 0)
    throw invalidPattern("numeric needs pairs of comparison and number");
  const tests = Array.from({ length: operand.length / 2 }, (_, pair) => {
    const compare = comparisons[String(operand[pair * 2])];
    const limit: unknown = operand[pair * 2 + 1];
    if (!compare || typeof limit !== "number")
      throw invalidPattern("numeric needs pairs of comparison and number");
    return (value: number) => compare(value, limit);
  });
  return (value) => typeof value === "number" && tests.every((test) => test(value));
}
