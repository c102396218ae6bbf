/** A program that draws a bar says the same again and again; often each state is an event of its own. */

/** What tells the states of one bar from those of another. */
export type Bar = { key: string; percent?: number };

/** `raw` as it was written, `cleaned` as it is shown; undefined for a line that is no state of a bar. */
export function barIn(raw: string, cleaned: string): Bar | undefined {
  const drawsOver = raw.includes("\r") && raw.indexOf("\r") < raw.trimEnd().length;
  if (!drawsOver && !(cleaned.includes("%") && drawn.test(cleaned))) return undefined;
  if (cleaned.length > longestBar) return undefined;
  const [share] = percent.exec(cleaned) ?? [];
  const at = Math.min(placeOf(percent, cleaned), placeOf(drawn, cleaned));
  const key = at === Number.POSITIVE_INFINITY ? withoutNumbers(cleaned) : nameOf(cleaned.slice(0, at));
  return share === undefined ? { key } : { key, percent: Number.parseFloat(share) };
}

/** Whether a line that comes directly behind another only shows the same bar further on. */
export function isSameBar(older: Bar | undefined, newer: Bar | undefined): boolean {
  if (older === undefined || newer === undefined || older.key !== newer.key) return false;
  // One that was full has ended; what begins below it is the next.
  return older.percent === undefined || older.percent < 100 || newer.percent === older.percent;
}

const longestBar = 1_000;
const percent = /\d{1,3}(?:\.\d{1,4})?\s?%/;
const drawn = /\|[#=\->.* \d█▉▊▋▌▍▎▏░▒▓━╸╺]{6,300}\||\[[#=\->.* █▉▊▋▌▍▎▏░▒▓━╸╺]{3,300}\]|[█▉▊▋▌▍▎▏░▒▓━╸╺]{2}/;

function placeOf(pattern: RegExp, text: string): number {
  return pattern.exec(text)?.index ?? Number.POSITIVE_INFINITY;
}

/** What stands before the bar: `Epoch 3:`, but not how far it is. */
function nameOf(before: string): string {
  return before.replace(/\s*\d{1,12}\s*\/\s*\d{1,12}\s*$/, "").trim();
}

function withoutNumbers(text: string): string {
  return text.replace(/\d+(?:[.,:]\d+)*/g, "0").replace(/0 ?[KMGTP]i?B/g, "0 B");
}
