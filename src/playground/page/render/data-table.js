import { el } from "../dom.js";
import { icon } from "./icon.js";
import { cellContent, tableRow, tableScroller } from "./table-parts.js";

const USUAL_PAGE_SIZE = 5;

/** A `data_table` block: a page at a time, in the order of any column. */
export const dataTable = (block, names) => {
  const [head, ...body] = block.rows;
  const pageSize = block.page_size ?? USUAL_PAGE_SIZE;
  const pages = Math.max(1, Math.ceil(body.length / pageSize));
  const tagOf = (column) => (column === block.row_header_column_index ? "th" : "td");
  const rows = el("tbody");
  let ordered = body;
  let page = 0;

  const show = (wanted) => {
    page = Math.min(Math.max(wanted, 0), pages - 1);
    const from = page * pageSize;
    const slice = ordered.slice(from, from + pageSize);
    rows.replaceChildren(...slice.map((cells) => tableRow({ cells, names, tagOf })));
    pager.tell({ from, to: from + slice.length, all: body.length });
  };
  const pager = pagerFor({ previous: () => show(page - 1), next: () => show(page + 1) });
  const heads = headsFor(head, names, (column, direction) => {
    ordered = direction === undefined ? body : sorted(body, column, direction);
    show(0);
  });
  const numbers = head.map((_, column) => body.every((cells) => cells[column]?.type === "raw_number"));
  heads.forEach((node, column) => {
    node.classList.add(numbers[column] ? "align-right" : "align-left");
  });
  show(0);
  const sheet = el("table", {}, el("caption", {}, block.caption), el("thead", {}, el("tr", {}, heads)), rows);
  return el("div", {}, tableScroller(block.caption, sheet), pages > 1 && pager.node);
};

const NEXT_DIRECTION = { none: "ascending", ascending: "descending", descending: "none" };
const SIGNS = { none: "chevron-expand", ascending: "chevron-up", descending: "chevron-down" };

/** A press on a head orders by it, upwards, downwards, and as it came. */
const headsFor = (cells, names, onOrder) => {
  const signs = cells.map(() => el("span", { class: "sort-sign" }, icon(SIGNS.none)));
  const orderBy = (column) => {
    const next = NEXT_DIRECTION[heads[column].getAttribute("aria-sort")];
    heads.forEach((head, index) => {
      const direction = index === column ? next : "none";
      head.setAttribute("aria-sort", direction);
      signs[index].replaceChildren(icon(SIGNS[direction]));
    });
    onOrder(column, next === "none" ? undefined : next);
  };
  const heads = cells.map((cell, column) =>
    el(
      "th",
      { scope: "col", "aria-sort": "none" },
      el(
        "button",
        { type: "button", class: "sort", onclick: () => orderBy(column) },
        cellContent(cell, names),
        signs[column],
      ),
    ),
  );
  return heads;
};

const sorted = (rows, column, direction) => {
  const sign = direction === "ascending" ? 1 : -1;
  return rows.toSorted((left, right) => sign * compare(left[column], right[column]));
};

const compare = (left, right) =>
  left.type === "raw_number" && right.type === "raw_number"
    ? left.value - right.value
    : wordsOf(left).localeCompare(wordsOf(right), undefined, { numeric: true });

const wordsOf = (cell) =>
  cell.text ??
  (cell.elements ?? []).flatMap(({ elements = [] }) => elements.map(({ text }) => text)).join("");

const pagerFor = ({ previous, next }) => {
  const step = (label, name, run) =>
    el("button", { type: "button", class: "icon-button", "aria-label": label, onclick: run }, icon(name));
  const back = step("Previous page", "chevron-left", previous);
  const on = step("Next page", "chevron-right", next);
  const position = el("span", { role: "status" });
  return {
    node: el("div", { class: "pager" }, position, back, on),
    tell: ({ from, to, all }) => {
      position.textContent = `${from + 1}–${to} of ${all}`;
      back.disabled = from === 0;
      on.disabled = to === all;
    },
  };
};
