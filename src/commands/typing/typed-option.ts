/** Recognizes an option among the words of a line, with the text that belongs to it. */

import type { Named, OptionNames } from "../submit/option-names.ts";
import type { Argument } from "./argument.ts";
import type { Word } from "./lex.ts";

/** `spelled` is the option as typed, `-m`. Without `text` its value is missing. `used`: words taken. */
export type TypedOption = { name: string; spelled: string; text?: string; used: number };

/** The option that begins at the first of these words, if one does. */
export function typedOption(words: readonly Word[], names: OptionNames): TypedOption | undefined {
  const head = words[0] && headOf(words[0], names);
  if (head === undefined) return undefined;
  const argument = meant(head.name, names)?.argument;
  if (argument?.takes === "none") return { ...head, text: head.text ?? "true", used: 1 };
  if (head.text !== undefined) return { ...head, used: 1 };
  return { ...head, ...valueIn(words.slice(1), names, argument) };
}

/** Of that name, or else of one like it. */
function meant(name: string, names: OptionNames): Named | undefined {
  return names.find(name) ?? (names.question(name) === undefined ? names.near(name) : undefined);
}

/** A word that begins like an option; in quotes it is none. */
export function isOptionLike(word: Word): boolean {
  return word.bare >= 2 && /^--?[A-Za-z]/.test(word.text);
}

/** Whether the word is an option that the verb has, or asks about. */
export function isKnownOption(word: Word, names: OptionNames): boolean {
  const head = headOf(word, names);
  return head !== undefined && (names.find(head.name) ?? names.question(head.name)) !== undefined;
}

type Head = { name: string; spelled: string; text?: string };

/** `--name`, `--name=text`, `-name`, `-n`, `-n5`, `-n=5` */
function headOf(word: Word, names: OptionNames): Head | undefined {
  if (!isOptionLike(word)) return undefined;
  const [, letter, number] = /^--?([A-Za-z])(\d\S*)$/.exec(word.text) ?? [];
  if (
    letter !== undefined &&
    number !== undefined &&
    (names.find(letter) ?? names.question(letter)) !== undefined
  ) {
    return { name: letter, spelled: `-${letter}`, text: number };
  }
  const [whole, spelled = "", name = "", equals, text = ""] =
    /^(--?([A-Za-z][\w-]*))(=?)([\s\S]*)$/.exec(word.text) ?? [];
  if (whole === undefined || word.bare < spelled.length || (equals === "" && text !== "")) return undefined;
  const isMissing = text === "" && word.bare === word.text.length;
  return isMissing ? { name, spelled } : { name, spelled, text };
}

/** Begins like an option; `-v` may all the same be a value where the verb has no such option, nor one like it. */
function isNoValue(word: Word, names: OptionNames): boolean {
  const head = headOf(word, names);
  if (head === undefined) return isOptionLike(word);
  return (
    head.spelled.startsWith("--") || (meant(head.name, names) ?? names.question(head.name)) !== undefined
  );
}

/** The next word, unless it begins like an option; with what belongs to it but stands apart, `4 GB`, both. */
function valueIn(
  words: readonly Word[],
  names: OptionNames,
  argument: Argument<unknown> | undefined,
): { text?: string; used: number } {
  const [word, next] = words;
  if (word === undefined || isNoValue(word, names)) return { used: 1 };
  const { unit, second, read } = argument?.kind ?? {};
  const isApart =
    unit !== undefined && /^\d+(\.\d+)?$/.test(word.text) && next !== undefined && unit.test(next.text);
  if (isApart) return { text: `${word.text}${next.text}`, used: 3 };
  const both = `${word.text} ${next?.text}`;
  const isOne = next !== undefined && second?.test(next.text) && read?.(both, "").ok;
  return isOne ? { text: both, used: 3 } : { text: word.text, used: 2 };
}
