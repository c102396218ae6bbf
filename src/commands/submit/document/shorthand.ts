/** The AWS CLI's short way of writing values: `size=100`, `a=1,b=2`, `name=A,value=b`, `command=echo,hi`, `x={y=[1,2]}`. */
import type { Shape } from "./shape.ts";

export type Shorthand = { value: unknown } | { at: number; why: string };

/** Source: the AWS CLI user guide, Using shorthand syntax; all values are texts there, and the shape says what is a number. */
export function readShorthand(text: string, shape: Shape): Shorthand {
  const reader: Reader = { text, at: 0 };
  // No pair at all: the shape knows what may stand alone.
  if (/^[\w:.-]+$/.test(text) && shape.kind !== "map" && text !== "") return { value: text };
  try {
    const value = shape.kind === "list" && shape.of.kind !== "object" ? items(reader) : pairs(reader, shape);
    return { value };
  } catch (error) {
    if (error instanceof Unreadable) return { at: reader.at, why: error.why };
    throw error;
  }
}

type Reader = { text: string; at: number };

class Unreadable extends Error {
  readonly why: string;
  constructor(why: string) {
    super(why);
    this.why = why;
  }
}

/** `a=1,b=2,c` where `c` goes on with the list of `b`. */
function pairs(reader: Reader, shape: Shape): Record<string, unknown> {
  const read = new Map<string, unknown>();
  do {
    const key = keyOf(reader);
    if (read.has(key)) throw new Unreadable(`\`${key}\` stands there twice`);
    read.set(key, pairValue(reader, inner(shape, key)));
  } while (take(reader, ","));
  if (reader.at < reader.text.length) throw new Unreadable("a comma is missing there");
  return Object.fromEntries(read);
}

function keyOf(reader: Reader): string {
  skipSpaces(reader);
  const [key] = /^[^\s=,{}[\]'"]+/.exec(reader.text.slice(reader.at)) ?? [];
  if (key === undefined) throw new Unreadable("a name is missing there, as in `name=value`");
  reader.at += key.length;
  if (!take(reader, "=")) throw new Unreadable(`\`=\` is missing behind \`${key}\``);
  return key;
}

function pairValue(reader: Reader, shape: Shape | undefined): unknown {
  const first = valueAt(reader);
  const more: unknown[] = [];
  while (goesOn(reader)) {
    take(reader, ",");
    more.push(valueAt(reader));
  }
  if (more.length > 0) return [first, ...more];
  return shape?.kind === "list" && !Array.isArray(first) ? [first] : first;
}

/** Whether the next part has no name of its own, and so belongs to the list before it. */
function goesOn({ text, at }: Reader): boolean {
  const rest = text.slice(at);
  return /^,/.test(rest) && rest.length > 1 && !/^,\s*[^\s=,{}[\]'"]+=/.test(rest);
}

function valueAt(reader: Reader): unknown {
  switch (reader.text.charAt(reader.at)) {
    case "[":
      return bracketed(reader);
    case "{":
      return braced(reader);
    case "'":
    case '"':
      return quotation(reader);
    default:
      return bare(reader, /[,]/);
  }
}

function bracketed(reader: Reader): unknown[] {
  take(reader, "[");
  const found: unknown[] = [];
  skipSpaces(reader);
  if (take(reader, "]")) return found;
  do {
    skipSpaces(reader);
    const sign = reader.text.charAt(reader.at);
    found.push(/[[{'"]/.test(sign) ? valueAt(reader) : bare(reader, /[,\]]/).trimEnd());
    skipSpaces(reader);
  } while (take(reader, ","));
  if (!take(reader, "]")) throw new Unreadable("`]` is missing there");
  return found;
}

function braced(reader: Reader): Record<string, unknown> {
  take(reader, "{");
  const found = new Map<string, unknown>();
  skipSpaces(reader);
  if (take(reader, "}")) return {};
  do {
    const key = keyOf(reader);
    const sign = reader.text.charAt(reader.at);
    found.set(key, /[[{'"]/.test(sign) ? valueAt(reader) : bare(reader, /[,}]/));
    skipSpaces(reader);
  } while (take(reader, ","));
  if (!take(reader, "}")) throw new Unreadable("`}` is missing there");
  return Object.fromEntries(found);
}

function quotation(reader: Reader): string {
  const quote = reader.text.charAt(reader.at);
  let found = "";
  for (let at = reader.at + 1; at < reader.text.length; at += 1) {
    const sign = reader.text.charAt(at);
    const next = reader.text.charAt(at + 1);
    if (sign === "\\" && (next === quote || next === "\\")) {
      found += next;
      at += 1;
    } else if (sign === quote) {
      reader.at = at + 1;
      return found;
    } else found += sign;
  }
  throw new Unreadable(`the quote is never closed`);
}

function bare(reader: Reader, end: RegExp): string {
  let found = "";
  while (reader.at < reader.text.length && !end.test(reader.text.charAt(reader.at))) {
    const isEscape = reader.text.charAt(reader.at) === "\\" && reader.at + 1 < reader.text.length;
    found += reader.text.charAt(reader.at + (isEscape ? 1 : 0));
    reader.at += isEscape ? 2 : 1;
  }
  return found;
}

/** A list of texts: `a,b` or `[a,b]`. */
function items(reader: Reader): unknown[] {
  if (reader.text.startsWith("[")) return bracketed(reader);
  const found: unknown[] = [];
  do found.push(valueAt(reader));
  while (take(reader, ","));
  return found;
}

function inner(shape: Shape, key: string): Shape | undefined {
  const object = shape.kind === "list" ? shape.of : shape;
  return object.kind === "object" ? object.fields[key] : undefined;
}

function take(reader: Reader, sign: string): boolean {
  if (reader.text.charAt(reader.at) !== sign) return false;
  reader.at += 1;
  return true;
}

function skipSpaces(reader: Reader): void {
  while (/\s/.test(reader.text.charAt(reader.at))) reader.at += 1;
}
