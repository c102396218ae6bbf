import { nearestFew } from "../../domain/nearest.ts";
import type { Grammar } from "../command.ts";
import { isSeparator, lex } from "./lex.ts";

/** `rest` is the text behind the verb, with what its alias implies. */
export type FoundVerb<C> =
  | { kind: "verb"; command: C; typed: string; rest: string }
  /** `help`, `help VERB`, `VERB --help`, `VERB ?` */
  | { kind: "help"; command?: C }
  /** Never obeyed, only asked about; verbs, the best first. */
  | { kind: "unknown"; typed: string; rest: string; near: readonly string[] }
  | { kind: "none" };

type Verb = Pick<Grammar, "verb" | "aliases" | "mistakenFor" | "implies" | "options">;

/** Which verb the text begins with, in any case and by any of its names. */
export function findVerb<C extends Verb>(commands: readonly C[], text: string): FoundVerb<C> {
  const line = text
    .trim()
    .replace(/^\/batch(?=\s|$)/i, "")
    .trim();
  if (line === "") return { kind: "none" };
  const found = verbAt(commands, line);
  if (isHelpWord(first(line)) && found?.command.verb !== "help")
    return helpOn(commands, behind(line, first(line)));
  if (found === undefined) return unknown(commands, line);
  const { command, typed } = found;
  const rest = behind(line, typed);
  if (command.verb === "help") return helpOn(commands, rest);
  if (asksForHelp(command, rest)) return { kind: "help", command };
  const implied = command.implies?.[typed.toLowerCase()];
  return { kind: "verb", command, typed, rest: implied === undefined ? rest : implied(rest) };
}

const helpWords: ReadonlySet<string> = new Set([
  "help",
  "man",
  "?",
  "-h",
  "-help",
  "--help",
  "—help",
  "–help",
]);

function isHelpWord(word: string): boolean {
  return helpWords.has(word.toLowerCase());
}

/** A verb may be two words, `access request`; the longer name wins. */
function verbAt<C extends Verb>(
  commands: readonly C[],
  line: string,
): { command: C; typed: string } | undefined {
  const [one, two] = [first(line), firstTwo(line)];
  for (const typed of two === undefined ? [one] : [two, one]) {
    const name = typed.toLowerCase().replace(/\s+/g, " ");
    const command = commands.find((each) => namesOf(each).includes(name));
    if (command !== undefined) return { command, typed };
  }
  return undefined;
}

function unknown<C extends Verb>(commands: readonly C[], line: string): FoundVerb<C> {
  const typed = first(line);
  const word = typed.toLowerCase().replace(/^[-–—/]+|[?!.:,;]+$/g, "");
  const verbOf = (name: string) => commands.find((each) => offeredFor(each).includes(name))?.verb ?? [];
  const like = nearestFew(word, commands.flatMap(offeredFor)).flatMap(verbOf);
  return {
    kind: "unknown",
    typed,
    rest: behind(line, typed),
    near: [...new Set([verbOf(word), like].flat())],
  };
}

function helpOn<C extends Verb>(commands: readonly C[], topic: string): FoundVerb<C> {
  const line = topic.trim();
  if (line === "" || isHelpWord(line)) return { kind: "help" };
  const found = verbAt(commands, line);
  return found === undefined ? unknown(commands, line) : { kind: "help", command: found.command };
}

/** Before `--` only: behind it `--help` is the program's. */
function asksForHelp({ options }: Verb, rest: string): boolean {
  const { words } = lex(rest);
  const separator = words.findIndex(isSeparator);
  const own = separator === -1 ? words : words.slice(0, separator);
  const isLetterTaken = Object.values(options).some((option) => option.letters.includes("h"));
  const [only] = words.length === 1 ? words : [];
  if (only !== undefined && only.bare === only.text.length && /^(\?|help)$/i.test(only.text)) return true;
  return own.some(
    ({ text, bare }) =>
      bare === text.length && (/^--?help$/i.test(text) || (text === "-h" && !isLetterTaken)),
  );
}

function namesOf({ verb, aliases }: Verb): readonly string[] {
  return [verb, ...aliases];
}

function offeredFor(command: Verb): readonly string[] {
  return [...namesOf(command), ...(command.mistakenFor ?? [])];
}

function first(line: string): string {
  return /^\S+/.exec(line)?.[0] ?? "";
}

function firstTwo(line: string): string | undefined {
  return /^\S+\s+\S+/.exec(line)?.[0];
}

function behind(line: string, typed: string): string {
  return line.slice(typed.length).trimStart();
}
