/** Typed text to a verb's input, or all of its mistakes at once. Pure. */

import type { Arguments, Grammar, InputOf } from "../command.ts";
import { type OptionNames, optionName, optionNames, restOf } from "../submit/option-names.ts";
import type { Argument, Fault } from "./argument.ts";
import { type Lexed, lex } from "./lex.ts";
import type { Mistake } from "./mistake.ts";
import { cutIntoPieces } from "./pieces.ts";
import { code, quote, quoteValue } from "./quote.ts";
import { referencesAsTyped } from "./slack-text.ts";
import { optionWritten, type Slot, slotsOf } from "./slots.ts";

export type Parsed<Input> =
  /** `said`: what deserves an echo ("4096 MiB = 4 GiB"). */
  | { ok: true; input: Input; said: readonly string[] }
  /** `understood`: what reads well, as it would be typed. `corrected`: the whole line, where every mistake has a known correction. */
  | { ok: false; mistakes: readonly Mistake[]; understood: string; corrected?: string };

/** A longer text is not looked at. */
const longestText = 8000;

/** Nobody reads more. */
const mostMistakes = 20;

/** Reads the text behind the verb, as Slack sent it. */
export function parse<A extends Arguments, O extends Arguments>(
  grammar: Grammar<A, O>,
  text: string,
): Parsed<InputOf<A, O>> {
  const { input, said, mistakes, understood, corrected } = readLine(grammar, text);
  if (mistakes.length === 0) return { ok: true, input: input as InputOf<A, O>, said };
  const wrong = { ok: false as const, mistakes: mistakes.slice(0, mostMistakes), understood };
  if (corrected === undefined || readLine(grammar, corrected).mistakes.length > 0) return wrong;
  return { ...wrong, corrected: `/batch ${grammar.verb} ${corrected}`.trimEnd() };
}

type Line = {
  input: Readonly<Record<string, unknown>>;
  said: readonly string[];
  mistakes: readonly Mistake[];
  understood: string;
  corrected?: string;
};

function readLine(grammar: Grammar, text: string): Line {
  const nothing = { input: {}, said: [], understood: "" };
  if (text.length > longestText) return { ...nothing, mistakes: [tooLong(text.length)] };
  const lexed = lex(text);
  if (lexed.open !== undefined) return { ...nothing, mistakes: [openQuote(lexed, lexed.open)] };
  const names = optionNames(grammar);
  const { pieces, rest } = cutIntoPieces(grammar, names, lexed.words);
  const slots = slotsOf(grammar, pieces, rest !== undefined);
  const reader = { grammar, names, slots };
  const read = Object.entries({ ...grammar.args, ...grammar.options }).map(([key, argument]) =>
    argument.takes === "rest" ? readRest(key, argument, rest ?? []) : readOne(reader, key, argument),
  );
  const missing = [...read.flatMap((one) => one.mistakes), ...misplacedRest(grammar, rest)];
  const input = Object.fromEntries(read.map(({ key, value }) => [key, value]));
  const mistakes = [...slots.flatMap((slot) => slot.mistakes), ...missing];
  const checked = mistakes.length > 0 ? [] : (grammar.check?.(input) ?? []).map((what) => ({ what }));
  const restWritten = rest === undefined ? [] : [`-- ${rest.map(quote).join(" ")}`];
  const well = slots.filter((slot) => slot.mistakes.length === 0);
  const isMendable =
    missing.length === 0 && checked.length === 0 && slots.every((slot) => slot.written !== undefined);
  return {
    input,
    said: read.flatMap((one) => one.said),
    mistakes: [...mistakes, ...checked],
    understood: [...written(well), ...restWritten].join(" "),
    ...(isMendable ? { corrected: [...written(slots), ...restWritten].join(" ") } : {}),
  };
}

type Read = { key: string; value: unknown; said: readonly string[]; mistakes: readonly Mistake[] };

type Reader = { grammar: Grammar; names: OptionNames; slots: readonly Slot[] };

