/** What each piece of a line stands for, and the words for pieces that stand for nothing. */

import type { Grammar } from "../command.ts";
import { type Named, optionName, restOf } from "../submit/option-names.ts";
import type { Argument, Given } from "./argument.ts";
import type { Mistake } from "./mistake.ts";
import type { Piece } from "./pieces.ts";
import { code, quote, quoteValue } from "./quote.ts";
import { referencesAsTyped } from "./slack-text.ts";

export type Slot = {
  /** What is to be read, and for which argument. */
  entry?: { key: string; argument: Argument<unknown>; given: Given };
  mistakes: Mistake[];
  /** As it should be typed, where that is known. */
  written?: string;
};

/** One slot for each piece, in the order typed. */
export function slotsOf(grammar: Grammar, pieces: readonly Piece[], hasRest: boolean): readonly Slot[] {
  const places = Object.entries(grammar.args).filter(([, argument]) => argument.takes === "one");
  let next = 0;
  return pieces.map((piece): Slot => {
    if (piece.kind !== "argument") return slotOf(grammar, piece, hasRest);
    const [key, argument] = places[Math.min(next, places.length - 1)] ?? [];
    next += 1;
    if (key === undefined || argument === undefined) return { mistakes: [] };
    const given = { text: textFor(argument, piece.text), part: code(piece.text) };
    return { entry: { key, argument, given }, mistakes: [], written: quoteValue(piece.text) };
  });
}

function slotOf(grammar: Grammar, piece: Exclude<Piece, { kind: "argument" }>, hasRest: boolean): Slot {
  switch (piece.kind) {
    case "option":
      return piece.text === undefined
        ? missingValue(piece.option, piece.spelled)
        : optionSlot(piece.option, piece.text, partOf(piece));
    case "unknown":
      return unknownOption(grammar, piece);
    case "asked":
      return { mistakes: [{ what: `${partOf(piece)}: ${piece.why}`, part: piece.spelled }] };
    case "bare": {
      const slot = optionSlot(piece.option, piece.text, code(piece.word));
      return wrong(
        slot,
        `${code(piece.word)} belongs to no option; did you mean ${code(slot.written ?? "")}?`,
        piece.word,
      );
    }
    case "spill": {
      const slot = optionSlot(
        piece.option,
        [piece.text, ...piece.words].join(" "),
        code(`${piece.spelled} ${piece.text} ${piece.words.join(" ")}`),
      );
      return wrong(
        slot,
        `${code(`${piece.spelled} ${piece.text}`)} ends at the space: a text with spaces goes in quotes, ${code(slot.written ?? "")}.`,
        piece.words.join(" "),
      );
    }
    case "command": {
      const command = piece.words.map(quote).join(" ");
      const what = `${code(command)} stands without \`--\`: put \`--\` before the command.`;
      return { mistakes: [{ what, part: command, instead: `-- ${command}` }], written: `-- ${command}` };
    }
    case "stray":
      return { mistakes: [{ what: strayWords(grammar, piece.words, hasRest), part: piece.words.join(" ") }] };
  }
}

function optionSlot({ key, argument, alias }: Named, text: string, part: string): Slot {
  const typed = textFor(argument, text);
  const given = { text: typed, part };
  return {
    entry: { key, argument, given: alias === undefined ? given : { ...given, alias } },
    mistakes: [],
    written: optionWritten(alias !== undefined && isSpelling(argument, alias) ? alias : key, argument, text),
  };
}

/** `--memory 4G`; a flag that is on is just its name. */
export function optionWritten(key: string, argument: Argument<unknown>, text: string): string {
  if (argument.takes !== "none") return `${optionName(key)} ${quoteValue(text)}`;
  return text === "true" ? optionName(key) : `${optionName(key)}=${quote(text)}`;
}

/** An alias under which the text counts otherwise has to stay. */
function isSpelling(argument: Argument<unknown>, alias: string): boolean {
  return argument.spellings?.has(alias) === true;
}

function missingValue({ key, argument }: Named, spelled: string): Slot {
  const example = `${optionName(key)} ${argument.placeholder ?? ""}`;
  return { mistakes: [{ what: `${code(spelled)} needs a value, such as ${code(example)}.`, part: spelled }] };
}

function unknownOption({ verb }: Grammar, piece: Extract<Piece, { kind: "unknown" }>): Slot {
  const { spelled, text, near } = piece;
  const none = `There is no option ${code(spelled)}`;
  if (near === undefined)
    return { mistakes: [{ what: `${none}; \`/batch help ${verb}\` lists those there are.`, part: spelled }] };
  const meant = optionName(near.key);
  const what = `${none}; did you mean ${code(meant)}?`;
  if (text === undefined) return { mistakes: [{ what, part: spelled, instead: meant }] };
  return wrong(
    optionSlot(near, text, code(`${meant} ${near.argument.takes === "none" ? "" : text}`.trim())),
    what,
    spelled,
    meant,
  );
}

function wrong(slot: Slot, what: string, part: string, instead = slot.written): Slot {
  return { ...slot, mistakes: [instead === undefined ? { what, part } : { what, part, instead }] };
}

function strayWords(grammar: Grammar, words: readonly string[], hasRest: boolean): string {
  const shown = code(words.join(" "));
  if (restOf(grammar.args) === undefined) {
    const takes = Object.entries(grammar.args).map(([key, { placeholder = key }]) => placeholder);
    const allowed = takes.length === 0 ? "options only" : `${takes.join(" ")} and options`;
    return `${shown} is too much: \`/batch ${grammar.verb}\` takes ${allowed}; a text with spaces goes in quotes.`;
  }
  return hasRest
    ? `${shown} belongs to no option; what the command needs goes behind \`--\`.`
    : `${shown} belongs to no option; a command goes to the end, behind \`--\`.`;
}

function textFor({ kind }: Argument<unknown>, text: string): string {
  return kind?.references ? text : referencesAsTyped(text);
}

function partOf({ spelled, text }: { spelled: string; text?: string }): string {
  return code(text === undefined || text === "true" ? spelled : `${spelled} ${text}`);
}
