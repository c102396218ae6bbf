import { el } from "../dom.js";
import { richText } from "./rich-text.js";

/** A `table` block; its first row is drawn as the heads. */
export const table = (block, names) => {
  const settings = block.column_settings ?? [];
  const [head, ...body] = block.rows;
  return scroller(
    "Table",
    el(
      "table",
      {},
      el("thead", {}, tableRow({ cells: head, names, settings, tagOf: () => "th" })),
      el(
        "tbody",
        {},
        body.map((cells) => tableRow({ cells, names, settings, tagOf: () => "td" })),
      ),
    ),
  );
};

/** A `data_table` block, a page at a time. */
export const dataTable = (block, names) => {
  const [head, ...body] = block.rows;
  const pageSize = block.page_size ?? 5;
  const pages = Math.max(1, Math.ceil(body.length / pageSize));
  const tagOf = (column) => (column === block.row_header_column_index ? "th" : "td");
  const rows = el("tbody");
  const position = el("span", { role: "status" });
  const previous = el(
    "button",
    { type: "button", class: "button small", onclick: () => show(page - 1) },
    "Previous",
  );
  const next = el("button", { type: "button", class: "button small", onclick: () => show(page + 1) }, "Next");
  let page = 0;
  const show = (wanted) => {
    page = Math.min(Math.max(wanted, 0), pages - 1);
    const slice = body.slice(page * pageSize, (page + 1) * pageSize);
    rows.replaceChildren(...slice.map((cells) => tableRow({ cells, names, settings: [], tagOf })));
    position.textContent = `Page ${page + 1} of ${pages}`;
    previous.disabled = page === 0;
    next.disabled = page === pages - 1;
  };
  show(0);
  const heads = el("thead", {}, tableRow({ cells: head, names, settings: [], tagOf: () => "th" }));
  const node = scroller(block.caption, el("table", {}, el("caption", {}, block.caption), heads, rows));
  return el("div", {}, node, pages > 1 && el("div", { class: "pager" }, previous, position, next));
};

const scroller = (label, content) =>
  el("div", { class: "table-scroll", role: "region", "aria-label": label, tabindex: "0" }, content);

const tableRow = ({ cells, names, settings, tagOf }) =>
  el(
    "tr",
    {},
    cells.map((cell, column) => {
      const { align, is_wrapped: isWrapped } = settings[column] ?? {};
      const side = align ?? (cell.type === "raw_number" ? "right" : "left");
      const tag = tagOf(column);
      const scope = tag === "td" ? undefined : "col";
      return el(
        tag,
        { scope, class: `align-${side} ${isWrapped ? "wrapped" : ""}` },
        cellContent(cell, names),
      );
    }),
  );

const cellContent = (cell, names) =>
  cell.type === "rich_text" ? richText(cell, names) : String(cell.text ?? cell.value ?? cell.number ?? "");