/** Reads all that was given for one argument; what is wrong with a text is noted in its slot. */
function readOne({ grammar, names, slots }: Reader, key: string, argument: Argument<unknown>): Read {
  const mine = slots.filter((slot) => slot.entry?.key === key);
  const given = mine.flatMap(({ entry }) => (entry === undefined ? [] : [entry.given]));
  const nothing: Read = { key, value: undefined, said: [], mistakes: [] };
  if (given.length === 0 && argument.required) {
    const isPerhapsHidden = slots.some((slot) => slot.entry === undefined);
    return isPerhapsHidden
      ? nothing
      : { ...nothing, mistakes: [{ what: missingArgument(grammar, key, argument) }] };
  }
  if (given.length > 1 && !argument.many) {
    const last = mine.at(-1);
    const both = given.map(({ text }) => code(text)).join(" and ");
    last?.mistakes.push({
      what: `${code(nameOf(grammar, key))} is given more than once, as ${both}: keep one.`,
      part: nameOf(grammar, key),
    });
    if (last !== undefined) delete last.written;
  }
  const taken = argument.read(given);
  if (taken.ok) return { ...nothing, value: taken.value, said: taken.said };
  for (const fault of taken.faults) note(fault, mine[fault.at], { grammar, names, key, argument });
  return nothing;
}

type Place = { grammar: Grammar; names: OptionNames; key: string; argument: Argument<unknown> };

function note(fault: Fault, slot: Slot | undefined, { grammar, names, key, argument }: Place): void {
  if (slot?.entry === undefined) return;
  const { mistake, instead, use } = fault;
  const meant = use === undefined ? undefined : names.find(use.option);
  const part = slot.entry.given.text;
  delete slot.written;
  if (use !== undefined && meant !== undefined)
    slot.written = optionWritten(meant.key, meant.argument, use.text);
  else if (instead !== undefined) {
    slot.written = Object.hasOwn(grammar.options, key)
      ? optionWritten(key, argument, instead)
      : quoteValue(instead);
  }
  slot.mistakes.push(
    slot.written === undefined ? { what: mistake, part } : { what: mistake, part, instead: slot.written },
  );
}

function readRest(key: string, argument: Argument<unknown>, words: readonly string[]): Read {
  const given = words.map((word) => ({ text: referencesAsTyped(word), part: code(word) }));
  const taken = argument.read(given);
  return taken.ok
    ? { key, value: taken.value, said: taken.said, mistakes: [] }
    : { key, value: undefined, said: [], mistakes: [] };
}

function misplacedRest({ verb, args }: Grammar, words: readonly string[] | undefined): readonly Mistake[] {
  if (words === undefined || words.length === 0 || restOf(args) !== undefined) return [];
  const part = words.map(quote).join(" ");
  return [{ what: `\`/batch ${verb}\` takes nothing behind \`--\`, and there is ${code(part)}.`, part }];
}

function missingArgument(
  { verb, examples }: Grammar,
  key: string,
  { placeholder, about }: Argument<unknown>,
): string {
  const example = examples[0] === undefined ? "" : `, such as ${code(`/batch ${examples[0]}`)}`;
  return `\`/batch ${verb}\` needs ${code(placeholder ?? key)} (${about.replace(/\.$/, "")})${example}.`;
}

function tooLong(length: number): Mistake {
  return {
    what: `That is ${length.toLocaleString("en-US")} characters, and a command may have ${longestText.toLocaleString("en-US")}: put what is long into a file that the job reads.`,
  };
}

function openQuote({ text }: Lexed, { quote: sign, start }: { quote: string; start: number }): Mistake {
  const behind = text.slice(start + 1, start + 41).trim();
  const where = behind === "" ? "at the end" : `before ${code(behind)}`;
  return {
    what: `The quote \`${sign}\` ${where} is never closed: close it where the text ends, or write \`\\${sign}\` if it belongs to the text.`,
    part: text.slice(start),
  };
}

function nameOf({ options }: Grammar, key: string): string {
  return Object.hasOwn(options, key) ? optionName(key) : key;
}

function written(slots: readonly Slot[]): readonly string[] {
  return slots.flatMap((slot) => slot.written ?? []);
}
