/** What phones and word processors make of the plain characters people meant. */

const doubleQuotes = '"“”„‟';
const singleQuotes = "'‘’‚‛";
const longDashes = "—―";
const shortDashes = "–";
const hyphens = "‐‑‒−";
const invisible = "\u200b\u200c\u200d\u2060\ufeff\u00ad";

export function isDoubleQuote(char: string): boolean {
  return char !== "" && doubleQuotes.includes(char);
}

export function isSingleQuote(char: string): boolean {
  return char !== "" && singleQuotes.includes(char);
}

/** A curly single quote between two letters is an apostrophe: `don’t`. */
export function isApostrophe(before: string, char: string, after: string): boolean {
  return char === "’" && /[\p{L}\p{N}]/u.test(before) && /\p{L}/u.test(after);
}

export function isSpace(char: string): boolean {
  return /\s/.test(char) && char !== "\ufeff";
}

/** The plain text for one character; `before` is the one in front of it, empty at the start of a word or quotation. */
export function plain(char: string, before: string): string {
  if (isDoubleQuote(char)) return '"';
  if (isSingleQuote(char)) return "'";
  if (longDashes.includes(char)) return "--";
  if (shortDashes.includes(char)) return before === "" || isSpace(before) ? "--" : "-";
  if (hyphens.includes(char)) return "-";
  if (invisible.includes(char)) return "";
  return isSpace(char) && !asciiSpaces.includes(char) ? " " : char;
}

const asciiSpaces = " \t\n\r\v\f";

/** Whether reading would change this character, so that it must be written with a backslash to stay. */
export function isTypographic(char: string): boolean {
  return plain(char, "x") !== char;
}

/** JSON with its curly quotes made straight: what was probably meant. */
export function withStraightQuotes(text: string): string {
  return text.replace(/[“”„‟]/g, '"').replace(/[‘’‚‛]/g, "'");
}
