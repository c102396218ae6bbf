/** Cuts the words of a line into pieces: options with their texts, words by position, and what fits nowhere. */
import type { Grammar } from "../command.ts";
import { type Named, type OptionNames, restOf } from "../submit/option-names.ts";
import { isSeparator, type Word } from "./lex.ts";
import { isKnownOption, isOptionLike, type TypedOption, typedOption } from "./typed-option.ts";

export type Piece =
  /** `spelled`: as typed, `-m`. Without `text` the value is missing. */
  | { kind: "option"; option: Named; spelled: string; text?: string }
  | { kind: "argument"; text: string }
  /** No such option; `near` is what was probably meant. */
  | { kind: "unknown"; spelled: string; text?: string; near?: Named }
  /** An option that may mean two things. */
  | { kind: "asked"; spelled: string; text?: string; why: string }
  /** Words too many. */
  | { kind: "stray"; words: readonly string[] }
  /** A word too many whose shape tells what it was meant for: `memory=4G`. */
  | { kind: "bare"; word: string; option: Named; text: string }
  /** Words behind a text that was probably meant to hold them: `--reason wrong genome`. */
  | { kind: "spill"; option: Named; spelled: string; text: string; words: readonly string[] }
  /** A command without the `--` in front of it. */
  | { kind: "command"; words: readonly string[] };

export type Cut = { pieces: readonly Piece[]; rest?: readonly string[] };

export function cutIntoPieces(grammar: Grammar, names: OptionNames, line: readonly Word[]): Cut {
  const separator = line.findIndex(isSeparator);
  const words = separator === -1 ? line : line.slice(0, separator);
  const pieces: Piece[] = [];
  let room = roomFor(grammar);
  for (let at = 0; at < words.length; ) {
    const left = words.slice(at);
    const [word] = left;
    if (word === undefined) break;
    const typed = typedOption(left, names);
    const alone = typed === undefined ? aloneAs(grammar, word) : undefined;
    if (typed !== undefined) {
      pieces.push(optionPiece(typed, names));
      at += typed.used;
    } else if (alone !== undefined) {
      pieces.push(alone);
      at += 1;
    } else if (room > 0) {
      pieces.push({ kind: "argument", text: word.text });
      room -= 1;
      at += 1;
    } else {
      const run = runOf(grammar, names, left);
      const canBeCommand = separator === -1 && run.length === left.length;
      pieces.push(...extras({ grammar, names, canBeCommand, before: pieces.pop() }, run));
      at += run.length;
    }
  }
  return separator === -1 ? { pieces } : { pieces, rest: line.slice(separator + 1).map(({ text }) => text) };
}

function roomFor({ args }: Grammar): number {
  const byPosition = Object.values(args).filter((argument) => argument.takes === "one");
  return byPosition.some((argument) => argument.many) ? Number.POSITIVE_INFINITY : byPosition.length;
}

function optionPiece({ name, spelled, text }: TypedOption, names: OptionNames): Piece {
  const typed = text === undefined ? { spelled } : { spelled, text };
  const option = names.find(name);
  if (option !== undefined) return { kind: "option", option, ...typed };
  const why = names.question(name);
  if (why !== undefined) return { kind: "asked", why, ...typed };
  const near = names.near(name);
  return near === undefined ? { kind: "unknown", ...typed } : { kind: "unknown", near, ...typed };
}

/** `-50` is `--tail 50`, where the option says so. */
function aloneAs({ options }: Grammar, word: Word): Piece | undefined {
  if (word.bare < word.text.length) return undefined;
  for (const [key, argument] of Object.entries(options)) {
    const text = argument.alone?.(word.text);
    if (text !== undefined) return { kind: "option", option: { key, argument }, spelled: word.text, text };
  }
  return undefined;
}

/** Words that may belong together: up to the next option. What may be a command has options of its own. */
function runOf(grammar: Grammar, names: OptionNames, words: readonly Word[]): readonly Word[] {
  const ends = restOf(grammar.args) === undefined ? isOptionLike : (word: Word) => isKnownOption(word, names);
  const end = words.findIndex((word, at) => at > 0 && ends(word));
  return end === -1 ? words : words.slice(0, end);
}

type Place = { grammar: Grammar; names: OptionNames; canBeCommand: boolean; before: Piece | undefined };

/** The piece before, changed or not, and the pieces that the words too many make. */
function extras(place: Place, run: readonly Word[]): readonly Piece[] {
  const { grammar, names, canBeCommand, before } = place;
  const [first, ...others] = run;
  if (first === undefined) return before === undefined ? [] : [before];
  const words = run.map(({ text }) => text);
  if (before?.kind === "option" && before.text !== undefined && before.option.argument.kind?.free) {
    return [{ ...before, kind: "spill", text: before.text, words }];
  }
  const kept = before === undefined ? [] : [before];
  const bare = bareOption(grammar, names, first);
  if (bare !== undefined) return [...kept, ...extras({ ...place, before: bare }, others)];
  if (canBeCommand && restOf(grammar.args) !== undefined) return [...kept, { kind: "command", words }];
  return [...kept, { kind: "stray", words }];
}

function bareOption({ options }: Grammar, names: OptionNames, { text }: Word): Piece | undefined {
  const [, name = "", value] = /^([A-Za-z][\w-]+)=(.+)$/s.exec(text) ?? [];
  const named = value === undefined ? undefined : names.find(name);
  if (named !== undefined && value !== undefined)
    return { kind: "bare", word: text, option: named, text: value };
  const [key, argument] = Object.entries(options).find(([, option]) => option.looksLike?.test(text)) ?? [];
  return key === undefined || argument === undefined
    ? undefined
    : { kind: "bare", word: text, option: { key, argument }, text };
}
