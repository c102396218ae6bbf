// The jobs of all labs, grouped by what they are doing.

import { el, freshId } from "../dom.js";
import { number } from "../quantities.js";
import { icon } from "../render/icon.js";
import { setText } from "../set-text.js";
import { createJobRow } from "./job-row.js";
import { createRows } from "./rows.js";
import { STATUSES, statusMark } from "./status.js";

export const createJobsTab = (panel, { labs, showLog, redraw }) => {
  const folded = new Set();
  const rows = new Map();
  const filter = filterBar(labs, redraw);
  const groups = el("div", { class: "job-groups" });
  const nothing = el("p", { class: "aws-nothing" });
  const more = el("p", { class: "aws-more" });
  panel.append(filter.node, groups, nothing, more);

  const makeRow = (line) => {
    const row = rows.get(line.id) ?? createJobRow(line, { labs, showLog });
    rows.set(line.id, row);
    return row;
  };
  const drawGroups = createRows(groups, {
    keyOf: ({ status }) => status,
    makeRow: ({ status }) => createGroup(status, { folded, makeRow, redraw }),
  });

  return {
    draw: ({ jobs, processes }) => {
      const shown = jobs.lines.filter(filter.accepts);
      const known = new Set(jobs.lines.map(({ id }) => id));
      for (const id of [...rows.keys()]) if (!known.has(id)) rows.delete(id);
      const byStatus = Map.groupBy(shown, ({ status }) => status);
      drawGroups(
        STATUSES.filter((status) => byStatus.has(status)).map((status) => ({
          status,
          lines: byStatus.get(status).map((line) => ({ ...line, process: processes[line.id] })),
        })),
      );
      nothing.hidden = shown.length > 0;
      setText(nothing, jobs.lines.length === 0 ? EMPTY : "No job fits the filter.");
      setText(more, jobs.more > 0 ? `and ${number(jobs.more)} more that ended earlier` : "");
    },
  };
};

const EMPTY = "No job yet. Submit one in a channel, or choose a scenario, and watch it here.";

const filterBar = (labs, onchange) => {
  const text = el("input", {
    type: "search",
    class: "aws-input",
    placeholder: "Filter by name, queue or id",
    "aria-label": "Filter jobs",
    oninput: onchange,
  });
  const lab = el(
    "select",
    { class: "aws-input", "aria-label": "Lab", onchange },
    el("option", { value: "" }, "All labs"),
    Object.entries(labs).map(([account, pi]) => el("option", { value: account }, pi)),
  );
  return {
    node: el("div", { class: "aws-bar" }, text, lab),
    accepts: ({ account, name, queue, id }) =>
      (lab.value === "" || lab.value === account) &&
      `${name} ${queue} ${id}`.toLowerCase().includes(text.value.trim().toLowerCase()),
  };
};

const createGroup = (status, { folded, makeRow, redraw }) => {
  const listId = freshId("jobs");
  const list = el("ul", { class: "job-list", id: listId });
  const count = el("span", { class: "group-count" });
  const toggle = () => {
    if (!folded.delete(status)) folded.add(status);
    redraw();
  };
  const button = el(
    "button",
    { type: "button", class: "group-toggle", "aria-controls": listId, onclick: toggle },
    icon("chevron-down"),
    statusMark(status),
    count,
  );
  const drawRows = createRows(list, { keyOf: ({ id }) => id, makeRow });
  return {
    node: el("section", { class: "job-group", "data-group": status }, el("h3", {}, button), list),
    update: ({ lines }) => {
      setText(count, number(lines.length));
      button.setAttribute("aria-expanded", String(!folded.has(status)));
      list.hidden = folded.has(status);
      drawRows(folded.has(status) ? [] : lines);
    },
  };
};
