import { maskTokens } from "../../domain/secrets/secret.ts";

/**
 * The last look at what is said, on whatever surface: a name, a reason or an error may hold a token that nobody has
 * taken out before. `ownWords`: what a lab has masked besides, in its own patterns.
 */
export function maskSaid<T>(said: T, ownWords: (text: string) => string): T {
  return maskedIn(said, (text) => maskTokens(ownWords(text)));
}

/** What is read; ids, values and addresses are not: what is pressed or opened must lead where it did. */
const read: ReadonlySet<string> = new Set([
  "text",
  "alt_text",
  "title",
  "description",
  "label",
  "about",
  "what",
  "comment",
  "content",
]);

function maskedIn<T>(value: T, mask: (text: string) => string, key = ""): T {
  if (typeof value === "string") return (read.has(key) ? mask(value) : value) as T;
  if (Array.isArray(value)) return value.map((each) => maskedIn(each, mask, key)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, maskedIn(each, mask, name)]),
  ) as T;
}
