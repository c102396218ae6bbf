/** A table as people keep it: the text of a `.csv` or `.tsv` file, as Excel, R or a hand has written it. */
import { type CsvError, parse } from "csv-parse/sync";
import { limits } from "../limits.ts";
import { cellMistake } from "./table-cell.ts";

/** `number`: as a spreadsheet counts, in which the header is row 1. */
export type TableRow = { number: number; cells: readonly string[] };

export type Table = { columns: readonly string[]; rows: readonly TableRow[] };

/** What is wrong where; `what` is a full sentence. Without a row it is about the whole. */
export type TableMistake = { row?: number; column?: string; what: string };

/** What could be read, and what is wrong with the rest: of a table that has no header nothing can be read. */
export type ReadTable = { table?: Table; mistakes: readonly TableMistake[] };

/** What stands in each row, and how much of it is taken; the words end sentences. */
export type TableOf = { row: string; rows: number; chars: number; ifMany: string; ifLong: string };

const ofJobs: TableOf = {
  row: "a job",
  rows: limits.batchRows,
  chars: limits.batchTableChars,
  ifMany: "are the most for one submission: split it, or use `--array`",
  ifLong: "put what is long into files in S3",
};

export function readTable(raw: string, of: TableOf = ofJobs): ReadTable {
  const text = raw.replace(/^\uFEFF/, "");
  const foreign = foreignWords(text, of);
  if (foreign !== undefined) return { mistakes: [{ what: foreign }] };
  const { body, delimiter } = delimiterOf(text);
  const skipped: TableMistake[] = [];
  const records = recordsOf(body, delimiter, skipped);
  const at = records.findIndex(({ cells }) => !isBlank(cells));
  const header = records[at];
  if (header === undefined) {
    return {
      mistakes: skipped.length > 0 ? skipped : [{ what: "The table is empty: nothing stands in it." }],
    };
  }
  const columns = withoutEmptyEnd(header.cells);
  const wrongHeader = headerMistakes(columns, header.number);
  if (wrongHeader.length > 0) return { mistakes: [...wrongHeader, ...skipped] };
  const filled = records.slice(at + 1).filter(({ cells }) => !isBlank(cells));
  const wrongSize = sizeMistake(filled.length + skipped.length, of);
  if (wrongSize !== undefined) return { mistakes: [{ what: wrongSize }, ...skipped] };
  const each = filled.map((row) => ({ row: fitted(row, columns), mistakes: rowMistakes(row, columns) }));
  const mistakes = [...skipped, ...each.flatMap((row) => row.mistakes)].toSorted(
    (a, b) => (a.row ?? 0) - (b.row ?? 0),
  );
  // Behind a quotation mark that is wrong nothing is sure: no row is taken that may be another's.
  if (skipped.length > 0) return { mistakes };
  const rows = each.filter((row) => row.mistakes.length === 0).map(({ row }) => row);
  return { table: { columns, rows }, mistakes };
}

