/** Slack text to words: quotes, backslashes and JSON, with what phones and Slack did to the text undone. */
import { fromSlack } from "./slack-text.ts";
import { isApostrophe, isDoubleQuote, isSingleQuote, isSpace, isTypographic, plain } from "./typography.ts";

/** `start` and `end` are places in `Lexed.text`; the first `bare` characters stood neither in quotes nor behind a backslash. */
export type Word = { text: string; start: number; end: number; bare: number };

export type Lexed = {
  /** What was typed, before Slack changed it. */
  text: string;
  words: readonly Word[];
  /** A quotation that never ends, and where it begins. */
  open?: { quote: string; start: number };
};

export function lex(slackText: string): Lexed {
  return lexTyped(fromSlack(slackText));
}

/** Of a text in which what Slack did is undone. */
export function lexTyped(text: string): Lexed {
  const words: Word[] = [];
  for (let at = 0; at < text.length; ) {
    if (isSpace(text.charAt(at)) || plain(text.charAt(at), "") === "" || isContinuation(text, at)) {
      at += 1;
      continue;
    }
    const word = wordAt(text, at);
    if (word.open !== undefined) return { text, words, open: word.open };
    words.push({ text: word.text, start: at, end: word.end, bare: word.bare ?? word.text.length });
    at = word.end;
  }
  return { text, words };
}

/** The `--` after which the words are the command's own. */
export function isSeparator(word: Word): boolean {
  return word.text === "--" && word.bare === 2;
}

type Reader = { text: string; end: number; bare?: number; open?: { quote: string; start: number } };

function wordAt(source: string, start: number): Reader {
  const word: Reader = { text: "", end: start };
  while (word.end < source.length && word.open === undefined) {
    const char = source.charAt(word.end);
    if (isSpace(char)) break;
    const jsonEnd = startsValue(word) ? jsonEndAt(source, word.end) : undefined;
    if (jsonEnd !== undefined) {
      word.bare ??= word.text.length;
      word.text += source.slice(word.end, jsonEnd);
      word.end = jsonEnd;
    } else if (char === "\\") readEscape(word, source);
    else if (isQuote(source, word.end)) readQuotation(word, source);
    else {
      word.text += plain(char, word.end === start ? "" : source.charAt(word.end - 1));
      word.end += 1;
    }
  }
  return word;
}

function startsValue({ text, bare }: Reader): boolean {
  return text === "" || (bare === undefined && text.endsWith("="));
}

function isQuote(source: string, at: number): boolean {
  const char = source.charAt(at);
  if (isDoubleQuote(char)) return true;
  return isSingleQuote(char) && !isApostrophe(source.charAt(at - 1), char, source.charAt(at + 1));
}

function isContinuation(source: string, at: number): boolean {
  return source.charAt(at) === "\\" && /[\r\n]/.test(source.charAt(at + 1));
}

/** A backslash takes the next character as it is; at the end of a line it joins the lines. */
function readEscape(word: Reader, source: string): void {
  if (isContinuation(source, word.end)) {
    word.end += source.startsWith("\r\n", word.end + 1) ? 3 : 2;
    return;
  }
  word.bare ??= word.text.length;
  word.text += source.charAt(word.end + 1) || "\\";
  word.end = Math.min(word.end + 2, source.length);
}

function readQuotation(word: Reader, source: string): void {
  const start = word.end;
  const quote = source.charAt(start);
  const isJson = holdsJson(source, start + 1);
  word.bare ??= word.text.length;
  for (let at = start + 1; at < source.length; at += 1) {
    const char = source.charAt(at);
    const before = at === start + 1 ? "" : source.charAt(at - 1);
    if (closes(quote, char, isJson) && !isApostrophe(before, char, source.charAt(at + 1))) {
      word.end = at + 1;
      return;
    }
    const escaped = isDoubleQuote(quote) && char === "\\" ? escapedIn(source.charAt(at + 1)) : undefined;
    if (escaped !== undefined) {
      word.text += escaped;
      at += 1;
    } else word.text += isJson ? char : plain(char, before);
  }
  word.end = source.length;
  word.open = { quote: plain(quote, ""), start };
}

/** Round JSON only the same sort of quote closes, for its own may be the other sort. */
function closes(quote: string, char: string, isJson: boolean): boolean {
  const isSameKind = isDoubleQuote(quote) ? isDoubleQuote(char) : isSingleQuote(char);
  if (!isSameKind || !isJson) return isSameKind;
  return quote === "'" || quote === '"' ? char === quote : char !== '"' && char !== quote;
}

/** In double quotes a backslash keeps its meaning before few characters only, as in a shell. */
function escapedIn(next: string): string | undefined {
  if (next === "\n") return "";
  return next !== "" && (/["\\$`]/.test(next) || isTypographic(next)) ? next : undefined;
}

function jsonStart(source: string, at: number): boolean {
  return /^(\{\s*["“”}]|\[\s*[[{"“”\]])/.test(source.slice(at, at + 40));
}

/** `{…}`, or `NAME={…}`. */
function holdsJson(source: string, at: number): boolean {
  const name = /^[\w.-]{1,60}=/.exec(source.slice(at, at + 61))?.[0] ?? "";
  return jsonStart(source, at + name.length);
}

/** The end of unquoted JSON that fills the rest of its word. */
export function jsonEndAt(source: string, start: number): number | undefined {
  if (!jsonStart(source, start)) return undefined;
  let depth = 0;
  let isInString = false;
  for (let at = start; at < source.length; at += 1) {
    const char = source.charAt(at);
    if (isInString) {
      if (char === "\\") at += 1;
      else if (isDoubleQuote(char)) isInString = false;
    } else if (isDoubleQuote(char)) isInString = true;
    else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") depth -= 1;
    if (depth === 0 && !isInString) {
      return at + 1 === source.length || isSpace(source.charAt(at + 1)) ? at + 1 : undefined;
    }
  }
  return undefined;
}
