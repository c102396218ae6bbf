/** What a value of a document may be, as data. */
export type Shape =
  | TextShape
  | { kind: "number"; least: number; most?: number; unit?: "MiB" | "seconds" }
  | { kind: "flag" }
  | { kind: "list"; of: Shape; most?: number }
  /** Texts by names that people choose. */
  | { kind: "map" }
  | ObjectShape;

export type TextShape = {
  kind: "text";
  /** Nothing else is taken; the first is what a skeleton has in its place. */
  oneOf?: readonly string[];
  pattern?: Pattern;
  /** A number in it counts in this. */
  unit?: "MiB";
  /** An empty text says something here. */
  mayBeEmpty?: true;
};

/** `meant`: what was probably meant by a text that does not fit. */
type Pattern = { fits: RegExp; allowed: string; meant?: (text: string) => string | undefined };

export type ObjectShape = {
  kind: "object";
  fields: Readonly<Record<string, Shape>>;
  required?: readonly string[];
};

export const text: TextShape = { kind: "text" };

export const anyText: TextShape = { kind: "text", mayBeEmpty: true };

export function oneOf(...words: readonly string[]): TextShape {
  return { kind: "text", oneOf: words };
}

export function fitting(fits: RegExp, allowed: string, meant?: Pattern["meant"]): TextShape {
  return { kind: "text", pattern: { fits, allowed, ...(meant && { meant }) } };
}

export function number(least: number, most?: number): Shape {
  return most === undefined ? { kind: "number", least } : { kind: "number", least, most };
}

export function amount(unit: "MiB" | "seconds", least: number): Shape {
  return { kind: "number", least, unit };
}

export const flag: Shape = { kind: "flag" };

export const map: Shape = { kind: "map" };

export function list(of: Shape, most?: number): Shape {
  return most === undefined ? { kind: "list", of } : { kind: "list", of, most };
}

export function object(fields: ObjectShape["fields"], ...required: readonly string[]): ObjectShape {
  return { kind: "object", fields, required };
}
