/** Holds a value of a document against its shape: every mistake with its path, and the value as it was probably meant. */
import { nearest } from "../../../domain/nearest.ts";
import { code } from "../../typing/quote.ts";
import { isObject } from "./is-object.ts";
import { fieldsOf, withKnownNames } from "./known-names.ts";
import { isLeftover } from "./leftovers.ts";
import { meantAmount, meantList, meantMap, meantObject, meantPairs, meantTag } from "./meant-value.ts";
import type { ObjectShape, Shape, TextShape } from "./shape.ts";
import type { Notes } from "./shape-notes.ts";

export type ShapeReading = {
  /** As it was meant, as far as that is known; without what was left empty. */
  value: unknown;
  mistakes: readonly string[];
  /** Whether every mistake is put right in `value`. */
  isMended: boolean;
  /** Paths of what a skeleton has and nobody filled in. */
  leftEmpty: readonly string[];
};

export function readShape(shape: Shape, value: unknown): ShapeReading {
  const notes: Notes = { mistakes: [], isMended: true, leftEmpty: [] };
  return { value: readAt({ shape, value, path: "", notes }), ...notes };
}

type At<S = Shape> = { shape: S; value: unknown; path: string; notes: Notes };

function readAt(at: At): unknown {
  const { shape } = at;
  // Its own language could not be read, and that has been said.
  if (at.value === undefined) return undefined;
  switch (shape.kind) {
    case "text":
      return readText({ ...at, shape });
    case "number":
      return readNumber({ ...at, shape });
    case "flag":
      return readFlag(at);
    case "list":
      return readList({ ...at, shape });
    case "map":
      return readMap(at);
    case "object":
      return readObject({ ...at, shape });
  }
}

function readText({ shape, value, path, notes }: At<TextShape>): unknown {
  if (typeof value !== "string") {
    const isPlain = typeof value === "number" || typeof value === "boolean";
    if (!isPlain) return unmended(notes, `${code(path)} must be text, and is ${named(value)}.`);
    notes.mistakes.push(
      `${code(path)} must be text, and is ${named(value)}: write ${code(JSON.stringify(String(value)))}.`,
    );
    return readText({ shape, value: String(value), path, notes });
  }
  if (shape.oneOf !== undefined && !shape.oneOf.includes(value))
    return readWord({ shape, value, path, notes });
  return shape.pattern === undefined || shape.pattern.fits.test(value)
    ? value
    : readUnfit({ shape, value, path, notes }, shape.pattern);
}

function readUnfit({ value, path, notes }: At, { fits, allowed, meant }: NonNullable<TextShape["pattern"]>) {
  const near = meant?.(String(value));
  const what = `${code(path)} is ${shown(value)}; AWS takes ${allowed}`;
  if (near === undefined || !fits.test(near)) return unmended(notes, `${what}.`);
  notes.mistakes.push(`${what}. Did you mean ${code(JSON.stringify(near))}?`);
  return near;
}

function readWord({ shape, value, path, notes }: At<TextShape>): unknown {
  const words = shape.oneOf ?? [];
  const typed = String(value).replace(/[ -]/g, "_");
  // CPU is nearer to VCPU than to GPU, whatever the letters say.
  const near =
    words.find((word) => typed.length > 2 && word.includes(typed.toUpperCase())) ?? nearest(typed, words);
  const allowed = words
    .map((word) => code(JSON.stringify(word)))
    .join(", ")
    .replace(/, (?=[^,]*$)/, " or ");
  const what = `${code(path)} is ${shown(value)}, and AWS takes ${allowed}`;
  if (near === undefined) return unmended(notes, `${what}.`);
  notes.mistakes.push(`${what}; did you mean ${code(JSON.stringify(near))}?`);
  return near;
}

function readNumber({ shape, value, path, notes }: At<Extract<Shape, { kind: "number" }>>): unknown {
  const meant = typeof value === "string" ? meantAmount(value, shape.unit) : undefined;
  const what = shape.unit === undefined ? "a number" : `a number of ${shape.unit}`;
  if (meant !== undefined) {
    notes.mistakes.push(
      `${code(path)} must be ${what}, and is the text ${shown(value)}: write ${code(String(meant))}.`,
    );
    return readNumber({ shape, value: meant, path, notes });
  }
  if (typeof value !== "number")
    return unmended(notes, `${code(path)} must be ${what}, and is ${named(value)}.`);
  const { least, most } = shape;
  if (!Number.isInteger(value) || value < least || (most !== undefined && value > most)) {
    const range = most === undefined ? `${grouped(least)} or more` : `${grouped(least)} to ${grouped(most)}`;
    return unmended(notes, `${code(path)} is ${grouped(value)}; AWS takes a whole number, ${range}.`);
  }
  return value;
}

