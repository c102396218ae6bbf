/** The names under which options can be typed, and what stands for them in a line. */

import { nearest } from "../../domain/nearest.ts";
import type { Arguments, Grammar } from "../command.ts";
import type { Argument } from "../typing/argument.ts";

export type Named = { key: string; argument: Argument<unknown>; alias?: string };

export type OptionNames = {
  /** By long name or letter, as typed without its dashes. */
  find(name: string): Named | undefined;
  /** The option probably meant. */
  near(name: string): Named | undefined;
  /** Why an option as typed, `-n`, is asked about. */
  question(name: string): string | undefined;
};

/** Long names in any case, and with or without the dashes inside; letters as written. */
export function optionNames({ options, asks }: Pick<Grammar, "options" | "asks">): OptionNames {
  const long = new Map<string, Named>();
  const letters = new Map<string, Named>();
  for (const [key, argument] of Object.entries<Argument<unknown>>(options)) {
    long.set(flat(key), { key, argument });
    for (const alias of argument.aliases) long.set(flat(alias), { key, argument, alias });
    for (const letter of argument.letters) letters.set(letter, { key, argument });
  }
  const questions = new Map(
    Object.entries(asks ?? {}).map(([name, why]) => [asked(name.replace(/^-+/, "")), why]),
  );
  return {
    find: (name) => (name.length === 1 ? letters.get(name) : long.get(flat(name))),
    near: (name) => {
      if (name.length > 1) return long.get(nearest(flat(name), long.keys()) ?? "");
      return letters.get(name.toLowerCase()) ?? letters.get(name.toUpperCase());
    },
    question: (name) => questions.get(asked(name)),
  };
}

/** `dryRun` is typed `--dry-run`. */
export function optionName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)}`;
}

/** The argument that takes all behind `--`, if the verb has one. */
export function restOf(args: Arguments): { key: string; argument: Argument<unknown> } | undefined {
  const [key, argument] = Object.entries(args).find(([, each]) => each.takes === "rest") ?? [];
  return key === undefined || argument === undefined ? undefined : { key, argument };
}

function flat(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, "");
}

function asked(name: string): string {
  return name.length === 1 ? name : flat(name);
}
