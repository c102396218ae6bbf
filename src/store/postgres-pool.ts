import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import pg from "pg";
import { limits } from "../domain/limits.ts";
import { postgresTrouble } from "./postgres-trouble.ts";

export type PoolOptions = {
  connections: number;
  /** Until a connection is there, be it a new one or one that others leave free. */
  connectMs: number;
  /** What takes longer is broken off by the server; 0: as long as it needs. */
  statementMs: number;
};

/** Connections to one PostgreSQL; whatever goes wrong with them is a StoreTrouble. */
export function postgresPool(
  url: string,
  { connections, connectMs, statementMs }: PoolOptions,
): PostgresPool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: "batchmate",
    max: connections,
    min: 0,
    idleTimeoutMillis: limits.storeIdleMs,
    connectionTimeoutMillis: connectMs,
    statement_timeout: statementMs,
    // The server's own limits do not help where the way to it is cut.
    query_timeout: statementMs === 0 ? 0 : statementMs + connectMs,
    lock_timeout: statementMs === 0 ? 0 : limits.storeLockMs,
    // A process that vanishes without a word must not hold its rows for long.
    idle_in_transaction_session_timeout: limits.storeIdleInTransactionMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: limits.storeKeepAliveMs,
    allowExitOnIdle: false,
    types: { getTypeParser: (typeId, format) => readers[typeId] ?? pg.types.getTypeParser(typeId, format) },
  });
  // A connection that breaks is let go by the pool, and who uses it hears of it: without an ear the process would end.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return {
    connect: () => pool.connect().then(clientOf, refuse),
    end: () => pool.end(),
    // Kysely reads them to break off statements from outside, which we leave to the server's own limits.
    options: {},
  };
}

/** Row numbers, times and counts come as 64 bits and stay far below 2^53. */
const readers: Readonly<Record<number, (text: string) => number>> = { [pg.types.builtins.INT8]: Number };

function clientOf(client: pg.PoolClient): PostgresPoolClient {
  let isBroken = false;
  const query = async (
    sql: string,
    parameters: readonly unknown[],
  ): Promise<PostgresQueryResult<unknown>> => {
    try {
      return (await client.query(sql, parameters.map(storable))) as PostgresQueryResult<unknown>;
    } catch (error) {
      // What the server did not say itself: nobody knows what it still does on this connection.
      isBroken ||= !(error instanceof pg.DatabaseError);
      return refuse(error);
    }
  };
  return {
    query: query as PostgresPoolClient["query"],
    release: (destroy) => client.release(destroy === true || isBroken),
  };
}

/** PostgreSQL takes no NUL in a text; what came with one from outside must not be refused for ever. */
function storable(value: unknown): unknown {
  return typeof value === "string" && value.includes("\0") ? value.replaceAll("\0", "\uFFFD") : value;
}

function refuse(error: unknown): never {
  throw postgresTrouble(error);
}