function readFlag({ value, path, notes }: At): unknown {
  if (typeof value === "boolean") return value;
  const meant =
    typeof value === "string" ? /^(true|false)$/i.exec(value.trim())?.[0].toLowerCase() : undefined;
  const what = `${code(path)} must be \`true\` or \`false\`, and is ${named(value)}`;
  if (meant === undefined) return unmended(notes, `${what}.`);
  notes.mistakes.push(`${what}: write ${code(meant)} without quotes.`);
  return meant === "true";
}

function readList({ shape, value, path, notes }: At<Extract<Shape, { kind: "list" }>>): unknown {
  const items = Array.isArray(value) ? value : meantList(shape.of, value);
  if (items === undefined) return unmended(notes, `${code(path)} must be a list, and is ${named(value)}.`);
  if (items !== value)
    notes.mistakes.push(
      `${code(path)} must be a list, and is ${named(value)}: write ${code(JSON.stringify(items))}.`,
    );
  if (shape.most !== undefined && items.length > shape.most)
    return unmended(notes, `${code(path)} has ${items.length} entries, and AWS takes ${shape.most} at most.`);
  return items.flatMap((item, n) => {
    const itemPath = `${path}[${n}]`;
    if (shape.of.kind === "object" && isLeftover(shape.of, item)) {
      notes.leftEmpty.push(itemPath);
      return [];
    }
    return [readAt({ shape: shape.of, value: item, path: itemPath, notes })];
  });
}

function readMap({ value, path, notes }: At): unknown {
  const meant = Array.isArray(value)
    ? meantMap(value)
    : typeof value === "string"
      ? meantPairs(value)
      : meantTag(value);
  const pairs = meant ?? value;
  if (!isObject(pairs))
    return unmended(
      notes,
      `${code(path)} must be names with texts, such as ${code('{"sample": "NA12878"}')}, and is ${named(value)}.`,
    );
  if (meant !== undefined)
    notes.mistakes.push(
      `${code(path)} must be names with texts, and is ${Array.isArray(value) || typeof value === "string" ? named(value) : "written as `Key` and `Value`"}: write ${code(JSON.stringify(pairs))}.`,
    );
  const entries = Object.entries(pairs).map(([name, inner]) => [
    name,
    readText({ shape: { kind: "text" }, value: inner, path: `${path}.${name}`, notes }),
  ]);
  return Object.fromEntries(entries);
}

function readObject({ shape, value, path, notes }: At<ObjectShape>): unknown {
  if (!isObject(value)) {
    const meant = meantObject(shape, value);
    if (meant !== undefined) {
      notes.mistakes.push(
        `${code(path)} must be an object, and is ${named(value)}: write ${code(JSON.stringify(meant))}.`,
      );
      return readObject({ shape, value: meant, path, notes });
    }
    const [only] = Array.isArray(value) && value.length === 1 && isObject(value[0]) ? value : [];
    if (only === undefined)
      return unmended(
        notes,
        `${code(path)} must be an object with ${fieldsOf(shape)}, and is ${named(value)}.`,
      );
    notes.mistakes.push(`${code(path)} must be one object, and is a list: leave out the brackets \`[ ]\`.`);
    return readObject({ shape, value: only, path, notes });
  }
  const read: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(withKnownNames(shape, value, path, notes))) {
    const field = shape.fields[key];
    const fieldPath = path === "" ? key : `${path}.${key}`;
    if (field === undefined) continue;
    if (isLeftover(field, inner)) notes.leftEmpty.push(fieldPath);
    else read[key] = readAt({ shape: field, value: inner, path: fieldPath, notes });
  }
  for (const key of shape.required ?? []) {
    if (key in read) continue;
    const field = shape.fields[key];
    const empty =
      field?.kind === "text" && field.mayBeEmpty === true
        ? `; for an empty one write ${code('"value": ""')}`
        : "";
    unmended(notes, `${code(path)} has no ${code(key)}${empty}.`);
  }
  return read;
}

function unmended(notes: Notes, what: string): undefined {
  notes.mistakes.push(what);
  notes.isMended = false;
  return undefined;
}

function named(value: unknown): string {
  if (value === null) return "`null`";
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  switch (typeof value) {
    case "string":
      return `the text ${shown(value)}`;
    case "number":
      return `the number ${value}`;
    case "boolean":
      return code(String(value));
    default:
      return "an object";
  }
}

function shown(value: unknown): string {
  const json = JSON.stringify(value);
  return code(json.length > 60 ? `${json.slice(0, 59)}…` : json);
}

function grouped(value: number): string {
  return value.toLocaleString("en");
}
