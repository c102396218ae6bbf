import { closeSync, copyFileSync, existsSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { checkCopy, sync } from "./back-up.ts";
import { inboxPathOf } from "./inbox-file.ts";
import { lockFile } from "./lock-file.ts";
import { openSqlite } from "./open-sqlite.ts";
import { StoreTrouble } from "./store-trouble.ts";

export type Restored = {
  /** When the backup was made. */
  takenAtMs: number;
  /** Where the store that was there before is now, if there was one. */
  keptAs: string | undefined;
};

/**
 * Puts a backup in the place of the store, which must not be in use; the old one stays beside it. What the bot is to
 * look for, because it may have been done since, is marked before anybody can open it. Throws StoreTrouble.
 */
export async function restore(path: string, from: string, nowMs: number): Promise<Restored> {
  const { takenAtMs } = checkCopy(from);
  const unlock = lockFile(`${path}.lock`);
  const next = `${path}.restoring`;
  try {
    for (const file of filesOf(next)) rmSync(file, { force: true });
    closeSync(openSync(next, "wx", 0o600));
    copyFileSync(from, next);
    const store = await openSqlite(next);
    await store.transaction((tables) => tables.markRestored({ takenAtMs, nowMs }));
    await store.close();
    sync(next);
    return { takenAtMs, keptAs: replace(path, next, nowMs) };
  } finally {
    for (const file of [...filesOf(next), `${next}.lock`]) rmSync(file, { force: true });
    unlock();
  }
}

/** The old store goes aside with what SQLite keeps beside it, which is a part of it. */
function replace(path: string, next: string, nowMs: number): string | undefined {
  const keptAs = `${path}.before-${new Date(nowMs).toISOString().replace(/[:.]/g, "-")}`;
  const isThere = existsSync(path);
  if (filesOf(keptAs).some((file) => existsSync(file)))
    throw new StoreTrouble("permanent", `${keptAs} exists already, and is left as it is`);
  const [old, kept] = [filesOf(path), filesOf(keptAs)];
  for (const [n, file] of old.entries()) if (existsSync(file)) renameSync(file, kept[n] as string);
  renameSync(next, path);
  sync(dirname(path));
  return isThere ? keptAs : undefined;
}

/** With the inbox beside it, whose events are of the store that goes aside. */
function filesOf(path: string): string[] {
  return [path, inboxPathOf(path)].flatMap((file) => [file, `${file}-wal`, `${file}-shm`]);
}
