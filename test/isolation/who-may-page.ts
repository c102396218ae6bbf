/** The page that says who may what, read as a table. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Door, doors } from "./doors.ts";
import { type Outcome, outcomes } from "./outcome.ts";
import { type Column, columns } from "./people.ts";

export type Row = { what: string; doors: readonly Door[]; expected: Readonly<Record<Column, Outcome>> };

const page = join(import.meta.dirname, "..", "..", "docs", "who-may.md");

export function readPage(): readonly Row[] {
  const lines = readFileSync(page, "utf8").split("\n");
  const rows = lines.filter((line) => /^\| `/.test(line)).map((line) => line.split("|").slice(1, -1));
  return rows.map((cells) => {
    const [what = "", through = "", ...expected] = cells.map((cell) => cell.trim());
    return {
      what: what.replaceAll("`", ""),
      doors: through.split(", ").map((each) => oneOf(doors, each)),
      expected: Object.fromEntries(
        columns.map((column, at) => [column, oneOf(Object.keys(outcomes) as Outcome[], expected[at])]),
      ) as Row["expected"],
    };
  });
}

/** The words of the page on what an outcome means. */
export function pageText(): string {
  return readFileSync(page, "utf8");
}

function oneOf<T extends string>(known: readonly T[], text: string | undefined): T {
  const found = known.find((each) => each === text);
  if (found === undefined)
    throw new Error(`docs/who-may.md says ${text}, which is none of ${known.join(", ")}`);
  return found;
}
