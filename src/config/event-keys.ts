import type { EventKeySource } from "../domain/people/event-key-list.ts";
import { parseEventKeys } from "../domain/people/event-key-list.ts";
import type { Labs } from "../domain/people/pi.ts";
import type { Settings } from "./settings.ts";
import type { TextFiles } from "./text-files.ts";

/** The keys of BATCHMATE_EVENT_KEYS, held against the accounts of the labs. */
export function eventKeysOf(set: Settings, files: TextFiles, labs: Labs): EventKeySource | undefined {
  const name = "BATCHMATE_EVENT_KEYS";
  const given = set.text(name);
  if (given === undefined) return undefined;
  const path = given.startsWith("@") ? given.slice(1) : undefined;
  const text = path === undefined ? given : keyFile(set, files, path);
  if (text === undefined) return undefined;
  const { keys, problems } = parseEventKeys(text, path === undefined ? "," : "\n");
  const accounts = new Set([...labs.pis.values()].map((pi) => pi.account));
  const strangers = new Set(
    keys.flatMap(({ account }) => (account === "*" || accounts.has(account) ? [] : account)),
  );
  const where = path === undefined ? "" : `(${path}) `;
  for (const problem of problems) set.wrong(name, where + problem);
  // Where the labs file could not be read, every account would be a stranger.
  if (accounts.size > 0) {
    for (const account of strangers)
      set.wrong(name, `${where}has a key for account ${account}, which no PI of the labs file has`);
  }
  return path === undefined ? { kind: "keys", keys } : { kind: "file", path };
}

function keyFile(set: Settings, files: TextFiles, path: string): string | undefined {
  try {
    return files.read(path);
  } catch (error) {
    return set.wrong(
      "BATCHMATE_EVENT_KEYS",
      `names the file ${path}, which ${error instanceof Error ? error.message : "cannot be read"}`,
    );
  }
}
