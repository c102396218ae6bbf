import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { sqliteEngine } from "./engine.ts";
import { lockFile } from "./lock-file.ts";
import { migrate } from "./migrations/all.ts";
import type { Schema } from "./schema.ts";
import { StoreTrouble } from "./store-trouble.ts";
import { type Tables, tablesOn } from "./tables.ts";

/** All that is remembered. A transaction's work sees its tables only through its argument. */
export type Store = Tables & {
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /** Whether the store answers; throws when it does not. */
  ping(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Opens and migrates the store that a `DATABASE_URL` names.
 * Throws StoreTrouble when another process has it open, or it can not be opened.
 */
export async function openStore(databaseUrl: string): Promise<Store> {
  const path = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  if (path === undefined) {
    throw new StoreTrouble(
      "permanent",
      "DATABASE_URL must be sqlite:PATH; PostgreSQL is not supported by this version",
    );
  }
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
    return storeOn(db, unlock);
  } catch (cause) {
    unlock();
    if (cause instanceof StoreTrouble) throw cause;
    throw new StoreTrouble("permanent", `the store ${path} can not be opened`, { cause });
  }
}

function storeOn(db: Kysely<Schema>, unlock: () => void): Store {
  return {
    ...tablesOn(db),
    transaction: (work) => db.transaction().execute((tx) => work(tablesOn(tx))),
    ping: async () => {
      await db.selectFrom("meta").select("key").limit(1).execute();
    },
    close: async () => {
      await db.destroy();
      unlock();
    },
  };
}

function openFile(path: string): Sqlite.Database {
  const file = new Sqlite(path);
  file.pragma("journal_mode = WAL");
  // A notice that was announced must survive a power cut: FULL waits for the disk at every commit.
  file.pragma("synchronous = FULL");
  file.pragma("busy_timeout = 5000");
  return file;
}
