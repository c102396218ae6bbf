/** "waited 3 s", "succeeded after less than 1 s": how long things took is told as the story has it. */
import type { Pace } from "./story.ts";

const duration = String.raw`(?:less than 1 s|\d[\d,]* (?:s|min|h|d)(?: \d+ (?:min|h))?)(?![\w])`;

const kinds: readonly [RegExp, keyof Pace][] = [
  [new RegExp(String.raw`\b(waited )${duration}`, "g"), "waitedSec"],
  [new RegExp(String.raw`\b(after )${duration}(?= in the queue)`, "g"), "waitedSec"],
  [
    new RegExp(
      String.raw`\b((?:succeeded|failed|stopped by [^\n]{1,40}|back) after )${duration}(?! in the queue)`,
      "g",
    ),
    "ranSec",
  ],
  [new RegExp(String.raw`\b(ran )${duration}`, "g"), "ranSec"],
];

export function retellDurations(text: string, pace: Pace | undefined): string {
  if (pace === undefined) return text;
  return kinds.reduce(
    (told, [pattern, kind]) => told.replace(pattern, (_, before: string) => before + words(pace[kind])),
    text,
  );
}

/** The two units that matter, as the bot says them. */
function words(sec: number): string {
  if (sec < 60) return `${sec} s`;
  const min = Math.floor(sec / 60);
  if (min < 60) return `${min} min`;
  const rest = min % 60;
  return rest === 0 ? `${min / 60} h` : `${Math.floor(min / 60)} h ${rest} min`;
}
