import { type ColumnDefinitionBuilder, type Kysely, sql } from "kysely";
import { isLostRace } from "./postgres-trouble.ts";

/** What differs between the engines a store can stand on. */
export type Engine = {
  name: "sqlite" | "postgres";
  /** Column type of a row number that the engine counts up. */
  counter: "integer" | "bigserial";
  counted(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
  /** Whether other processes may be at work on the same store. */
  isShared: boolean;
  /** How a transaction keeps others from what it has read. */
  hold: Hold;
  /** A transaction came to nothing because another was quicker, and can be done again. */
  isLostRace(error: unknown): boolean;
};

/** What is read to be written again must not be written by another meanwhile. */
export type Hold = {
  /** The rows are ours until the transaction ends; who wants them too waits, and then reads what we have written. */
  rows<Query extends Holdable<Query>>(query: Query): Query;
  /** Only those rows that no other transaction holds. */
  freeRows<Query extends Holdable<Query>>(query: Query): Query;
  /** For what may not have a row yet: one transaction at a time holds a name. */
  name(db: Pick<Kysely<never>, "getExecutor">, name: string): Promise<void>;
};

type Holdable<Query> = { forUpdate(): Query; skipLocked(): Query };

/** Outside of a transaction there is nothing to hold until. */
export const holdNothing: Hold = {
  rows: (query) => query,
  freeRows: (query) => query,
  name: async () => {},
};

/** One process with one connection: a transaction is alone while it runs. */
export const sqliteEngine: Engine = {
  name: "sqlite",
  counter: "integer",
  counted: (column) => column.primaryKey().autoIncrement(),
  isShared: false,
  hold: holdNothing,
  isLostRace: () => false,
};

/** Many processes, each with several connections: who reads in order to write locks the rows. */
export const postgresEngine: Engine = {
  name: "postgres",
  counter: "bigserial",
  counted: (column) => column.primaryKey(),
  isShared: true,
  hold: {
    rows: (query) => query.forUpdate(),
    freeRows: (query) => query.forUpdate().skipLocked(),
    name: async (db, name) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(db);
    },
  },
  isLostRace,
};
