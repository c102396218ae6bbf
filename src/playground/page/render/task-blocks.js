// A plan with its tasks, and a task by itself: what is done, what is under way, what went wrong.

import { el, freshId } from "../dom.js";
import { icon } from "./icon.js";
import { linkNode } from "./links.js";
import { richText } from "./rich-text.js";

const STATUS = {
  pending: { words: "Not started", sign: "circle" },
  in_progress: { words: "Under way", sign: "arrow-repeat" },
  complete: { words: "Done", sign: "check-circle-fill" },
  error: { words: "Failed", sign: "exclamation-circle-fill" },
};

export const planBlock = (block, { names }) => {
  const tasks = block.tasks ?? [];
  const done = tasks.filter(({ status }) => status === "complete").length;
  const list = el(
    "ol",
    { class: "plan-tasks", id: freshId("plan") },
    tasks.map((task) => el("li", {}, taskParts(task, names))),
  );
  const head = el(
    "button",
    {
      type: "button",
      class: "container-head",
      "aria-expanded": "true",
      "aria-controls": list.id,
      onclick: () => {
        list.hidden = !list.hidden;
        head.setAttribute("aria-expanded", String(!list.hidden));
      },
    },
    el(
      "span",
      { class: "card-words" },
      el("span", { class: "card-title" }, block.title),
      tasks.length > 0 && el("span", { class: "muted" }, `${done} of ${tasks.length} done`),
    ),
    icon("chevron-down"),
  );
  return el("div", { class: "container" }, head, list);
};

export const taskBlock = (block, { names }) =>
  el("div", { class: "container task-alone" }, taskParts(block, names));

const taskParts = ({ title, status, details, output, sources }, names) => {
  const { words, sign } = STATUS[status] ?? STATUS.pending;
  return el(
    "div",
    { class: `task status-${status}` },
    icon(sign, { label: words }),
    el(
      "div",
      { class: "task-words" },
      el("div", { class: "task-title" }, title),
      details && el("div", { class: "task-details" }, richText(details, names)),
      output && el("div", { class: "task-output" }, richText(output, names)),
      sources?.length > 0 &&
        el(
          "ul",
          { class: "task-sources", "aria-label": "Sources" },
          sources.map(({ url, text }) => el("li", {}, linkNode(url, [text]))),
        ),
    ),
  );
};