/** Files that bear the wrong name. */
function foreignWords(text: string, { row, chars, ifLong }: TableOf): string | undefined {
  if (text.startsWith("PK\u0003\u0004") || text.startsWith("\u00D0\u00CF\u0011\u00E0"))
    return "This is an Excel workbook: in Excel choose *Save as* and *CSV UTF-8*, and send that file.".replaceAll(
      "*",
      "",
    );
  if (text.includes("\0")) return "This is no plain text: save the table as CSV in UTF-8 and send that file.";
  if (text.length > chars)
    return `The table has ${text.length.toLocaleString("en")} characters, and ${chars.toLocaleString("en")} are allowed: ${ifLong}.`;
  if (/^\s*<(!doctype|html|table|\?xml)/i.test(text))
    return "This is a web page and no table: save it as CSV.";
  if (/^\s*[[{]\s*["{[\]}]/.test(text))
    return `This is JSON and no table: a table has a line of column names, and each line below is ${row}.`;
  return undefined;
}

const delimiters = [",", ";", "\t", "|"] as const;

/** Excel writes semicolons where the comma is the decimal sign, and may say so in a first line `sep=;`. */
function delimiterOf(text: string): { body: string; delimiter: string } {
  const [declared, sign] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  if (declared !== undefined && sign !== undefined)
    return { body: text.slice(declared.length), delimiter: sign };
  const [first = ""] = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  const unquoted = first.replaceAll(/"(?:[^"]|"")*"/g, "");
  const counts = delimiters.map((delimiter) => ({ delimiter, count: unquoted.split(delimiter).length }));
  const [most] = counts.toSorted((a, b) => b.count - a.count);
  return { body: text, delimiter: most === undefined || most.count < 2 ? "," : most.delimiter };
}

/** With the line of each, which is its place in the spreadsheet: no cell may hold a line break. */
function recordsOf(text: string, delimiter: string, skipped: TableMistake[]): TableRow[] {
  const rows: TableRow[] = [];
  parse(text, {
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    skip_empty_lines: false,
    skip_records_with_error: true,
    trim: true,
    on_skip: (error) => {
      // One that is never closed opens behind the last row that was read.
      const row =
        error?.code === "CSV_QUOTE_NOT_CLOSED" ? (rows.at(-1)?.number ?? 0) + 1 : Number(error?.lines ?? 1);
      // Behind one that stands where none may, a mark that seems to be left open follows from it.
      const follows = error?.code === "CSV_QUOTE_NOT_CLOSED" && skipped.length > 0;
      if (!follows && !skipped.some((known) => known.row === row)) skipped.push(quoteMistake(error, row));
      return undefined;
    },
    on_record: (record: string[], { lines }) => {
      const breaks = record.join("").split("\n").length - 1;
      rows.push({ number: lines - breaks, cells: record.map(clean) });
      return null;
    },
  });
  return rows;
}

function quoteMistake(error: CsvError | undefined, row: number): TableMistake {
  const at = { row };
  switch (error?.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return {
        ...at,
        what: 'A quotation mark opens here and is never closed: put a `"` behind the text, or take away the one before it.',
      };
    case "INVALID_OPENING_QUOTE":
      return {
        ...at,
        what: 'A quotation mark stands in the middle of a cell: put the whole cell in quotes and write each one inside twice (`""`).',
      };
    default:
      return {
        ...at,
        what: 'Something follows a closing quotation mark: write a quotation mark inside a cell twice (`""`).',
      };
  }
}

/** Spaces that no keyboard shows, and Excel's way to keep `007` a text: `="007"`. */
function clean(cell: string): string {
  const text = cell.replaceAll(/[\u00A0\u200B\uFEFF]/g, " ").trim();
  return /^="([^"]*)"$/.exec(text)?.[1] ?? text;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell === "");
}

/** Excel leaves empty columns behind that once held something. */
function withoutEmptyEnd(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== "") + 1);
}

function headerMistakes(columns: readonly string[], row: number): TableMistake[] {
  if (columns.length > limits.batchColumns)
    return [{ what: `The table has ${columns.length} columns, and ${limits.batchColumns} are allowed.` }];
  const [only = ""] = columns;
  if (columns.length === 1 && /\S\s+\S+\s+\S/.test(only)) {
    return [
      { row, what: "The columns are separated by spaces: write commas, semicolons or tabs between them." },
    ];
  }
  const seen = new Map<string, number>();
  return columns.flatMap((column, index): TableMistake[] => {
    const place = index + 1;
    if (column === "")
      return [{ row, what: `Column ${place} has no name: the first line names each column.` }];
    const before = seen.get(column.toLowerCase());
    seen.set(column.toLowerCase(), place);
    return before === undefined
      ? []
      : [{ row, column, what: `Columns ${before} and ${place} have the same name: keep one of the two.` }];
  });
}

function sizeMistake(count: number, { row, rows, ifMany }: TableOf): string | undefined {
  if (count === 0) return `The table has column names and no rows: each row is ${row}.`;
  if (count <= rows) return undefined;
  return `The table has ${count.toLocaleString("en")} rows, and ${rows.toLocaleString("en")} ${ifMany}.`;
}

function rowMistakes({ number: row, cells }: TableRow, columns: readonly string[]): TableMistake[] {
  const filled = withoutEmptyEnd(cells);
  if (filled.length > columns.length) {
    return [
      {
        row,
        what: `The row has ${filled.length} cells and there are ${columns.length} columns: a cell with a separator in it goes in quotes.`,
      },
    ];
  }
  if (cells.length < columns.length) {
    return [
      {
        row,
        column: columns[cells.length] as string,
        what: `The row ends after ${cells.length} of ${columns.length} cells: an empty cell still has its separator.`,
      },
    ];
  }
  return columns.flatMap((column, index) => {
    const what = cellMistake(cells[index] ?? "");
    return what === undefined ? [] : [{ row, column, what }];
  });
}

function fitted({ number, cells }: TableRow, columns: readonly string[]): TableRow {
  return { number, cells: columns.map((_, index) => cells[index] ?? "") };
}
