/** The lines of a failed job's log that say why it failed: pure, over the last lines, cleaned and masked. */
import { shortenLine } from "../domain/logs/log-text.ts";

/** At most 12 lines and 1,500 characters, oldest first; `…` stands where lines were left out. */
export function lastLines(log: readonly string[]): string[] {
  const lines = log.filter((line) => line.trim() !== "").slice(-looksAtLines);
  const room = createRoom(lines);
  const end = lines.length - 1;
  const telling = tellingLine(lines);
  if (telling === undefined) {
    for (let index = end; index > end - closingLines && index >= 0; index--) room.add(index);
    for (const index of furtherHints(lines).slice(0, hintsAlone)) room.add(index);
    for (let index = end; index >= 0 && !room.isFull(); index--) room.add(index);
    return room.shown();
  }
  room.add(telling);
  for (const index of surroundings(lines, telling)) room.add(index);
  for (const index of closing(lines)) room.add(index);
  for (const index of furtherHints(lines, telling)) room.add(index);
  for (const index of outerFrames(lines, telling)) room.add(index);
  return room.shown();
}

const mostLines = 12;
const mostChars = 1_500;
const lineChars = 300;
const looksAtLines = 400;
const closingLines = 3;
/** Of lines that only sound like a cause so many stand before the plain end of the log. */
const hintsAlone = 4;
const framesOfATraceback = 4;
const linesAfterATelling = 2;
const linesBeforeATelling = 2;

/** Names the cause by itself. The last of these is taken: what failed last ended the job. */
const telling: readonly RegExp[] = [
  /^\s*(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception|Interrupt)\b(?::|$)/,
  /^(?:KeyboardInterrupt|SystemExit|StopIteration|AssertionError)\b/,
  /\bException in thread\b|^Caused by: |\bCaused by:$/,
  /\bpanic(?:ked at|: )|^fatal error: /,
  /\bKilled\b|\bOut of memory\b|\boom[- ]?kill|\bcannot allocate (?:memory|vector)|\bstd::bad_alloc\b/i,
  /\bSegmentation fault\b|\bcore dumped\b|\bBus error\b|\bIllegal instruction\b|\bFloating point exception\b|\bAborted\b/,
  /\bcommand not found\b|\bNo such file or directory\b|\bPermission denied\b|\bNo space left on device\b|\bExec format error\b/i,
  /\bAccess ?Denied\b|\b(?:403|404) Forbidden\b|\bAn error occurred \(/i,
  /^\s*Error in |^Execution halted$|^Error: |^ERROR\b[:\s]|^\[?FATAL\b|\bfatal:|^E {3}/,
  /\b(?:ERROR|FATAL|CRITICAL)\b/,
  /\b(?:error|fatal)\b["']?\s*[:\]]/i,
];

/** Sounds like a cause, but may only be near it. */
const hint =
  /\b(?:error|errors|failed|failure|fatal|exception|abort(?:ed|ing)?|denied|invalid|missing|cannot|could not|unable)\b|^Calls: /i;
/** What a program says at the end of every failure. */
const ofCourse = /^(?:Tip: you can | -- Check '\.nextflow\.log' file)/;
/** Says that there was none. */
const harmless =
  /\b(?:no|0|zero|without)\s+(?:errors?|failures?)\b|\berrors?["']?\s*[:=]\s*(?:0\b|null|none|false|""|'')|\bfailed\s*[:=]\s*0\b|\b0 failed\b|\bignor(?:e|ed|ing)\b/i;

function tellingLine(lines: readonly string[]): number | undefined {
  const index = lines.findLastIndex((line) => isTelling(line) && !/^Execution halted$/.test(line));
  return index === -1 ? undefined : index;
}

function isTelling(line: string): boolean {
  return !harmless.test(line) && telling.some((pattern) => pattern.test(line));
}

/** The traceback or message a telling line belongs to, most important first. */
function surroundings(lines: readonly string[], at: number): number[] {
  const first = firstFrame(lines, at);
  const header = first - 1;
  const before = /^Traceback \(most recent call last\)/.test(lines[header] ?? "")
    ? [header, ...range(Math.max(first, at - framesOfATraceback), at).reverse()]
    : range(Math.max(at - (first < at ? framesOfATraceback : linesBeforeATelling), 0), at).reverse();
  // What is indented below belongs to it: the rest of a message, the first frames of a stack.
  let last = at;
  while (last < at + linesAfterATelling && /^\s+\S/.test(lines[last + 1] ?? "")) last++;
  return [...range(at + 1, last + 1), ...before];
}

function firstFrame(lines: readonly string[], at: number): number {
  const isFrame = (index: number) => /^\s+(?!at )\S/.test(lines[index] ?? "");
  let first = at;
  while (first > 0 && isFrame(first - 1)) first--;
  return first;
}

/** Where a traceback begins is the person's own program; shown where the room allows. */
function outerFrames(lines: readonly string[], at: number): number[] {
  return range(firstFrame(lines, at), at - framesOfATraceback);
}

/** The end of the log, which may be about something else. */
function closing(lines: readonly string[]): number[] {
  return range(0, lines.length)
    .filter((index) => !ofCourse.test(lines[index] ?? ""))
    .slice(-closingLines)
    .reverse();
}

/** Those that name a cause first, the last before the others. What ends in a colon says it on the next line. */
function furtherHints(lines: readonly string[], before?: number): number[] {
  const isHint = (line: string) => isTelling(line) || (hint.test(line) && !harmless.test(line));
  return range(0, lines.length)
    .filter((index) => index !== before && isHint(lines[index] ?? ""))
    .sort((a, b) => Number(isTelling(lines[b] ?? "")) - Number(isTelling(lines[a] ?? "")) || b - a)
    .flatMap((index) => (/:$/.test(lines[index] ?? "") ? [index, index + 1] : [index]))
    .filter((index) => index < lines.length);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(to - from, 0) }, (_, index) => from + index);
}

/** Takes the most important first and gives them back in their order. A gap costs a line as well. */
function createRoom(lines: readonly string[]) {
  const taken = new Set<number>();
  const shown = () => {
    const order = [...taken].sort((a, b) => a - b);
    return order.flatMap((index, position) => {
      const above = order[position - 1];
      const missing = above === undefined ? 0 : index - above - 1;
      // One line takes no more room than the sign that it is missing.
      const gap = missing === 1 ? [shortenLine(lines[index - 1] ?? "", lineChars)] : ["…"];
      return [...(missing === 0 ? [] : gap), shortenLine(lines[index] ?? "", lineChars)];
    });
  };
  const fits = () => {
    const now = shown();
    return now.length <= mostLines && now.reduce((sum, line) => sum + line.length + 1, 0) <= mostChars;
  };
  let full = false;
  return {
    add(index: number) {
      if (full || taken.has(index)) return;
      taken.add(index);
      if (fits()) return;
      taken.delete(index);
      full = true;
    },
    isFull: () => full,
    shown,
  };
}
