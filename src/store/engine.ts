import type { ColumnDefinitionBuilder } from "kysely";

/** What differs between the engines a store can stand on. */
export type Engine = {
  name: "sqlite" | "postgres";
  /** Column type of a row number that the engine counts up. */
  counter: "integer" | "bigserial";
  counted(column: ColumnDefinitionBuilder): ColumnDefinitionBuilder;
};

export const sqliteEngine: Engine = {
  name: "sqlite",
  counter: "integer",
  counted: (column) => column.primaryKey().autoIncrement(),
};
