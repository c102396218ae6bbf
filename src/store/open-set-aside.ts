import { existsSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { Kysely, PostgresDialect, SqliteDialect } from "kysely";
import { limits } from "../domain/limits.ts";
import { postgresEngine, sqliteEngine } from "./engine.ts";
import type { Inbox, SetAsideEvent } from "./inbox.ts";
import { postgresPool } from "./postgres-pool.ts";
import type { Schema } from "./schema.ts";
import { storeOn } from "./store-on.ts";
import { StoreTrouble } from "./store-trouble.ts";

/** The events that were set aside, beside a bot that is at work: nothing is locked, and nothing is migrated. */
export type SetAside = {
  /** Those of these ids, or all; the oldest first. What is set aside meanwhile is not among them. */
  pages(ids: readonly string[]): AsyncIterable<SetAsideEvent[]>;
  count(): Promise<number>;
  /** A bot at work applies them within seconds, another one at its start. */
  putBack(seqs: readonly number[]): Promise<number>;
  close(): Promise<void>;
};

/** Throws StoreTrouble when there is no store, or not one that this version has made. */
export async function openSetAside(databaseUrl: string): Promise<SetAside> {
  const { db, engine } = databaseUrl.startsWith("sqlite:")
    ? { db: onFile(databaseUrl.slice("sqlite:".length)), engine: sqliteEngine }
    : { db: onServer(databaseUrl), engine: postgresEngine };
  const store = storeOn(db, engine, { close: () => db.destroy() });
  try {
    await store.inbox.aside(1);
  } catch (cause) {
    await store.close();
    throw new StoreTrouble(
      "permanent",
      "the store can not be read; was it made by this version of the bot?",
      {
        cause,
      },
    );
  }
  return {
    pages: (ids) => pagesOf(store.inbox, ids),
    count: () => store.inbox.asideCount(),
    putBack: (seqs) => store.transaction((tables) => tables.inbox.putBack(seqs)),
    close: store.close,
  };
}

/** One that is put back may be set aside once more by a bot at work, behind all others: to it we do not come. */
async function* pagesOf(inbox: Inbox, eventIds: readonly string[]): AsyncGenerator<SetAsideEvent[]> {
  const throughSeq = await inbox.newestAside();
  let afterSeq: number | undefined = 0;
  while (throughSeq !== undefined && afterSeq !== undefined) {
    const page = await inbox.aside(limits.setAsidePage, { eventIds, afterSeq, throughSeq });
    if (page.length > 0) yield page;
    afterSeq = page.at(-1)?.seq;
  }
}

/** Two processes may write one file in turn: SQLite itself lets the one wait for the other. */
function onFile(path: string): Kysely<Schema> {
  if (!existsSync(path)) throw new StoreTrouble("permanent", `there is no store ${path}`);
  const file = new Sqlite(path, { fileMustExist: true, timeout: 5_000 });
  file.pragma("synchronous = FULL");
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: file }) });
}

function onServer(url: string): Kysely<Schema> {
  const pool = postgresPool(url, {
    connections: 1,
    connectMs: limits.storeConnectMs,
    statementMs: limits.storeStatementMs,
  });
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
}
