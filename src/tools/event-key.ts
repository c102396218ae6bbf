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
  if (!setting?.trim())
    return { mistake: "BATCHMATE_EVENT_KEYS is not set; it holds the key, as ACCOUNT=KEY." };
  const listed = entries(setting.trim(), readFile);
  if ("mistake" in listed) return listed;
  const pairs = listed.entries.map(pairOf);
  const malformed = pairs.indexOf(undefined);
  if (malformed >= 0)
    return { mistake: `Entry ${malformed + 1} of BATCHMATE_EVENT_KEYS is not ACCOUNT=KEY.` };
  const pair =
    pairs.findLast((one) => one?.account === account) ?? pairs.findLast((one) => one?.account === "*");
  if (!pair) return { mistake: `BATCHMATE_EVENT_KEYS has no key for account ${account}, and none for *.` };
  return { key: pair.key };
}

function entries(
  setting: string,
  readFile: (path: string) => string,
): { entries: string[] } | { mistake: string } {
  if (!setting.startsWith("@")) return { entries: filled(setting.split(",")) };
  try {
    return { entries: filled(readFile(setting.slice(1)).split("\n")) };
  } catch {
    return { mistake: `The file ${setting.slice(1)} that BATCHMATE_EVENT_KEYS names cannot be read.` };
  }
}

function filled(entries: string[]): string[] {
  return entries.map((entry) => entry.trim()).filter((entry) => entry !== "");
}

function pairOf(entry: string): { account: string; key: string } | undefined {
  const [, account, key] = /^(\d{12}|\*)\s*=\s*(\S+)$/.exec(entry) ?? [];
  return account && key ? { account, key } : undefined;
}
