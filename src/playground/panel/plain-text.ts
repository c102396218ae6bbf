import { stripVTControlCharacters } from "node:util";

const maxLineChars = 2_000;
/** All but the tab. */
const controls = /[^\P{Cc}\t]/gu;

/** A line of a log without colours and other terminal codes, not longer than a screen can use. */
export function plainText(line: string): string {
  const bare = stripVTControlCharacters(line).replace(controls, "");
  return bare.length > maxLineChars ? `${bare.slice(0, maxLineChars)}…` : bare;
}
