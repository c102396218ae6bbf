/** Masks lines that stand together: a secret may be spread over several, or torn apart by what a terminal writes over. */
import { type Masked, maskByKeptUpRules, maskText } from "../domain/secret.ts";
import { keyLines } from "./key-lines.ts";
import type { Mask } from "./mask.ts";

/** `before`: what stood on the same line of the terminal until it was written over. */
export type Line = { text: string; before?: string };

export function maskLines(mask: Mask, lines: readonly (string | Line)[]): Masked[] {
  const all = lines.map((line) => (typeof line === "string" ? { text: line } : line));
  const keys = keyLines(all.map(({ text }) => text));
  return keptUp(
    all.map(({ text, before }, index) => {
      const keyFrom = keys.get(index);
      if (keyFrom !== undefined) return { text: text.slice(0, keyFrom) + maskText, masked: 1 };
      return before === undefined ? mask.line(text) : maskTorn(mask, { before, text });
    }),
  );
}

/** All lines as one text: many rules asked once, which is a hundred times as fast as line by line. */
function keptUp(lines: Masked[]): Masked[] {
  const together = maskByKeptUpRules({ text: lines.map(({ text }) => text).join("\n"), masked: 0 });
  if (together.masked === 0) return lines;
  const texts = together.text.split("\n");
  // A secret over several lines would take line ends with it.
  if (texts.length !== lines.length) return lines.map(maskByKeptUpRules);
  return lines.map((line, index) => {
    const text = texts[index] ?? "";
    return text === line.text ? line : { text, masked: line.masked + 1 };
  });
}

/** A secret of which one half was written over: the other half goes too. */
function maskTorn(mask: Mask, { before, text }: Required<Line>): Masked {
  const alone = mask(text);
  const whole = mask(before.slice(-tornChars) + text).text;
  if (whole.endsWith(alone.text)) return alone;
  let same = 0;
  while (same < alone.text.length && whole.at(-1 - same) === alone.text.at(-1 - same)) same++;
  const kept = alone.text.slice(alone.text.length - same);
  return { text: maskText + kept, masked: kept.split(maskText).length };
}

/** No secret is longer, and a progress bar writes itself over for hours. */
const tornChars = 8_192;
