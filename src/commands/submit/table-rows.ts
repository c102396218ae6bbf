/** From the cells of a row to what would have been typed for its job. */
import type { TableMistake, TableRow } from "../../domain/submission/table.ts";
import { cellDoubt } from "../../domain/submission/table-cell.ts";
import { code } from "../typing/quote.ts";
import { type SubmitInput, submitOptions } from "./submit-options.ts";
import type { Column } from "./table-columns.ts";

export type RowInput = { input: SubmitInput; mistakes: TableMistake[]; doubts: string[] };

/** An empty cell is one that says nothing: the definition's own value holds. */
export function rowInput(
  base: SubmitInput,
  columns: readonly Column[],
  { number: row, cells }: TableRow,
): RowInput {
  let input = base;
  const mistakes: TableMistake[] = [];
  const doubts: string[] = [];
  for (const [index, column] of columns.entries()) {
    const cell = cells[index] ?? "";
    if (cell === "") continue;
    const read = readCell(input, column, cell);
    if ("what" in read) mistakes.push({ row, column: column.header, what: read.what });
    else input = read.input;
    const doubt = cellDoubt(cell);
    if (doubt !== undefined) doubts.push(`row ${row}, column ${column.header}: ${doubt}`);
  }
  return { input, mistakes, doubts };
}

type ReadCell = { input: SubmitInput } | { what: string };

function readCell(input: SubmitInput, column: Column, cell: string): ReadCell {
  const part = code(cell);
  const given = [{ text: cell, part }];
  switch (column.to) {
    case "name":
      return take(submitOptions.name.read(given), (name) => ({ ...input, name }));
    case "option":
      return take(submitOptions[column.option].read(given), (value) => ({
        ...input,
        [column.option]: value,
      }));
    case "tag": {
      const tag = JSON.stringify({ [column.name]: cell });
      return take(submitOptions.tag.read([{ text: tag, part }]), (tags) => ({
        ...input,
        tag: { ...input.tag, ...tags },
      }));
    }
    case "env":
    case "param":
      return { input: { ...input, [column.to]: { ...input[column.to], [column.name]: cell } } };
  }
}

type Read<T> = { ok: true; value: T } | { ok: false; faults: readonly { mistake: string }[] };

function take<T>(read: Read<T>, into: (value: T) => SubmitInput): ReadCell {
  if (read.ok) return { input: into(read.value) };
  return { what: read.faults.map(({ mistake }) => mistake).join(" ") };
}
