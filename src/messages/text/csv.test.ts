import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\t=1", "'\t=1"],
  ['say "hi", then go', '"say ""hi"", then go"'],
  ["two\nlines", '"two\nlines"'],
  ["plain", "plain"],
])("%j is written %j", (cell, written) => {
  expect(csvLine([cell])).toBe(`${written}\r\n`);
});

test("whatever stands in a cell, a table of as many cells comes back, and none of them is a formula", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: "binary", maxLength: 9 }), { minLength: 2, maxLength: 6 }),
      (cells) => {
        const [read = []] = parse(csvLine(cells), { relaxColumnCount: true }) as string[][];
        expect(read).toHaveLength(cells.length);
        for (const [at, cell] of read.entries()) {
          expect(cell).not.toMatch(/^[=+\-@\t\r]/);
          expect([cells[at], `'${cells[at]}`]).toContain(cell);
        }
      },
    ),
  );
});
