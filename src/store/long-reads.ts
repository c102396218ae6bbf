import type { Compilable } from "kysely";
import type { Db } from "./tables.ts";

/**
 * Where a question is asked whose answer takes as long as much waits. On an embedded engine nothing else goes on while
 * its one connection reads.
 */
export type LongReads = {
  /** What has been committed by now; in a transaction also what it has written. */
  rows<Row>(query: Compilable<Row>): Promise<Row[]>;
};

/** On the connection of everything else. */
export function onSameConnection(db: Db): LongReads {
  return { rows: async (query) => (await db.executeQuery(query)).rows };
}
