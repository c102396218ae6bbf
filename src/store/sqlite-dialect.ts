import type { Database } from "better-sqlite3";
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteDialect,
} from "kysely";

export type SqliteParts = {
  file: Database;
  /** Resolves once all that was committed before is durable. */
  durable(): Promise<void>;
};

/**
 * One connection, which one query or transaction after another has to itself. Whoever has written hears of it when it is
 * durable, while the next one is at work already.
 */
export class OneConnectionDialect extends SqliteDialect {
  readonly #parts: SqliteParts;

  constructor(parts: SqliteParts) {
    super({ database: parts.file });
    this.#parts = parts;
  }

  override createAdapter(): SqliteAdapter {
    return new TurnsOfItsOwn();
  }

  override createDriver(): Driver {
    return sqliteDriver(this.#parts);
  }
}

/** Kysely's own turns end only when the caller has been answered. */
class TurnsOfItsOwn extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** Whether one turn has told the engine to write, and whether that has changed anything. */
type Turn = { mayHaveWritten: boolean; hasWritten: boolean };

const newTurn: Turn = { mayHaveWritten: false, hasWritten: false };

class Connection implements DatabaseConnection {
  turn = newTurn;
  readonly #file: Database;

  constructor(file: Database) {
    this.#file = file;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = this.#file.prepare<unknown[], Row>(sql);
    if (statement.reader) {
      const rows = statement.all(parameters);
      // What a writer gives back is what it has changed.
      if (!statement.readonly) this.#wrote(rows.length > 0);
      return { rows };
    }
    const { changes, lastInsertRowid } = statement.run(parameters);
    if (!statement.readonly) this.#wrote(changes > 0 || !isAboutRows.test(sql));
    return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
  }

  #wrote(hasChanged: boolean): void {
    this.turn = { mayHaveWritten: true, hasWritten: this.turn.hasWritten || hasChanged };
  }

  /** Kysely asks it of a connection, and nobody here. */
  streamQuery(): never {
    throw new Error("this store gives its rows all at once");
  }
}

/** What changes a table itself tells of no changes. */
const isAboutRows = /^\s*(insert|update|delete|with)\b/i;

function sqliteDriver({ file, durable }: SqliteParts): Driver {
  const connection = new Connection(file);
  const run = (statement: "begin" | "commit" | "rollback") => void file.prepare(statement).run();
  let lastTurn: Promise<void> = Promise.resolve();
  let endTurn = () => {};
  /** How many turns have written, and how many of those are on the disk. */
  let written = 0;
  let safe = 0;
  return {
    init: async () => {},
    acquireConnection: async () => {
      const before = lastTurn;
      const { promise, resolve } = Promise.withResolvers<void>();
      lastTurn = promise;
      await before;
      endTurn = resolve;
      return connection;
    },
    beginTransaction: async () => run("begin"),
    commitTransaction: async () => run("commit"),
    rollbackTransaction: async () => {
      // A commit that failed may have done it already.
      if (file.inTransaction) run("rollback");
      connection.turn = newTurn;
    },
    releaseConnection: async () => {
      const { mayHaveWritten, hasWritten } = connection.turn;
      connection.turn = newTurn;
      endTurn();
      if (hasWritten) written += 1;
      // Whoever had nothing to change has seen what others wrote, and may tell of it.
      const mine = written;
      if (!mayHaveWritten || safe >= mine) return;
      await durable();
      safe = Math.max(safe, mine);
    },
    destroy: async () => void file.close(),
  };
}
