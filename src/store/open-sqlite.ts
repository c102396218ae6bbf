import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { type DiskWait, diskWait } from "./disk-wait.ts";
import { sqliteEngine } from "./engine.ts";
import { inboxPathOf } from "./inbox-file.ts";
import { inboxThread } from "./inbox-thread.ts";
import { lockFile } from "./lock-file.ts";
import { migrate } from "./migrations/all.ts";
import type { Store } from "./open-store.ts";
import type { Schema } from "./schema.ts";
import { type SideThread, sideThread } from "./side-thread.ts";
import { OneConnectionDialect } from "./sqlite-dialect.ts";
import { keepStatements } from "./statement-cache.ts";
import { storeOn } from "./store-on.ts";
import { StoreTrouble } from "./store-trouble.ts";

/** How many pages the log may have before the file is brought up to it: 8 MB. */
const tidyPages = 2_000;
/** With a thread beside that has brought the file up to almost all of it: 64 MB, which only a flood of events fills. */
const longLogPages = 16_000;

export type SqliteOptions = {
  /** On threads of their own goes what takes long and can go on beside the rest; otherwise all is done by this one. */
  hasSideThread?: boolean;
};

/** Opens and migrates a store in a file, which is this process's alone; `:memory:` is gone with it. Throws StoreTrouble. */
export async function openSqlite(
  path: string,
  { hasSideThread = false }: SqliteOptions = {},
): Promise<Store> {
  let unlock = () => {};
  try {
    if (path !== ":memory:") {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      unlock = lockFile(`${path}.lock`);
      // Submissions hold environment values: the file, and with it SQLite's own beside it, is its owner's alone.
      closeSync(openSync(path, "a", 0o600));
      // One that came from elsewhere, or was made with a careless umask.
      chmodSync(path, 0o600);
    }
    const isBeside = hasSideThread && path !== ":memory:";
    const { file, disk } = openFile(path, isBeside);
    const dialect = disk
      ? new OneConnectionDialect({ file, durable: disk.durable })
      : new SqliteDialect({ database: file });
    const db = new Kysely<Schema>({ dialect });
    await migrate(db as unknown as Kysely<never>, sqliteEngine);
    const longReads = isBeside ? tidiedBeside(file, path) : undefined;
    const thread = isBeside ? inboxThread(inboxPathOf(path)) : undefined;
    const close = async () => {
      await Promise.all([longReads?.close(), thread?.close()]);
      // The log goes with the last connection: who still waits for it is waited for.
      await disk?.close();
      await db.destroy();
      unlock();
    };
    const scrub = async () => {
      scrubLog(file);
      await thread?.scrub();
    };
    return storeOn(db, sqliteEngine, { close, scrub, longReads, thread });
  } catch (cause) {
    unlock();
    if (cause instanceof StoreTrouble) throw cause;
    throw new StoreTrouble("permanent", `the store ${path} can not be opened`, { cause });
  }
}

/** The log holds pages as they were before: it is emptied, unless somebody reads in it just now. */
function scrubLog(file: Sqlite.Database): void {
  if (file.open && !file.inTransaction) file.pragma("wal_checkpoint(TRUNCATE)");
}

/**
 * The thread writes the log to the file, and only the last of a long log is written here, so that it can begin anew: a
 * commit that did all of it held everybody up. Should the thread ever not come to it, this connection does all.
 */
function tidiedBeside(file: Sqlite.Database, path: string): SideThread {
  file.pragma(`wal_autocheckpoint = ${2 * longLogPages}`);
  return sideThread({ path, tidyPages, longLogPages }, () => {
    // In the middle of a transaction it is left for the next time.
    if (file.open && !file.inTransaction) file.pragma("wal_checkpoint(PASSIVE)");
  });
}

/** What is announced must survive a power cut: either the commit waits for the disk, or who has written does, beside it. */
function openFile(path: string, waitsBeside: boolean): { file: Sqlite.Database; disk: DiskWait | undefined } {
  const file = keepStatements(new Sqlite(path));
  // On some file systems that machines share there is no log.
  const hasLog = file.pragma("journal_mode = WAL", { simple: true }) === "wal";
  const disk = hasLog && waitsBeside ? diskWait(`${path}-wal`) : undefined;
  // NORMAL leaves a commit in the log to the system, and waits for the disk wherever the order of writing matters.
  file.pragma(`synchronous = ${disk === undefined ? "FULL" : "NORMAL"}`);
  file.pragma("busy_timeout = 5000");
  // What is let go of, environment values most of all, is overwritten and not only forgotten.
  file.pragma("secure_delete = ON");
  // Jobs change all over the file: the more of it is held, and the later it is brought up to its log, the less is written.
  file.pragma("cache_size = -65536");
  file.pragma(`wal_autocheckpoint = ${tidyPages}`);
  // What a large transaction once needed is given back afterwards; the file itself uses again what was let go of.
  file.pragma("journal_size_limit = 67108864");
  return { file, disk };
}
