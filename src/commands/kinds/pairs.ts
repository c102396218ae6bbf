/** `NAME=value` in its forms: environment, parameters, tags. */
import { piNamePattern } from "../../domain/people/pi.ts";
import type { Details, Kind, One, Reading } from "../typing/argument.ts";
import { one, type Pair } from "../typing/declare-argument.ts";
import { code } from "../typing/quote.ts";
import { isTypographic, withStraightQuotes } from "../typing/typography.ts";

/** `A=b`, or JSON as Batch writes it: `[{"name":"A","value":"b"}]` or `{"A":"b"}`. A comma belongs to the value. */
export function environment(about: string, details: Details<readonly Pair[]> = {}): One<readonly Pair[]> {
  return one(about, pairs("NAME=value", readOnePair), details);
}

/** `a=b`, several as `a=b,c=d`, or JSON. */
export function parameters(about: string, details: Details<readonly Pair[]> = {}): One<readonly Pair[]> {
  return one(about, pairs("name=value", readParameters), details);
}

/** As parameters, in what AWS allows for tags. */
export function tags(about: string, details: Details<readonly Pair[]> = {}): One<readonly Pair[]> {
  const any = pairs("name=value", readSeveral);
  const read = (text: string, part: string): Reading<readonly Pair[]> => {
    const reading = any.read(text, part);
    const bad = reading.ok && reading.value.find((pair) => !isTag(pair));
    if (!bad) return reading;
    return {
      ok: false,
      mistake: `${part}: the tag ${code(bad[0])} can hold letters, digits, spaces and \`+ - = . _ : / @\`, a name of 128 and a value of 256 at most, and may not begin with \`aws:\`.`,
    };
  };
  return one(about, { ...any, read }, details);
}

type Read = Kind<readonly Pair[]>["read"];

function pairs(placeholder: string, readPlain: Read): Kind<readonly Pair[]> {
  return {
    placeholder,
    read: (text, part) => (/^\s*[{[]/.test(text) ? readJson(text, part) : readPlain(text, part)),
    write: writePairs,
  };
}

function readOnePair(text: string, part: string): Reading<readonly Pair[]> {
  const [form, name, value = ""] = /^([^=\s,]+)=([\s\S]*)$/.exec(text) ?? [];
  if (form === undefined || name === undefined) {
    return { ok: false, mistake: `${part}: write \`NAME=value\`, in quotes if the value has spaces.` };
  }
  const reading: Reading<readonly Pair[]> = { ok: true, value: [[name, value]] };
  const [, next] = /,([A-Za-z_]\w*)=/.exec(value) ?? [];
  if (next === undefined) return reading;
  return {
    ...reading,
    said: `${name} is ${code(value)}, all of it; if ${next} is another variable, give it its own --env`,
  };
}

function readParameters(text: string, part: string): Reading<readonly Pair[]> {
  if (piNamePattern.test(text)) {
    return { ok: false, mistake: `${part}: did you mean \`--pi ${text}\`?`, use: { option: "pi", text } };
  }
  return readSeveral(text, part);
}

/** Splits at commas only if every piece is a pair of its own. */
function readSeveral(text: string, part: string): Reading<readonly Pair[]> {
  const pieces = text.split(/\s*,\s*/);
  const each = pieces.map((piece) => readOnePair(piece, part));
  if (pieces.length > 1 && each.every((reading) => reading.ok)) {
    const value = each.flatMap((reading) => (reading.ok ? reading.value : []));
    return { ok: true, value, said: `${value.length} in one: ${value.map(([name]) => name).join(", ")}` };
  }
  const reading = readOnePair(text, part);
  return reading.ok ? { ok: true, value: reading.value } : reading;
}

function isTag([name, value]: Pair): boolean {
  const allowed = /^[\p{L}\p{N}\s+\-=._:/@]*$/u;
  return name.length <= 128 && value.length <= 256 && allowed.test(name + value) && !/^aws:/i.test(name);
}

function readJson(text: string, part: string): Reading<readonly Pair[]> {
  const parsed = jsonOf(text);
  if (parsed === undefined) {
    const straight = withStraightQuotes(text);
    if (straight !== text && jsonOf(straight) !== undefined) {
      return {
        ok: false,
        mistake: `${part}: JSON needs straight quotes, and these are curly.`,
        instead: straight,
      };
    }
    return {
      ok: false,
      mistake: `${part}: this begins like JSON and is none; look for a missing quote, comma or bracket.`,
    };
  }
  const found = Array.isArray(parsed) ? parsed.map(pairOf) : Object.entries(parsed);
  const all: Pair[] = [];
  for (const [name, value] of found) {
    if (typeof name !== "string" || !/^[^=\s,]+$/.test(name)) {
      return {
        ok: false,
        mistake: `${part}: as JSON, write \`{"A":"b"}\` or \`[{"name":"A","value":"b"}]\`.`,
      };
    }
    if (typeof value !== "string") {
      return {
        ok: false,
        mistake: `${part}: the value of ${code(name)} has to be text in quotes, such as \`"1"\`.`,
      };
    }
    all.push([name, value]);
  }
  return { ok: true, value: all };
}

function jsonOf(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function pairOf(item: unknown): readonly [unknown, unknown] {
  if (typeof item !== "object" || item === null) return [undefined, undefined];
  return ["name" in item ? item.name : undefined, "value" in item ? item.value : undefined];
}

/** Plain where that reads the same again, else JSON. */
function writePairs(values: readonly Pair[]): string {
  const [first] = values;
  const isPlain =
    values.length === 1 &&
    first !== undefined &&
    !/^[{[]/.test(first[0]) &&
    !/,/.test(first[1]) &&
    ![...first[1]].some(isTypographic);
  return isPlain ? `${first[0]}=${first[1]}` : JSON.stringify(Object.fromEntries(values));
}
