import { jsonLength } from "../text/cut.ts";

export type FittedLines = { text: string; shown: number };

/** Whole lines from the end that is asked for, as many as the room allows. */
export function fitLines(
  lines: readonly string[],
  options: { keep: "first" | "last"; maxLength: number },
): FittedLines {
  const ordered = options.keep === "last" ? lines.toReversed() : lines;
  const kept: string[] = [];
  let length = 0;
  for (const line of ordered) {
    length += jsonLength(line) + 2;
    if (length > options.maxLength) break;
    kept.push(line);
  }
  const text = (options.keep === "last" ? kept.reverse() : kept).join("\n");
  return { text, shown: kept.length };
}
