import { isTypographic } from "./typography.ts";

/** One word as it has to be typed to be read as just this text. */
export function quote(word: string): string {
  return /^[\w./:=@%+,^-]+$/.test(word) ? word : inQuotes(word);
}

/** As `quote`, for places where a leading dash would be taken for an option. */
export function quoteValue(word: string): string {
  return /^[-/]/.test(word) ? inQuotes(word) : quote(word);
}

function inQuotes(word: string): string {
  const hasOnlyPlain =
    !/["\\$`]/.test(word) && ![...word].some((char) => char !== "'" && isTypographic(char));
  if (word.includes("'") && hasOnlyPlain && !looksEscaped(word)) return `"${word}"`;
  const inSingle = `'${[...word].map((char) => (char === "'" || isTypographic(char) ? `'\\${char}'` : char)).join("")}'`;
  // A quotation broken behind & and < keeps what looks like Slack's escapes from being undone.
  return looksEscaped(word) ? inSingle.replace(/[&<]/g, "$&''") : inSingle;
}

/** Has an escape of Slack's in it, or what may be the beginning of one that ends in another word. */
function looksEscaped(word: string): boolean {
  return /<[a-z][a-z0-9+.-]*:|&(lt|gt|amp);/i.test(word);
}

/** A piece of typed text to stand in a sentence. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, " ").replaceAll("`", "'");
  return `\`${line.length > 80 ? `${line.slice(0, 79)}…` : line}\``;
}
