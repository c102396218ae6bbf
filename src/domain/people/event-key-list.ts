/** Which key may bring events of which account: `ACCOUNT=KEY`, comma-separated or one a line. */
import type { AccountId } from "../ids.ts";

export type EventKey = { account: AccountId | "*"; key: string };

/** The keys themselves, or the file they stand in, which is read again when it changes. */
export type EventKeySource = { kind: "keys"; keys: readonly EventKey[] } | { kind: "file"; path: string };

/** Problems name an entry by its number, never by its text, which may be a key. */
export type EventKeyList = { keys: readonly EventKey[]; problems: readonly string[] };

/** An account may stand twice: during a rotation both keys are good. Empty lines and lines of `#` are passed over. */
export function parseEventKeys(text: string, separator: "," | "\n"): EventKeyList {
  const entries = text
    .split(separator)
    .map((entry, index) => ({ entry: entry.trim(), number: index + 1 }))
    .filter(({ entry }) => entry !== "" && !(separator === "\n" && entry.startsWith("#")));
  const keys: EventKey[] = [];
  const problems: string[] = [];
  const unit = separator === "," ? "entry" : "line";
  for (const { entry, number } of entries) {
    const mistake = mistakeIn(entry);
    if (mistake === undefined) keys.push(keyOf(entry));
    else problems.push(`${unit} ${number} ${mistake}`);
  }
  if (entries.length === 0) problems.push("holds no ACCOUNT=KEY");
  return { keys, problems };
}

function mistakeIn(entry: string): string | undefined {
  const [account = "", key] = split(entry);
  if (key === undefined) return "is not ACCOUNT=KEY";
  if (account !== "*" && !/^\d{12}$/.test(account)) return "does not begin with twelve digits or *, and =";
  if (key === "") return "has no key behind its =";
  return /\s/.test(key) ? "has a space in its key" : undefined;
}

function keyOf(entry: string): EventKey {
  const [account = "", key = ""] = split(entry);
  return { account: account as EventKey["account"], key };
}

function split(entry: string): [account: string, key?: string] {
  const at = entry.indexOf("=");
  return at < 0 ? [entry] : [entry.slice(0, at).trim(), entry.slice(at + 1).trim()];
}
