import { hash, timingSafeEqual } from "node:crypto";
import { type BigIntStats, readFileSync, statSync } from "node:fs";
import type { AccountId } from "../domain/ids.ts";
import { type EventKey, type EventKeySource, parseEventKeys } from "../domain/people/event-key-list.ts";

export type EventKeys = {
  /** Which accounts the key speaks for; undefined for a key that nobody has. In constant time. */
  accountsOf(key: string | undefined): Accounts | undefined;
  /** Whether any key speaks for the account. */
  hasKeyOf(account: AccountId): boolean;
};

export type KeyFile = {
  read(path: string): string;
  /** Differs whenever the file may have changed. Throws when there is no file. */
  stamp(path: string): string;
};

/** `onTrouble` is told once of each file that cannot be used; the keys read before it stay in force. */
export function createEventKeys(
  source: EventKeySource,
  onTrouble: (problems: readonly string[]) => void,
  file: KeyFile = keyFileOnDisk,
): EventKeys {
  if (source.kind === "keys") {
    const known = source.keys.map(digested);
    return keysIn(() => known);
  }
  return keysIn(rereading(source.path, { file, onTrouble }));
}

/**
 * What was good a moment ago is compared first, as a whole: senders have one key, and come a thousand times a second.
 * The time taken tells of it no more than its length.
 */
function keysIn(current: () => readonly Known[]): EventKeys {
  let good: { known: readonly Known[]; key: Buffer; accounts: Accounts } | undefined;
  return {
    accountsOf: (key) => {
      const known = current();
      const given = Buffer.from(key ?? "");
      if (good?.known === known && good.key.length === given.length && timingSafeEqual(good.key, given))
        return good.accounts;
      const accounts = accountsIn(known, key);
      if (accounts !== undefined) good = { known, key: given, accounts };
      return accounts;
    },
    hasKeyOf: (account) => current().some((known) => known.account === account || known.account === "*"),
  };
}

type Accounts = ReadonlySet<AccountId> | "any";

type Known = { account: EventKey["account"]; digest: Buffer };

/** Every key is compared, and digests are of one length: the time taken tells nothing of a key. */
function accountsIn(known: readonly Known[], key: string | undefined): Accounts | undefined {
  const digest = digestOf(key ?? "");
  const accounts = known
    .map((one) => ({ account: one.account, isEqual: timingSafeEqual(one.digest, digest) }))
    .filter(({ isEqual }) => isEqual)
    .map(({ account }) => account);
  if (key === undefined || key === "" || accounts.length === 0) return undefined;
  return accounts.includes("*")
    ? "any"
    : new Set(accounts.filter((account): account is AccountId => account !== "*"));
}

function digested({ account, key }: EventKey): Known {
  return { account, digest: digestOf(key) };
}

function digestOf(key: string): Buffer {
  return hash("sha256", key, "buffer");
}

type Rereading = { file: KeyFile; onTrouble: (problems: readonly string[]) => void };

function rereading(path: string, { file, onTrouble }: Rereading): () => readonly Known[] {
  let stamp: string | undefined;
  let known: readonly Known[] = [];
  return () => {
    const seen = stampOf(file, path);
    if (seen === stamp) return known;
    stamp = seen;
    const { keys, problems } = readKeys(file, path);
    if (problems.length === 0) known = keys.map(digested);
    else onTrouble(problems);
    return known;
  };
}

const missing = "missing";

function stampOf(file: KeyFile, path: string): string {
  try {
    return file.stamp(path);
  } catch {
    return missing;
  }
}

function readKeys(file: KeyFile, path: string): ReturnType<typeof parseEventKeys> {
  try {
    return parseEventKeys(file.read(path), "\n");
  } catch {
    return { keys: [], problems: ["cannot be read"] };
  }
}

/** A secret that is swapped in as a whole has another inode, an edited one another time or size. */
const keyFileOnDisk: KeyFile = {
  read: (path) => readFileSync(path, "utf8"),
  stamp: (path) => {
    const { ino, size, mtimeNs, ctimeNs }: BigIntStats = statSync(path, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(" ");
  },
};
