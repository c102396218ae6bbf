// One scenario in the catalogue: what to watch, who plays it where, and how far it is.

import { el } from "../dom.js";
import { avatar } from "../render/avatar.js";
import { icon } from "../render/icon.js";
import { displayName, namesOf, userOf } from "../render/names.js";
import { progressBar } from "./progress-bar.js";
import { isUnderWay } from "./runs.js";

const ICONS = {
  Start: "rocket-takeoff",
  Failures: "exclamation-triangle",
  Waiting: "hourglass-split",
  Scale: "diagram-3",
  Safety: "shield-check",
};

export const createCard = (scenario, { state, play, runs }) => {
  const { name, group, title, watch } = scenario;
  const isMine = scenario.as === state.me;
  const person = userOf(state, scenario.as);
  const who = displayName(person, scenario.as);
  const bar = progressBar();
  const status = el("p", { class: "scenario-status" });
  const words = el("span");
  const run = el(
    "button",
    { type: "button", class: "button small primary", "aria-label": undefined, onclick: () => play(scenario) },
    icon("play-fill"),
    words,
  );
  const go = el("button", { type: "button", class: "button small" });
  go.hidden = true;
  let current;
  go.addEventListener("click", () => runs.press(current.id));
  const node = el(
    "li",
    { class: "scenario-card", "data-scenario": name, "data-group": group },
    el("h4", {}, el("span", { class: "scenario-icon" }, icon(ICONS[group] ?? "play-circle")), title),
    el("p", { class: "scenario-watch" }, watch),
    el("div", { class: "scenario-progress" }, bar.node, status),
    el(
      "div",
      { class: "scenario-foot" },
      el(
        "span",
        { class: "scenario-who muted" },
        avatar(person, { size: "small" }),
        `${who} in #${namesOf(state).channel(scenario.channel) ?? scenario.channel}`,
      ),
      go,
      run,
    ),
  );
  const update = (all) => {
    current = all.find(({ scenario: of }) => of === name);
    node.dataset.state = current?.state ?? "idle";
    bar.set(current);
    status.textContent = current === undefined ? "" : statusWords(current);
    go.hidden = current?.button === undefined;
    go.textContent = current?.button ?? "";
    words.textContent = current === undefined ? "Run" : isUnderWay(current) ? "Run another" : "Run again";
    if (!isMine) words.textContent = `Run as ${who}`;
    run.setAttribute("aria-label", `${words.textContent}: ${title}`);
  };
  /** Points at it: what a link leads to. */
  const pointAt = () => {
    node.setAttribute("aria-current", "true");
    node.scrollIntoView({ block: "center" });
    run.focus();
  };
  return { name, node, group, update, pointAt, release: () => node.removeAttribute("aria-current") };
};

const statusWords = ({ state, says, done, steps }) =>
  state === "running" ? `Step ${Math.min(done + 1, steps)} of ${steps}: ${says}` : says;
