// What was asked of AWS, by operation.

import { el } from "../dom.js";
import { number } from "../quantities.js";
import { setText } from "../set-text.js";
import { createRows } from "./rows.js";

export const createCallTable = () => {
  const body = el("tbody", {});
  const nothing = el("p", { class: "aws-nothing" }, "Nobody asked anything of AWS.");
  const table = el(
    "table",
    { class: "aws-table" },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        ["Operation", "Calls", "Throttled", "Failed"].map((name) => el("th", { scope: "col" }, name)),
      ),
    ),
    body,
  );
  const draw = createRows(body, {
    keyOf: ({ service, operation }) => `${service} ${operation}`,
    makeRow: createCallRow,
  });
  return {
    node: el("div", {}, table, nothing),
    update: (calls) => {
      table.hidden = calls.length === 0;
      nothing.hidden = calls.length > 0;
      draw(calls);
    },
  };
};

const createCallRow = ({ service, operation }) => {
  const cells = ["lastMinute", "throttled", "failed"].map((name) => [name, el("td", { "data-count": name })]);
  return {
    node: el(
      "tr",
      {},
      el("th", { scope: "row" }, operation, el("span", { class: "aws-tag" }, service)),
      cells.map(([, cell]) => cell),
    ),
    update: (call) => {
      for (const [name, cell] of cells) {
        setText(cell, call[name] === 0 ? "–" : number(call[name]));
        cell.classList.toggle("aws-some", call[name] > 0);
      }
    },
  };
};
