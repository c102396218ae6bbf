// The note above a channel in which a scenario plays: what to watch, and how far it is, until it is put away.

import { el } from "../dom.js";
import { icon, iconButton } from "../render/icon.js";
import { setText } from "../set-text.js";
import { dismissedRuns, dismissRun } from "./dismissed-runs.js";
import { progressBar } from "./progress-bar.js";
import { isUnderWay } from "./runs.js";

export const createWatchNote = ({ scenarios, runs, play, goTo }) => {
  const parts = noteParts();
  // What was over before this page came is not told again.
  const old = new Set(runs.all().flatMap((run) => (isUnderWay(run) ? [] : [run.id])));
  let shown;
  let state;

  const update = (now) => {
    state = now;
    const run = newestHere(runs.all(), scenarios, state);
    if (run === undefined || old.has(run.id) || dismissedRuns().has(run.id)) {
      shown = undefined;
      parts.node.remove();
      return;
    }
    const scenario = scenarios.find(({ name }) => name === run.scenario);
    shown = { run, scenario, thread: threadOf(run, state) };
    parts.show(shown);
    stand(parts.node);
  };
  parts.on.press(() => runs.press(shown.run.id));
  parts.on.again(() => play(shown.scenario));
  parts.on.thread(() => goTo({ place: state.place, thread: shown.thread }));
  parts.on.dismiss(() => {
    dismissRun(shown.run.id);
    update(state);
    document.getElementById("composer-text")?.focus();
  });
  return { update };
};

// The channel is drawn anew when one goes to another; the note follows it.
const stand = (node) => {
  const head = document.getElementById("channel").firstElementChild;
  if (head !== null && head.nextElementSibling !== node) head.after(node);
};

const newestHere = (all, scenarios, { me, place }) =>
  all.find((run) => {
    const scenario = scenarios.find(({ name }) => name === run.scenario);
    return place.kind === "channel" && place.channel === scenario?.channel && scenario.as === me;
  });

/** Undefined while nothing stands in it, and where it is open already. */
const threadOf = ({ thread: found }, { messages, thread }) => {
  const card = found && messages.get(found.channel)?.get(found.ts);
  return card?.replyCount > 0 && card.ts !== thread ? card.ts : undefined;
};

const noteParts = () => {
  const title = el("b", { class: "watch-title" });
  const count = el("span", { class: "watch-count" });
  const watch = el("p", { class: "watch-words" });
  const step = el("span", { class: "watch-step", role: "status" });
  const state = el("span", { class: "watch-state", "aria-hidden": "true" });
  const bar = progressBar();
  const press = button("small primary");
  const thread = button("small", icon("chat-text"), "Open the thread");
  const again = button("small", icon("arrow-repeat"), "Run again");
  const dismiss = iconButton("x-lg", { label: "Put the note away" });
  const node = el(
    "section",
    { class: "watch-note", "aria-label": "Scenario" },
    el(
      "div",
      { class: "watch-head" },
      el("span", { class: "watch-eye" }, icon("eye")),
      title,
      count,
      dismiss,
    ),
    watch,
    el("div", { class: "watch-foot" }, state, step, press, thread, again),
    bar.node,
  );
  const on = (control) => (listener) => control.addEventListener("click", listener);
  return {
    node,
    on: { press: on(press), thread: on(thread), again: on(again), dismiss: on(dismiss) },
    show: ({ run, scenario, thread: ts }) => {
      if (node.dataset.state !== run.state) state.replaceChildren(icon(STATE_ICONS[run.state]));
      node.dataset.state = run.state;
      node.dataset.scenario = scenario.name;
      setText(title, scenario.title);
      setText(count, isUnderWay(run) ? `${Math.min(run.done + 1, run.steps)} of ${run.steps}` : "");
      setText(watch, scenario.watch);
      setText(step, run.state === "done" ? "That was all." : run.says);
      press.hidden = run.button === undefined;
      setText(press, run.button ?? "");
      thread.hidden = ts === undefined;
      again.hidden = isUnderWay(run);
      bar.set(run);
    },
  };
};

const button = (kind, ...content) => el("button", { type: "button", class: `button ${kind}` }, content);

const STATE_ICONS = {
  running: "arrow-repeat",
  done: "check-circle-fill",
  failed: "exclamation-triangle-fill",
};
