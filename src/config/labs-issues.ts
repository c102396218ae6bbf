import { z } from "zod";
import { nearest } from "../domain/nearest.ts";
import { looksSecret } from "../domain/secrets/secret.ts";
import type { YamlPath } from "./labs-yaml.ts";

export type Mistake = {
  path: YamlPath;
  message: string;
  /** The key itself is wrong, not what stands behind it. */
  isKey?: true;
};

/** What a schema finds wrong with a value, in words that follow the name of the place. */
export function mistakesIn(schema: z.ZodType, value: unknown): Mistake[] {
  const parsed = schema.safeParse(value);
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => mistakesOf(issue, schema, value));
}

function mistakesOf(issue: z.core.$ZodIssue, schema: z.ZodType, value: unknown): Mistake[] {
  const { path } = issue;
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `is no key that is known here${didYouMean(key, keysAt(schema, path))}`,
        isKey: true,
      }));
    case "invalid_type":
      return [{ path, message: typeWords(issue.expected, valueAt(value, path)) }];
    case "invalid_value": {
      const given = valueAt(value, path);
      if (given === undefined) return [{ path, message: "is missing" }];
      const options = issue.values.map(String);
      return [{ path, message: `must be ${listed(options)}${didYouMean(String(given), options)}` }];
    }
    case "custom":
      if (issue.params?.isFormat === false) return [{ path, message: issue.message }];
      return [{ path, message: withValue(issue.message, path, value) }];
    default:
      return [{ path, message: withValue(issue.message, path, value) }];
  }
}

function withValue(message: string, path: YamlPath, value: unknown): string {
  return message + shown(String(path.at(-1)), valueAt(value, path));
}

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a group of keys",
  record: "a group of keys",
};

function typeWords(expected: string, given: unknown): string {
  if (given === undefined) return "is missing";
  const quotes = expected === "string" && typeof given !== "object" ? ": put it in quotes" : "";
  return `must be ${typeNames[expected] ?? expected}${quotes}`;
}

function didYouMean(given: string, known: readonly string[]): string {
  const meant = nearest(given, known);
  return meant === undefined ? "" : `; did you mean ${meant}?`;
}

function listed(options: readonly string[]): string {
  return options.length < 2 ? options.join("") : `${options.slice(0, -1).join(", ")} or ${options.at(-1)}`;
}

/** What was read helps to see the mistake; nothing that might be a secret is repeated. */
function shown(name: string, given: unknown): string {
  if (typeof given !== "string" && typeof given !== "number") return "";
  const text = String(given);
  const isPrivate = name === "externalId" || looksSecret(name, text);
  return text === "" || text.length > 40 || isPrivate ? "" : `, not ${JSON.stringify(given)}`;
}

function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (inner, step) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
}

function keysAt(schema: z.ZodType, path: YamlPath): string[] {
  const inner = path.reduce<unknown>((outer, step) => childOf(unwrapped(outer), step), schema);
  const object = unwrapped(inner);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function childOf(schema: unknown, step: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) return Reflect.get(schema.shape, step);
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

function unwrapped(schema: unknown): unknown {
  const wraps =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wraps ? unwrapped(schema.unwrap()) : schema;
}
