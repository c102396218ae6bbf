/** What was probably meant by a value that is of another sort than it should be. */
import { isObject } from "./is-object.ts";
import type { ObjectShape, Shape } from "./shape.ts";

/** One entry for a list of one; `{"A": "1"}` for a list of names and values; a command in one text. */
export function meantList(of: Shape, value: unknown): unknown[] | undefined {
  if (isObject(value) && of.kind === "object") {
    const isPairs = "name" in of.fields && "value" in of.fields && !("name" in value);
    if (!isPairs) return Object.keys(value).every((key) => key in of.fields) ? [value] : undefined;
    return Object.entries(value).map(([name, inner]) => ({ name, value: inner }));
  }
  if (typeof value !== "string" || of.kind !== "text") return undefined;
  const isPlain = /^[\w@%+=:,./ -]*$/.test(value);
  return isPlain ? value.split(/ +/).filter(Boolean) : ["/bin/sh", "-c", value];
}

/** `[{"Key": "lab", "Value": "x"}]`, as other services of AWS write tags. */
export function meantMap(items: readonly unknown[]): unknown {
  const pairs = items.map((item) => {
    if (!isObject(item)) return undefined;
    const of = (name: string) => Object.entries(item).find(([key]) => key.toLowerCase() === name)?.[1];
    const name = of("key") ?? of("name");
    return typeof name === "string" ? [name, of("value")] : undefined;
  });
  return pairs.every((pair) => pair !== undefined) && pairs.length > 0
    ? Object.fromEntries(pairs)
    : undefined;
}

/** `"A=x"` for a name with a value, and what stands alone for an object's first field: `100` for `{"size": 100}`. */
export function meantObject({ fields }: ObjectShape, value: unknown): Record<string, unknown> | undefined {
  const [first] = Object.entries(fields);
  if (first === undefined) return undefined;
  const [name, shape] = first;
  if (typeof value === "string" && "name" in fields && "value" in fields) {
    const [, key, text] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
    return key === undefined ? undefined : { name: key, value: text };
  }
  if (shape.kind === "text" && typeof value === "string" && name === "jobId") return { [name]: value };
  const isNumber = typeof value === "number" || (typeof value === "string" && /^\d+$/.test(value));
  return shape.kind === "number" && isNumber && !("vcpus" in fields) ? { [name]: Number(value) } : undefined;
}

/** `a=1,b=2` */
export function meantPairs(text: string): Record<string, string> | undefined {
  const pairs = text.split(",").map((pair) => /^\s*([^=\s]+)=(.*)$/s.exec(pair));
  return pairs.every((pair) => pair !== null)
    ? Object.fromEntries(pairs.map(([, name = "", value = ""]) => [name, value]))
    : undefined;
}

/** `{"Key": "lab", "Value": "x"}` for one tag. */
export function meantTag(value: unknown): Record<string, unknown> | undefined {
  if (!isObject(value)) return undefined;
  const { Key: name, Value: text, ...more } = value;
  return typeof name === "string" && text !== undefined && Object.keys(more).length === 0
    ? { [name]: text }
    : undefined;
}

/** An amount with a unit, in the unit that the field counts in. */
export function meantAmount(text: string, unit: "MiB" | "seconds" | undefined): number | undefined {
  const [, amount, letters = ""] = /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]*)\s*$/.exec(text) ?? [];
  const factor = unit === undefined ? (letters === "" ? 1 : undefined) : units[unit][letters.toLowerCase()];
  const meant = Number(amount) * (factor ?? Number.NaN);
  return Number.isInteger(meant) ? meant : undefined;
}

const units: Readonly<Record<"MiB" | "seconds", Readonly<Record<string, number>>>> = {
  MiB: { "": 1, m: 1, mb: 1, mi: 1, mib: 1, g: 1_024, gb: 1_024, gi: 1_024, gib: 1_024 },
  seconds: { "": 1, s: 1, m: 60, min: 60, h: 3_600, d: 86_400 },
};
