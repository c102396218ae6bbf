// The log streams, and the one being read.

import { el } from "../dom.js";
import { bytes, number, plural } from "../quantities.js";
import { icon } from "../render/icon.js";
import { setText } from "../set-text.js";
import { ageNode, setAge } from "./ages.js";
import { createLogView } from "./log-view.js";
import { createRows } from "./rows.js";

export const createLogsTab = (panel, { labs, shared }) => {
  const list = el("ul", { class: "stream-list" });
  const nothing = el("p", { class: "aws-nothing" }, "No log yet. A job's lines come here as it writes them.");
  const more = el("p", { class: "aws-more" });
  const overview = el("div", {}, list, nothing, more);
  const view = createLogView({ onBack: () => open(undefined) });
  panel.append(overview, view.node);
  let streams = [];

  const open = (place) => {
    overview.hidden = place !== undefined;
    view.show(place, streams);
    if (place === undefined) list.querySelector("button")?.focus();
  };
  shared.openLog = open;
  const drawList = createRows(list, { keyOf, makeRow: (line) => createStreamRow(line, { labs, open }) });

  return {
    draw: ({ logs }) => {
      streams = logs.lines;
      if (!view.node.hidden) view.draw(streams);
      drawList(streams);
      nothing.hidden = streams.length > 0;
      setText(more, logs.more > 0 ? `and ${number(logs.more)} older streams` : "");
    },
  };
};

const keyOf = ({ account, group, stream }) => `${account} ${group} ${stream}`;

const createStreamRow = (first, { labs, open }) => {
  const { account, group, stream } = first;
  const words = el("span", { class: "stream-words" });
  const age = ageNode({ title: "Since its last line" });
  const button = el(
    "button",
    { type: "button", class: "stream-line", onclick: () => open({ account, group, stream }) },
    icon("file-text"),
    el("span", { class: "stream-name" }, first.job ?? stream),
    age,
    el("span", { class: "stream-place aws-mono" }, `${labs[account] ?? account} ${group} ${stream}`),
    words,
  );
  return {
    node: el("li", { "data-stream": stream }, button),
    update: ({ lines, bytes: size, lastAt }) => {
      setText(words, `${plural(lines, "line")} · ${bytes(size)}`);
      setAge(age, lastAt);
    },
  };
};
