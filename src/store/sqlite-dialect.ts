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

class Connection implements DatabaseConnection {
  /** Since the turn began. */
  hasWritten = false;
  readonly #file: Database;

  constructor(file: Database) {
    this.#file = file;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = this.#file.prepare<unknown[], Row>(sql);
    if (!statement.readonly) this.hasWritten = true;
    if (statement.reader) return { rows: statement.all(parameters) };
    const { changes, lastInsertRowid } = statement.run(parameters);
    return { insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes), rows: [] };
  }

  /** Kysely asks it of a connection, and nobody here. */
  streamQuery(): never {
    throw new Error("this store gives its rows all at once");
  }
}

function sqliteDriver({ file, durable }: SqliteParts): Driver {
  const connection = new Connection(file);
  const run = (statement: "begin" | "commit" | "rollback") => void file.prepare(statement).run();
  let lastTurn: Promise<void> = Promise.resolve();
  let endTurn = () => {};
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
      connection.hasWritten = false;
    },
    releaseConnection: async () => {
      const { hasWritten } = connection;
      connection.hasWritten = false;
      endTurn();
      if (hasWritten) await durable();
    },
    destroy: async () => void file.close(),
  };
}
