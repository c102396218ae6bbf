import { Kysely, PostgresDialect } from "kysely";
import { limits } from "../domain/limits.ts";
import { postgresEngine } from "./engine.ts";
import { migrate } from "./migrations/all.ts";
import type { Store } from "./open-store.ts";
import { postgresPool } from "./postgres-pool.ts";
import { postgresTrouble } from "./postgres-trouble.ts";
import type { Schema } from "./schema.ts";
import { storeOn } from "./store-on.ts";
import { StoreTrouble } from "./store-trouble.ts";

/** Opens and migrates a store on PostgreSQL, which any number of processes may share. Throws StoreTrouble. */
export async function openPostgres(url: string): Promise<Store> {
  try {
    await migrateAlone(url);
  } catch (cause) {
    const { kind, message } = postgresTrouble(cause);
    throw new StoreTrouble(kind, `the store at ${placeOf(url)} can not be opened; ${message}`, { cause });
  }
  const pool = postgresPool(url, {
    connections: limits.storeConnections,
    connectMs: limits.storeConnectMs,
    statementMs: limits.storeStatementMs,
  });
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return storeOn(db, postgresEngine, { close: () => db.destroy() });
}

/** A migration may take long, and the others that start meanwhile wait for its end: so long as it needs. */
async function migrateAlone(url: string): Promise<void> {
  const pool = postgresPool(url, {
    connections: 1,
    connectMs: limits.storeOpenMs,
    statementMs: 0,
  });
  const db = new Kysely<never>({ dialect: new PostgresDialect({ pool }) });
  try {
    await migrate(db, postgresEngine);
  } finally {
    await db.destroy();
  }
}

/** Without the user and the password. */
function placeOf(url: string): string {
  if (!URL.canParse(url)) return "an address that can not be read";
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
