// What the two kinds of tables share.

import { el } from "../dom.js";
import { richText } from "./rich-text.js";

/** A frame in which a wide table scrolls sideways, by the keyboard too. */
export const tableScroller = (label, content) =>
  el("div", { class: "table-scroll", role: "region", "aria-label": label, tabindex: "0" }, content);

/** `tagOf(column)` says whether a cell is a head. */
export const tableRow = ({ cells, names, settings = [], tagOf = () => "td" }) =>
  el(
    "tr",
    {},
    cells.map((cell, column) => {
      const { align, is_wrapped: isWrapped } = settings[column] ?? {};
      const tag = tagOf(column);
      return el(
        tag,
        {
          scope: tag === "td" ? undefined : "row",
          class: `align-${align ?? sideOf(cell)} ${isWrapped ? "wrapped" : ""}`,
        },
        cellContent(cell, names),
      );
    }),
  );

export const cellContent = (cell, names) =>
  cell.type === "rich_text" ? richText(cell, names) : String(cell.text ?? cell.value ?? cell.number ?? "");

const sideOf = ({ type }) => (type === "raw_number" ? "right" : "left");
