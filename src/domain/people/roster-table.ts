/** A table of people: the text of a file, or what somebody has pasted, to who is to be in which lab as what. Pure. */
import type { MemberId } from "../ids.ts";
import { limits } from "../limits.ts";
import { readTable, type TableMistake, type TableOf, type TableRow } from "../submission/table.ts";
import type { Role } from "./pi.ts";
import {
  type Reading,
  readDefault,
  readEmail,
  readHutchnet,
  readPerson,
  readPi,
  readRole,
  readSlack,
} from "./roster-cell.ts";
import { type RosterColumn, readRosterColumns } from "./roster-columns.ts";

/** However a line names somebody; several have to be the same person. */
export type WhoNamed = { slack?: MemberId; email?: string; hutchnet?: string };

/** A line that reads well. `pi`: in small letters; whether there is such a lab is seen later. */
export type RosterEntry = WhoNamed & { row: number; pi?: string; role?: Role; isDefault: boolean };

export type RosterTable = {
  entries: readonly RosterEntry[];
  mistakes: readonly TableMistake[];
  /** Columns that say nothing about a roster. */
  unread: readonly string[];
  /** Nothing in it can be taken: it is no table, or its columns are not known. */
  isUnreadable: boolean;
};

const ofPeople: TableOf = {
  row: "a person in a lab",
  rows: limits.importRows,
  chars: limits.importChars,
  ifMany: "are the most for one import: split it, a lab in each",
  ifLong: "split it, a lab in each",
};

export function readRosterTable(text: string): RosterTable {
  const { table, mistakes } = readTable(asTyped(text), ofPeople);
  if (table === undefined) return { entries: [], mistakes, unread: [], isUnreadable: true };
  const { columns, unread, mistakes: wrong } = readRosterColumns(table.columns);
  if (wrong.length > 0) return { entries: [], mistakes: wrong, unread, isUnreadable: true };
  const read = table.rows.map((row) => readRow(row, table.columns, columns));
  return {
    entries: read.flatMap(({ entry }) => entry ?? []),
    mistakes: [...mistakes, ...read.flatMap((each) => each.mistakes)].toSorted(byRow),
    unread,
    isUnreadable: false,
  };
}

export function byRow(a: TableMistake, b: TableMistake): number {
  return (a.row ?? 0) - (b.row ?? 0);
}

/** References without their names, in which a separator may stand; and quotation marks as a spreadsheet writes them. */
function asTyped(text: string): string {
  return text.replaceAll(/<@([UW][A-Z0-9]+)\|[^<>]*>/g, "<@$1>").replaceAll(/[“”„]/g, '"');
}

type ReadRow = { entry?: RosterEntry; mistakes: readonly TableMistake[] };

function readRow(
  { number: row, cells }: TableRow,
  headers: readonly string[],
  columns: readonly (RosterColumn | undefined)[],
): ReadRow {
  const mistakes: TableMistake[] = [];
  const entry: RosterEntry = { row, isDefault: false };
  for (const [at, column] of columns.entries()) {
    const cell = cells[at] ?? "";
    if (column === undefined || cell === "") continue;
    const read = readers[column](cell);
    if ("what" in read) mistakes.push({ row, column: headers[at] ?? column, what: read.what });
    else Object.assign(entry, read.value);
  }
  if (mistakes.length > 0) return { mistakes };
  const { slack, email, hutchnet } = entry;
  if (slack === undefined && email === undefined && hutchnet === undefined)
    return {
      mistakes: [
        { row, what: "The line does not say who: an e-mail address, a HutchNet ID or a Slack id is needed." },
      ],
    };
  return { entry, mistakes };
}

const readers: Readonly<Record<RosterColumn, (cell: string) => Reading<Partial<RosterEntry>>>> = {
  person: readPerson,
  email: readEmail,
  hutchnet: readHutchnet,
  slack: readSlack,
  pi: readPi,
  role: readRole,
  default: readDefault,
};
