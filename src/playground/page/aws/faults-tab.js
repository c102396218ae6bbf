// What can be made to go wrong, and what to watch then.

import { press } from "../control.js";
import { el, freshId } from "../dom.js";
import { icon } from "../render/icon.js";
import { setText } from "../set-text.js";
import { createRows } from "./rows.js";

const ICONS = { Slack: "slack", AWS: "cloud", Events: "broadcast" };

export const createFaultsTab = (panel, { showTab, take }) => {
  const groups = el("div", {});
  const bot = el("span", { class: "press-note" });
  const deeds = el(
    "section",
    { class: "aws-section" },
    el("h3", { class: "aws-title" }, icon("lightning"), "At once"),
    el(
      "ul",
      { class: "aws-fault-list" },
      pressItem("kill-bot", "Kill the bot with kill -9", {
        note: bot,
        watch: "It is started again at once. What it had promised is kept, and nothing is said twice.",
        run: () => press("kill-bot"),
      }),
      pressItem("reclaim-all", "Reclaim every running job's host", {
        watch: "Each attempt ends. Jobs with attempts left go back to their queue, in the same thread.",
        run: () => press("reclaim", { job: "*" }),
      }),
      pressItem("block-queue", "Block a queue", {
        watch: "Each queue has its own switch, with every reason AWS names.",
        words: "Queues",
        run: () => showTab("queues"),
      }),
    ),
  );
  panel.append(groups, deeds);
  const drawGroups = createRows(groups, {
    keyOf: ({ group }) => group,
    makeRow: ({ group }) => createGroup(group, take),
  });
  return {
    draw: ({ faults }) => {
      const byGroup = Map.groupBy(faults.switches, ({ group }) => group);
      drawGroups([...byGroup].map(([group, switches]) => ({ group, switches })));
      setText(bot, faults.botPid === undefined ? "down" : `pid ${faults.botPid}`);
    },
  };
};

const createGroup = (group, take) => {
  const list = el("ul", { class: "aws-fault-list" });
  const draw = createRows(list, { keyOf: ({ id }) => id, makeRow: (fault) => createSwitch(fault, take) });
  return {
    node: el(
      "section",
      { class: "aws-section" },
      el("h3", { class: "aws-title" }, icon(ICONS[group]), group),
      list,
    ),
    update: ({ switches }) => draw(switches),
  };
};

const createSwitch = ({ id, label, watch }, take) => {
  const [labelId, watchId] = [freshId("fault"), freshId("watch")];
  let isOn = false;
  const flip = async () => take(await press("fault", { id, on: !isOn }));
  const control = el(
    "button",
    {
      type: "button",
      role: "switch",
      class: "aws-switch",
      "aria-checked": "false",
      "aria-labelledby": labelId,
      "aria-describedby": watchId,
      onclick: flip,
    },
    el("span", { class: "aws-switch-knob" }),
  );
  const node = el(
    "li",
    { class: "aws-fault", "data-fault": id },
    el("span", { class: "aws-fault-label", id: labelId, onclick: flip }, label),
    control,
    el("span", { class: "aws-fault-watch", id: watchId }, watch),
  );
  return {
    node,
    update: (fault) => {
      isOn = fault.isOn;
      control.setAttribute("aria-checked", String(isOn));
      node.classList.toggle("on", isOn);
    },
  };
};

const pressItem = (id, label, { watch, note, run, words = "Do it" }) =>
  el(
    "li",
    { class: "aws-fault", "data-press": id },
    el("span", { class: "aws-fault-label" }, label, note),
    el("button", { type: "button", class: "aws-button", "aria-label": label, onclick: run }, words),
    el("span", { class: "aws-fault-watch" }, watch),
  );
