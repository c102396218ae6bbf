import { el } from "../dom.js";
import { cellContent, tableRow, tableScroller } from "./table-parts.js";

/** A `table` block; its first row is drawn as the heads. */
export const table = (block, names) => {
  const settings = block.column_settings ?? [];
  const [head, ...body] = block.rows;
  return tableScroller(
    "Table",
    el(
      "table",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          head.map((cell, column) =>
            el(
              "th",
              { scope: "col", class: `align-${settings[column]?.align ?? sideOf(body, column)}` },
              cellContent(cell, names),
            ),
          ),
        ),
      ),
      el(
        "tbody",
        {},
        body.map((cells) => tableRow({ cells, names, settings })),
      ),
    ),
  );
};

// Heads stand above their numbers.
const sideOf = (rows, column) =>
  rows.length > 0 && rows.every((cells) => cells[column]?.type === "raw_number") ? "right" : "left";
