// Queues as cards: how full they are, what waits, and why nothing moves.

import { press } from "../control.js";
import { el } from "../dom.js";
import { icon } from "../render/icon.js";
import { setText } from "../set-text.js";
import { createCallTable } from "./call-table.js";
import { createMeter } from "./meter.js";
import { createRows } from "./rows.js";

export const createQueuesTab = (panel, { labs }) => {
  const sections = el("div", { class: "queue-labs" });
  const calls = createCallTable();
  panel.append(
    sections,
    el(
      "section",
      { class: "aws-section" },
      el("h3", { class: "aws-title" }, "AWS calls in the last minute"),
      calls.node,
    ),
  );
  const drawLabs = createRows(sections, {
    keyOf: ({ account }) => account,
    makeRow: ({ account }) => createLab(account, labs[account]),
  });
  return {
    draw: (state) => {
      const byAccount = Map.groupBy(state.queues.lines, ({ account }) => account);
      drawLabs([...byAccount].map(([account, lines]) => ({ account, lines, reasons: state.queues.reasons })));
      calls.update(state.calls);
    },
  };
};

const createLab = (account, pi) => {
  const cards = el("ul", { class: "queue-cards" });
  const drawCards = createRows(cards, {
    keyOf: ({ queue }) => queue.name,
    makeRow: ({ queue, reasons }) => createCard(queue, { pi, reasons }),
  });
  const title = el("h3", { class: "aws-title" }, pi, el("span", { class: "aws-mono" }, account));
  return {
    node: el("section", { class: "aws-section" }, title, cards),
    update: ({ lines, reasons }) => drawCards(lines.map((queue) => ({ queue, reasons }))),
  };
};

const createCard = (first, { pi, reasons }) => {
  const { account, name } = first;
  const body = { account, queue: name };
  const state = el("span", { class: "aws-pill" });
  const [running, waiting] = [el("b", {}), el("b", {})];
  const meters = first.environments.map(createEnvironment);
  const reason = el("p", { class: "blocked-reason" });
  const choose = el(
    "select",
    { class: "aws-input", "aria-label": `Block ${name} of ${pi}`, onchange: () => block() },
    el("option", { value: "" }, "Block…"),
    reasons.map(({ label, reason: value }) => el("option", { value, title: value }, label)),
  );
  const block = () => {
    const chosen = choose.value;
    choose.value = "";
    if (chosen !== "") press("block", { ...body, reason: chosen });
  };
  const free = el(
    "button",
    { type: "button", class: "aws-button", onclick: () => press("block", { ...body, reason: null }) },
    icon("unlock"),
    "Unblock",
  );
  return {
    node: el(
      "li",
      { class: "queue-card", "data-queue": `${account}/${name}` },
      el(
        "div",
        { class: "queue-card-head" },
        el("h4", {}, name),
        state,
        el("span", { class: "queue-counts" }, running, " running, ", waiting, " waiting"),
        choose,
        free,
      ),
      meters.map(({ node }) => node),
      reason,
    ),
    update: ({ queue }) => {
      const isBlocked = queue.blockedReason !== undefined;
      drawState(state, queue);
      setText(running, String(queue.running));
      setText(waiting, String(queue.waiting));
      for (const [index, environment] of queue.environments.entries()) meters[index]?.update(environment);
      setText(reason, queue.blockedReason ?? "");
      reason.hidden = !isBlocked;
      free.hidden = !isBlocked;
      choose.hidden = isBlocked;
    },
  };
};

const drawState = (node, { state, status, blockedReason }) => {
  const isFine = state === "ENABLED" && status === "VALID";
  node.dataset.level = blockedReason !== undefined ? "blocked" : isFine ? "fine" : "off";
  setText(
    node,
    blockedReason !== undefined ? "Blocked" : isFine ? "Enabled" : `${state} ${status}`.toLowerCase(),
  );
};

const createEnvironment = ({ name, type }) => {
  const meter = createMeter(`vCPUs in use of ${name}`);
  const words = el("span", { class: "aws-meter-words" });
  return {
    node: el(
      "div",
      { class: "queue-environment" },
      el("span", { class: "environment-name" }, name, el("span", { class: "aws-tag" }, type)),
      meter.node,
      words,
    ),
    update: ({ usedVcpus, maxVcpus }) => {
      meter.update(usedVcpus, maxVcpus);
      setText(words, `${usedVcpus} of ${maxVcpus} vCPU`);
    },
  };
};
