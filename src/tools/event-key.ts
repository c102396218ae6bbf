import { parseEventKeys } from "../domain/people/event-key-list.ts";

/**
 * The key with which an account's connection is to sign on, out of the bot's own BATCHMATE_EVENT_KEYS. Of several
 * for the account it is the last: during a rotation the new key is added behind the old one. `*` serves accounts
 * that are not named. `readFile` reads the file of `@FILE`.
 */
export function eventKeyFor(
  account: string,
  setting: string | undefined,
  readFile: (path: string) => string,
): { key: string } | { mistake: string } {
  const given = setting?.trim();
  if (!given) return { mistake: "BATCHMATE_EVENT_KEYS is not set; it holds the key, as ACCOUNT=KEY." };
  const path = given.startsWith("@") ? given.slice(1) : undefined;
  const text = path === undefined ? given : textOf(path, readFile);
  if (text === undefined)
    return { mistake: `The file ${path} that BATCHMATE_EVENT_KEYS names cannot be read.` };
  const { keys, problems } = parseEventKeys(text, path === undefined ? "," : "\n");
  if (problems.length > 0) return { mistake: `BATCHMATE_EVENT_KEYS is wrong: ${problems.join("; ")}.` };
  const pair = keys.findLast((one) => one.account === account) ?? keys.findLast((one) => one.account === "*");
  if (!pair) return { mistake: `BATCHMATE_EVENT_KEYS has no key for account ${account}, and none for *.` };
  return { key: pair.key };
}

function textOf(path: string, readFile: (path: string) => string): string | undefined {
  try {
    return readFile(path);
  } catch {
    return undefined;
  }
}
