import type { HandOut } from "./hand-out.ts";
import { openPostgres } from "./open-postgres.ts";
import { openSqlite, type SqliteOptions } from "./open-sqlite.ts";
import { StoreTrouble } from "./store-trouble.ts";
import type { Tables } from "./tables.ts";

/** All that is remembered. A transaction's work sees its tables only through its argument. */
export type Store = Tables & {
  /**
   * All of the work or nothing of it. What it reads to write again (jobs, submissions, threads) no other writes
   * meanwhile. Who loses a race against another does its work once more: it must do nothing but read and write here.
   */
  transaction<T>(work: (tables: Tables) => Promise<T>): Promise<T>;
  /** Gives what was taken in to who applies it, all in one transaction, and lets go of what is done. */
  handOut: HandOut;
  /** Whether the store answers; throws when it does not. */
  ping(): Promise<void>;
  /** Of what was let go of nothing is to be found any more, where the engine leaves that to us. */
  scrub(): Promise<void>;
  /** Resolves when what is under way has ended. */
  close(): Promise<void>;
};

/**
 * Opens and migrates the store that a `DATABASE_URL` names.
 * Throws StoreTrouble when another process has the file open, or the store can not be opened.
 */
export async function openStore(databaseUrl: string, options: SqliteOptions = {}): Promise<Store> {
  const path = /^sqlite:(.+)$/.exec(databaseUrl)?.[1];
  if (path !== undefined) return openSqlite(path, options);
  if (/^postgres(ql)?:\/\//.test(databaseUrl)) return openPostgres(databaseUrl);
  throw new StoreTrouble("permanent", "DATABASE_URL must be sqlite:PATH or postgres://…");
}
