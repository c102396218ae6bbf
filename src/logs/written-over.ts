import { cleanLine } from "../domain/logs/log-text.ts";

/** What a terminal showed on a line before `text`, its last state: half of a secret may stand there. */
export function writtenOver(raw: string, text: string): { before?: string } {
  if (!goesBack.test(raw)) return {};
  const all = cleanLine(raw.replace(everyWayBack, ""));
  const before = all.endsWith(text) ? all.slice(0, all.length - text.length) : all;
  return before === "" ? {} : { before };
}

/** Back to the first column, by whatever code. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const goesBack = /\r(?!$)|(?:\x1b\[|\x9b)(?:2K|[01]?G)/;
const everyWayBack = new RegExp(goesBack.source.replace("(?!$)", ""), "g");
