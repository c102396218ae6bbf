/** What each column of a roster's table is: who, in which lab, and as what. */
import { nearest } from "../nearest.ts";
import type { TableMistake } from "../submission/table.ts";

export type RosterColumn = "person" | "email" | "hutchnet" | "slack" | "pi" | "role" | "default";

/** `columns`: by place, undefined for one that is not read. `unread`: their names. */
export type RosterColumns = {
  columns: readonly (RosterColumn | undefined)[];
  unread: readonly string[];
  mistakes: readonly TableMistake[];
};

/** As people and other programs call them; in small letters, without spaces and dashes. */
const names: Readonly<Record<RosterColumn, readonly string[]>> = {
  person: ["person", "member", "who", "user"],
  email: ["email", "mail", "emailaddress", "mailaddress"],
  hutchnet: ["hutchnet", "hutchnetid", "netid", "login"],
  slack: ["slack", "slackid", "userid", "memberid", "slackuserid", "slackmemberid"],
  pi: ["pi", "lab", "piname", "labhead"],
  role: ["role"],
  default: ["default", "isdefault", "defaultlab"],
};

/** Any of them says who somebody is. */
const whoColumns: readonly RosterColumn[] = ["person", "email", "hutchnet", "slack"];

export function readRosterColumns(headers: readonly string[]): RosterColumns {
  const columns = headers.map(columnOf);
  const mistakes = [...twice(headers, columns), ...slips(headers, columns)];
  const unread = headers.filter((_, at) => columns[at] === undefined);
  if (mistakes.length > 0 || columns.some((column) => column !== undefined && whoColumns.includes(column)))
    return { columns, unread, mistakes };
  const what = headers.some(looksLikePerson)
    ? "The first line has to name the columns: write `person,pi,role` above it, or as many of them as there are."
    : "No column says who: name one `person`, and write an e-mail address, a HutchNet ID or a Slack id into it. `email`, `hutchnet` and `slack` do as well.";
  return { columns, unread, mistakes: [{ what }] };
}

/** A line that names columns, and one of them says who. */
export function isRosterHeader(line: string): boolean {
  return line.split(/[,;\t|]/).some((cell) => {
    const column = columnOf(cell.replaceAll('"', ""));
    return column !== undefined && whoColumns.includes(column);
  });
}

function columnOf(header: string): RosterColumn | undefined {
  const word = wordOf(header);
  return (Object.keys(names) as RosterColumn[]).find((column) => names[column].includes(word));
}

function wordOf(header: string): string {
  return header.toLowerCase().replaceAll(/[\s_.-]/g, "");
}

function twice(
  headers: readonly string[],
  columns: readonly (RosterColumn | undefined)[],
): readonly TableMistake[] {
  return headers.flatMap((header, at): TableMistake[] => {
    const column = columns[at];
    const first = columns.indexOf(column);
    return column === undefined || first === at
      ? []
      : [{ column: header, what: `It says the same as column ${headers[first]}: keep one of the two.` }];
  });
}

/** What is not known is left alone, but not what seems to be a slip: it would be missed. */
function slips(
  headers: readonly string[],
  columns: readonly (RosterColumn | undefined)[],
): readonly TableMistake[] {
  const free = (Object.keys(names) as RosterColumn[]).filter((column) => !columns.includes(column));
  return headers.flatMap((header, at): TableMistake[] => {
    if (columns[at] !== undefined || looksLikePerson(header)) return [];
    const near = nearest(
      wordOf(header),
      free.flatMap((column) => names[column]),
    );
    const meant = near === undefined ? undefined : columnOf(near);
    return meant === undefined
      ? []
      : [
          {
            column: header,
            what: `No column is called that; did you mean \`${meant}\`? If it is something else, leave it out.`,
          },
        ];
  });
}

/** A line of people where the names of the columns belong. */
function looksLikePerson(header: string): boolean {
  return /^\S+@\S+\.\S+$|^<@[UW][A-Z0-9]+(\|[^<>]*)?>$|^[UW](?=[A-Z0-9]*\d)[A-Z0-9]{6,}$/.test(header);
}
