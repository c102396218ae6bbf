import { type Compilable, CompiledQuery, type QueryResult } from "kysely";
import type { Hold } from "./engine.ts";
import type { Db } from "./tables.ts";

/** Stands for a value that is known only when the statement is run. */
class Slot {
  readonly row: number;
  readonly column: string;

  constructor(row: number, column: string) {
    this.row = row;
    this.column = column;
  }
}

type Kept = { text: string; parameters: readonly unknown[] };

/**
 * A statement whose text is made once for each engine: to build and compile one anew takes several times as long as to
 * run it. `build` sees something in the place of each value, and must make the same statement whatever the values are:
 * none may decide over its form, as a list does for `in`.
 */
export function prepared<Row extends object, Result>(
  build: (db: Db, row: Row, hold: Hold) => Compilable<Result>,
): (db: Db, hold: Hold, row: Row) => Promise<QueryResult<Result>> {
  const ofRows = preparedForRows<Row, Result>((db, [row], hold) => build(db, row as Row, hold));
  return (db, hold, row) => ofRows(db, hold, [row]);
}

/** The same for always the same number of rows. */
export function preparedForRows<Row extends object, Result>(
  build: (db: Db, rows: readonly Row[], hold: Hold) => Compilable<Result>,
): (db: Db, hold: Hold, rows: readonly Row[]) => Promise<QueryResult<Result>> {
  const known = new WeakMap<object, Map<Hold, Kept>>();
  const make = (db: Db, hold: Hold, rows: readonly Row[]): Kept => {
    const { sql, parameters } = build(db, rows.map(slotsOf), hold).compile();
    return { text: sql, parameters };
  };
  return (db, hold, rows) => {
    const { adapter } = db.getExecutor();
    const ofEngine = known.get(adapter) ?? new Map<Hold, Kept>();
    known.set(adapter, ofEngine);
    const kept = ofEngine.get(hold) ?? make(db, hold, rows);
    ofEngine.set(hold, kept);
    return db.executeQuery<Result>(CompiledQuery.raw(kept.text, filled(kept, rows)));
  };
}

function slotsOf<Row extends object>(row: Row, index: number): Row {
  return Object.fromEntries(Object.keys(row).map((column) => [column, new Slot(index, column)])) as Row;
}

function filled({ parameters }: Kept, rows: readonly object[]): unknown[] {
  return parameters.map((value) =>
    value instanceof Slot ? (rows[value.row] as Record<string, unknown>)[value.column] : value,
  );
}
