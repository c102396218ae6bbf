import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { sqliteEngine } from "./engine.ts";
import { lockFile } from "./lock-file.ts";
import { migrate } from "./migrations/all.ts";
import type { Store } from "./open-store.ts";
import type { Schema } from "./schema.ts";
import { keepStatements } from "./statement-cache.ts";
import { storeOn } from "./store-on.ts";
import { StoreTrouble } from "./store-trouble.ts";

/** Opens and migrates a store in a file, which is this process's alone; `:memory:` is gone with it. Throws StoreTrouble. */
export async function openSqlite(path: string): Promise<Store> {
  let unlock = () => {};
  try {
    if (path !== ":memory:") {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      unlock = lockFile(`${path}.lock`);
      // Submissions hold environment values: the file, and with it SQLite's own beside it, is its owner's alone.
      closeSync(openSync(path, "a", 0o600));
    }
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openFile(path) }) });
    await migrate(db as unknown as Kysely<never>, sqliteEngine);
    return storeOn(db, sqliteEngine, async () => {
      await db.destroy();
      unlock();
    });
  } catch (cause) {
    unlock();
    if (cause instanceof StoreTrouble) throw cause;
    throw new StoreTrouble("permanent", `the store ${path} can not be opened`, { cause });
  }
}

function openFile(path: string): Sqlite.Database {
  const file = keepStatements(new Sqlite(path));
  file.pragma("journal_mode = WAL");
  // A notice that was announced must survive a power cut: FULL waits for the disk at every commit.
  file.pragma("synchronous = FULL");
  file.pragma("busy_timeout = 5000");
  // Jobs change all over the file: the more of it is held, and the later it is brought up to its log, the less is written.
  file.pragma("cache_size = -65536");
  file.pragma("wal_autocheckpoint = 2000");
  // What a large transaction once needed is given back afterwards; the file itself uses again what was let go of.
  file.pragma("journal_size_limit = 67108864");
  return file;
}
