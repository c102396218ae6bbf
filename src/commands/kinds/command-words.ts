import type { Details, Kind, One, Reading } from "../typing/argument.ts";
import { one } from "../typing/declare-argument.ts";
import { lex } from "../typing/lex.ts";
import { quote } from "../typing/quote.ts";

/** A command word by word: as it would be typed in a shell, or as a JSON list. */
export function commandWords(
  about: string,
  details: Details<readonly string[]> = {},
): One<readonly string[]> {
  return one(about, commandKind, details);
}

export const commandKind: Kind<readonly string[]> = {
  placeholder: "'python run.py'",
  free: true,
  read: (text, part) => (text.trimStart().startsWith("[") ? readJson(text, part) : readWords(text, part)),
  write: (words) => words.map(quote).join(" "),
};

function readJson(text: string, part: string): Reading<readonly string[]> {
  const mistake = `${part}: a command in brackets is a JSON list of words, such as \`["python", "run.py"]\`.`;
  try {
    const value: unknown = JSON.parse(text);
    const isList =
      Array.isArray(value) && value.length > 0 && value.every((word) => typeof word === "string");
    return isList ? { ok: true, value: value as string[] } : { ok: false, mistake };
  } catch {
    return { ok: false, mistake };
  }
}

function readWords(text: string, part: string): Reading<readonly string[]> {
  const { words, open } = lex(text);
  if (open !== undefined) return { ok: false, mistake: `${part}: a quote is opened and never closed.` };
  if (words.length === 0) return { ok: false, mistake: `${part}: the command is empty.` };
  return { ok: true, value: words.map((word) => word.text) };
}
