// What AWS told, newest first, and how it fared on its way to the bot.

import { el, freshId } from "../dom.js";
import { number, plural } from "../quantities.js";
import { icon } from "../render/icon.js";
import { setText } from "../set-text.js";
import { createEventSheet } from "./event-sheet.js";
import { createRows } from "./rows.js";
import { endWords, statusMark } from "./status.js";
import { clockTime } from "./words.js";

export const createEventsTab = (panel, { labs }) => {
  const summary = el("p", { class: "aws-bar aws-summary" });
  const list = el("ol", { class: "event-list", "aria-label": "Events, newest first" });
  const nothing = el("p", { class: "aws-nothing" }, "No event yet. Every change of a job becomes one.");
  const more = el("p", { class: "aws-more" });
  panel.append(summary, list, nothing, more);
  const drawList = createRows(list, {
    keyOf: ({ id }) => id,
    makeRow: (line) => createEventRow(line, labs),
  });
  return {
    draw: ({ events }) => {
      const { lines, deadLetters } = events;
      summary.hidden = lines.length === 0;
      setText(
        summary,
        `${plural(lines.length + events.more, "event")} · ${plural(deadLetters, "dead letter")}`,
      );
      drawList(lines);
      nothing.hidden = lines.length > 0;
      setText(more, events.more > 0 ? `and ${number(events.more)} older events` : "");
    },
  };
};

const createEventRow = (first, labs) => {
  const bodyId = freshId("event");
  const fates = el("span", { class: "event-fates" });
  const body = el("div", { class: "event-body", id: bodyId, hidden: true });
  let sheet;
  let last = first;
  const toggle = () => {
    body.hidden = !body.hidden;
    button.setAttribute("aria-expanded", String(!body.hidden));
    if (body.hidden) return;
    sheet ??= createEventSheet(body, first.id);
    sheet.update(last);
  };
  const button = el(
    "button",
    {
      type: "button",
      class: "event-line",
      "aria-expanded": "false",
      "aria-controls": bodyId,
      onclick: toggle,
    },
    el("time", { class: "event-time", datetime: new Date(first.at).toISOString() }, clockTime(first.at)),
    first.status === undefined ? el("span", { class: "job-status" }, first.type) : statusMark(first.status),
    el("span", { class: "event-job" }, nameOf(first)),
    fates,
    el("span", { class: "event-note" }, noteOf(first, labs)),
    icon("chevron-right"),
  );
  return {
    node: el("li", { class: "aws-event", "data-event": first.id, "data-type": first.type }, button, body),
    update: (line) => {
      drawFates(fates, line);
      if (!body.hidden) sheet.update(line);
      last = line;
    },
  };
};

const nameOf = ({ job, jobId, source }) => {
  const index = jobId?.split(":")[1];
  return index === undefined ? (job ?? source) : `${job}:${index}`;
};

const noteOf = ({ account, type, exitCode, reason }, labs) => {
  const kind = type === "Batch Job State Change" ? "" : type;
  return [labs[account] ?? account, kind, endWords({ exitCode, reason })].filter(Boolean).join(" · ");
};

const drawFates = (node, { fate, deliveries, dead }) => {
  const chips = chipsOf({ fate, deliveries, dead });
  const told = JSON.stringify(chips);
  if (node.dataset.told === told) return;
  node.dataset.told = told;
  node.replaceChildren(
    ...chips.map(([level, words]) => el("span", { class: "aws-pill", "data-level": level }, words)),
  );
};

/** What befell it, and the last answer it got; a second delivery stands beside the first. */
const chipsOf = ({ fate, deliveries, dead }) => {
  const befell = fate.map((name) => ["fault", name]);
  if (dead !== undefined) return [...befell, ["dead", "dead letter"]];
  const done = deliveries.filter(({ outcome }) => outcome === "delivered");
  if (done.length > 0) return [...befell, ...done.map(({ status }) => ["fine", String(status)])];
  const last = deliveries.at(-1);
  if (last !== undefined) return [...befell, ["again", `${last.status ?? "no answer"} again`]];
  return fate.includes("lost") ? befell : [...befell, ["none", "on its way"]];
};
