/** Makes text that a program wrote readable and harmless: what a terminal would act on, hide or reorder is gone. */

/** One line as a person would last have seen it on a terminal. Linear in time; cleaning twice changes nothing more. */
export function cleanLine(raw: string): string {
  if (isPlain(raw)) return raw.trimEnd();
  return capMarks(expandTabs(shown(backspaced(lastState(withoutEscapes(raw))))))
    .replace(/\uFFFD{2,}/g, "\uFFFD")
    .trimEnd();
}

/** One line of which nothing but blanks at its end is not shown. Most are. */
export function isPlain(raw: string): boolean {
  return plain.test(raw);
}

/** The lines of one log event; usually one. */
export function splitLines(text: string): string[] {
  if (!text.includes("\n")) return [text];
  return text.replace(/\r?\n$/, "").split(/\r?\n/);
}

/** Cuts a line to `maxChars`, the note of how much is missing included; `at` is a place that must stay in sight. */
export function shortenLine(text: string, maxChars: number, at = 0): string {
  if (text.length <= maxChars) return text;
  const room = Math.max(maxChars - roomForNotes, 1);
  const from = at < room ? 0 : between(text, Math.min(at - Math.trunc(room / 4), text.length - room));
  const to = between(text, from + room);
  const before = from === 0 ? "" : `(${count(from)} before) … `;
  const after = to === text.length ? "" : ` … (${count(text.length - to)} more)`;
  return before + text.slice(from, to) + after;
}

const plain = /^[\x20-\x7e]*$/;
const roomForNotes = 70;
const tabStop = 4;
const mostMarks = 4;

/** Strings for the terminal (titles, hyperlinks, pictures), then CSI sequences, then every other escape. */
const strings =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)/g;
/** Erase the line, or go back to its first column: what follows is written over it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const rewrites = /(?:\x1b\[|\x9b)(?:2K|[01]?G)/g;
const sequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]?|\x1b[\x20-\x2f]*[\x30-\x7e]?/g;

function withoutEscapes(text: string): string {
  return text.replace(strings, "").replace(rewrites, "\r").replace(sequences, "");
}

/** A progress bar writes itself again after each carriage return. */
function lastState(text: string): string {
  if (!text.includes("\r")) return text;
  return text.split("\r").findLast((state) => shown(state).trim() !== "") ?? "";
}

function backspaced(text: string): string {
  if (!text.includes("\b")) return text;
  const kept: string[] = [];
  for (const char of text) {
    if (char === "\b") kept.pop();
    else kept.push(char);
  }
  return kept.join("");
}

/** Controls but tab and line ends, and all that has no width or turns the direction of writing. */
const unseen = /(?![\t\n\x85])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

function shown(text: string): string {
  return text
    .toWellFormed()
    .replace(unseen, "")
    .replace(/[\n\x85\u2028\u2029]|\p{Zs}/gu, " ");
}

function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  const [first = "", ...rest] = text.split("\t");
  let column = first.length;
  const columns = rest.map((cell) => {
    const gap = tabStop - (column % tabStop);
    column += gap + cell.length;
    return " ".repeat(gap) + cell;
  });
  return first + columns.join("");
}

/** A letter can be piled so high with marks that it covers the lines around it. */
function capMarks(text: string): string {
  return text.replace(/\p{M}{5,}/gu, (marks) => [...marks].slice(0, mostMarks).join(""));
}

/** The nearest place at or before `index` that does not tear a character apart. */
function between(text: string, index: number): number {
  const code = text.charCodeAt(index);
  return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
}

function count(chars: number): string {
  return `${chars.toLocaleString("en")} ${chars === 1 ? "character" : "characters"}`;
}
