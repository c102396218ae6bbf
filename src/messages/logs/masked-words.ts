import { counted } from "../text/numbers.ts";
import { type Prose, say } from "../text/prose.ts";

/** `2 values masked as possible secrets` */
export function maskedWords(count: number): string {
  return `${counted(count, "value")} masked as ${count === 1 ? "a possible secret" : "possible secrets"}`;
}

/** The same below the lines; undefined where nothing was masked. */
export function maskedNote(count: number): Prose | undefined {
  return count > 0 ? say`${maskedWords(count)}` : undefined;
}
