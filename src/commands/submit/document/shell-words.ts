/** The words that a POSIX shell would make of a pasted line, with what phones and other shells' line breaks do to it undone. */

import { jsonEndAt } from "../../typing/lex.ts";
import { isDoubleQuote, isSingleQuote, isSpace, plain } from "../../typing/typography.ts";
import { excerptAt } from "./reading.ts";

export type ShellWords = {
  words: readonly string[];
  mistakes: readonly string[];
  /** What stands behind the command and is another's: `| jq .jobId`. */
  behind?: string;
};

export function shellWords(text: string): ShellWords {
  const words: string[] = [];
  const mistakes: string[] = [];
  let at = 0;
  while (at < text.length) {
    const joined = continuationAt(text, at);
    if (joined > 0) {
      at += joined;
      continue;
    }
    const sign = text.charAt(at);
    if (sign === "\n" && words.length > 0 && text.slice(at).trim() !== "") break;
    if (isSpace(sign)) {
      at += 1;
      continue;
    }
    if (sign === "#") {
      at = endOfLine(text, at);
      continue;
    }
    if (operator.test(text.slice(at, at + 3))) break;
    const word = wordAt(text, at, mistakes);
    words.push(word.text);
    at = word.end;
  }
  const behind = text.slice(at).trim();
  return { words, mistakes, ...(behind === "" ? {} : { behind }) };
}

/** `|`, `>`, `2>`, `;`, `&` */
const operator = /^([|;&<>]|\d>)/;

type Word = { text: string; end: number };

function wordAt(source: string, start: number, mistakes: string[]): Word {
  const word: Word = { text: "", end: start };
  while (word.end < source.length) {
    const sign = source.charAt(word.end);
    if (isSpace(sign) || /[|;&<>]/.test(sign)) break;
    const joined = continuationAt(source, word.end);
    const json = word.text === "" || word.text.endsWith("=") ? jsonEndAt(source, word.end) : undefined;
    if (joined > 0) word.end += joined;
    else if (json !== undefined) {
      word.text += source.slice(word.end, json);
      word.end = json;
    } else if (sign === "\\") {
      word.text += source.charAt(word.end + 1) || "\\";
      word.end += 2;
    } else if (isSingleQuote(sign)) readSingle(word, source, mistakes);
    else if (isDoubleQuote(sign)) readDouble(word, source, mistakes);
    else if (!readExpansion(word, source, mistakes)) {
      word.text += plain(sign, word.end === start ? "" : source.charAt(word.end - 1));
      word.end += 1;
    }
  }
  return word;
}

/** A backslash at the end of a line; the caret of Windows and the backtick of PowerShell do the same. */
function continuationAt(source: string, at: number): number {
  const [all] = /^[\\^`][ \t]*\r?\n/.exec(source.slice(at, at + 40)) ?? [""];
  return all.length;
}

function readSingle(word: Word, source: string, mistakes: string[]): void {
  const quote = source.charAt(word.end);
  const from = word.end + 1;
  const end = closing(source, from, quote);
  if (end === -1) open(word, source, mistakes);
  else {
    word.text += source.slice(from, end);
    word.end = end + 1;
  }
}

/** A straight quote is closed by a straight one, a curly one by a curly one. */
function closing(source: string, from: number, quote: string): number {
  if (quote === "'") return source.indexOf("'", from);
  for (let at = from; at < source.length; at += 1)
    if (isSingleQuote(source.charAt(at)) && source.charAt(at) !== "'") return at;
  return -1;
}

function readDouble(word: Word, source: string, mistakes: string[]): void {
  const isStraight = source.charAt(word.end) === '"';
  let text = "";
  const inner: Word = { text: "", end: word.end + 1 };
  while (inner.end < source.length) {
    const sign = source.charAt(inner.end);
    if (isStraight ? sign === '"' : isDoubleQuote(sign) && sign !== '"') {
      word.text += text;
      word.end = inner.end + 1;
      return;
    }
    const next = source.charAt(inner.end + 1);
    if (sign === "\\" && /[$`"\\]/.test(next)) {
      text += next;
      inner.end += 2;
    } else if (sign === "\\" && next === "\n") inner.end += 2;
    else if (readExpansion(inner, source, mistakes)) {
      text += inner.text;
      inner.text = "";
    } else {
      text += sign;
      inner.end += 1;
    }
  }
  open(word, source, mistakes);
}

function open(word: Word, source: string, mistakes: string[]): void {
  mistakes.push(
    `The quote before ${excerptAt(source, word.end + 1)} is never closed: close it where the text ends.`,
  );
  word.text += source.slice(word.end + 1);
  word.end = source.length;
}

/** What a shell would put something else in place of: it stays as it is, and is told of. */
function readExpansion(word: Word, source: string, mistakes: string[]): boolean {
  const rest = source.slice(word.end, word.end + 200);
  const [all] = /^(\$\{[^}]*\}|\$\([^)]*\)?|\$[A-Za-z_]\w*|\$['"]|`[^`\n]*`)/.exec(rest) ?? [];
  if (all === undefined) return false;
  mistakes.push(
    `\`${all.replaceAll("`", "'")}\` would be replaced by your shell, and there is none here: write what it stands for.`,
  );
  word.text += all;
  word.end += all.length;
  return true;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}
