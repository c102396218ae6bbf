/** Makes arguments of kinds: given at most once, exactly once, or as often as one likes. */
import type { Argument, Details, Fault, Given, Kind, One, Taken } from "./argument.ts";

/** May be left out; given at most once. */
export function one<T>(about: string, kind: Kind<T>, details: Details<T> = {}): One<T> {
  return {
    ...described(about, kind, details),
    kind,
    details,
    read: (given) => {
      const all = readEach({ kind, details }, given);
      return all.ok ? { ...all, value: all.value[0] } : all;
    },
    write: (value) => (value === undefined ? [] : [kind.write(value)]),
  };
}

/** Must be given. The parser never asks for the reading of nothing. */
export function required<T>({ about, kind, details }: One<T>): Argument<T> {
  return {
    ...described(about, kind, details),
    required: true,
    read: (given) => {
      const all = readEach({ kind, details }, given);
      if (!all.ok) return all;
      const [value] = all.value;
      return value === undefined ? { ok: false, faults: [] } : { ...all, value };
    },
    write: (value) => [kind.write(value)],
  };
}

/** May be given more than once. */
export function many<T>({ about, kind, details }: One<T>): Argument<readonly T[]> {
  return {
    ...described(about, kind, details),
    many: true,
    read: (given) => readEach({ kind, details }, given),
    write: (values) => values.map((value) => kind.write(value)),
  };
}

/** May be given more than once, each text holding several values: `failed,stopped`. */
export function list<T>({ about, kind, details }: One<readonly T[]>): Argument<readonly T[]> {
  return {
    ...described(about, kind, details),
    many: true,
    read: (given) => {
      const all = readEach({ kind, details }, given);
      return all.ok ? { ...all, value: [...new Set(all.value.flat())] } : all;
    },
    write: (values) => values.map((value) => kind.write([value])),
  };
}

export type Pair = readonly [name: string, value: string];

/** `NAME=value` as often as one likes, each name once. */
export function record({
  about,
  kind,
  details,
}: One<readonly Pair[]>): Argument<Readonly<Record<string, string>>> {
  return {
    ...described(about, kind, details),
    many: true,
    read: (given) => {
      const all = readEach({ kind, details }, given);
      if (!all.ok) return all;
      const faults = namedTwice(all.value, given);
      if (faults.length > 0) return { ok: false, faults };
      return { ...all, value: Object.fromEntries(all.value.flat()) };
    },
    write: (value) => Object.entries(value).map((pair) => kind.write([pair])),
  };
}

export function flag(
  about: string,
  details: Pick<Details<never>, "aliases" | "letters"> = {},
): Argument<boolean> {
  return {
    ...bare(about, details),
    takes: "none",
    many: true,
    read: (given) => {
      const faults = given.flatMap(({ text, part }, at): Fault[] =>
        yes.test(text) || no.test(text)
          ? []
          : [{ at, ok: false, mistake: `${part}: this option is only switched on and takes no value.` }],
      );
      if (faults.length > 0) return { ok: false, faults };
      const last = given.at(-1);
      return { ok: true, value: last !== undefined && yes.test(last.text), said: [] };
    },
    write: (value) => (value ? ["true"] : []),
  };
}

const yes = /^(true|yes|on|1)$/i;
const no = /^(false|no|off|0)$/i;

/** All that follows `--`, word by word. */
export function rest(about: string, placeholder: string): Argument<readonly string[] | undefined> {
  return {
    ...bare(about, {}),
    takes: "rest",
    placeholder,
    read: (given) => {
      const words = given.map(({ text }) => text);
      const operator = words.find((word) => shellOperators.has(word));
      const said =
        operator === undefined
          ? []
          : [
              `\`${operator}\` goes to the program as it is; for a shell, write --shell and the whole command in quotes`,
            ];
      return { ok: true, value: words.length === 0 ? undefined : words, said };
    },
    write: (words) => words ?? [],
  };
}

const shellOperators: ReadonlySet<string> = new Set(["|", "||", "&&", "&", ";", ">", ">>", "<", "2>&1"]);

type Read<T> = { kind: Kind<T>; details: Details<T> };

function readEach<T>({ kind, details }: Read<T>, given: readonly Given[]): Taken<readonly T[]> {
  const values: T[] = [];
  const said: string[] = [];
  const faults: Fault[] = [];
  for (const [at, { text, part, alias }] of given.entries()) {
    const spelling = alias === undefined ? undefined : details.spellings?.[alias];
    const reading = (spelling ?? kind).read(text, part);
    if (!reading.ok) faults.push({ ...reading, at });
    else {
      values.push(reading.value);
      if (reading.said !== undefined) said.push(reading.said);
    }
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: values, said };
}

function namedTwice(each: readonly (readonly Pair[])[], given: readonly Given[]): Fault[] {
  const seen = new Set<string>();
  return each.flatMap((pairs, at) =>
    pairs.flatMap(([name]): Fault[] => {
      if (!seen.has(name)) {
        seen.add(name);
        return [];
      }
      return [
        {
          at,
          ok: false,
          mistake: `${given[at]?.part ?? name} gives ${name} a second value: keep one of the two.`,
        },
      ];
    }),
  );
}

function described<T>(about: string, kind: Kind<T>, details: Details<T>) {
  const { alone, looksLike, suggest } = details;
  return {
    ...bare(about, {
      ...details,
      aliases: [...(details.aliases ?? []), ...Object.keys(details.spellings ?? {})],
    }),
    takes: "one" as const,
    placeholder: details.placeholder ?? kind.placeholder,
    kind,
    ...(details.spellings === undefined ? {} : { spellings: new Set(Object.keys(details.spellings)) }),
    ...(alone === undefined ? {} : { alone }),
    ...(looksLike === undefined ? {} : { looksLike }),
    ...(suggest === undefined ? {} : { suggest }),
  };
}

function bare(about: string, { aliases, letters }: Pick<Details<never>, "aliases" | "letters">) {
  return { about, many: false, required: false, aliases: aliases ?? [], letters: letters ?? [] };
}
