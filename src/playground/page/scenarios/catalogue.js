// All scenarios in one dialog, by group.

import { el } from "../dom.js";
import { iconButton } from "../render/icon.js";
import { createCard } from "./card.js";

const GROUPS = {
  Start: "The shortest way to a job that is done",
  Failures: "What Batchmate says when a job goes wrong",
  Waiting: "What it says when a queue stands still",
  Scale: "Many jobs, and a channel that stays readable",
  Safety: "What happens when something else goes wrong",
};

export const createCatalogue = ({ scenarios, runs, state, play, redraw }) => {
  const cards = scenarios.map((scenario) => createCard(scenario, { state, play, runs }));
  const close = () => dialog.close();
  const dialog = el(
    "dialog",
    { class: "catalogue", "aria-labelledby": "catalogue-title" },
    el(
      "header",
      { class: "catalogue-head" },
      el(
        "div",
        {},
        el("h2", { id: "catalogue-title" }, "Scenarios"),
        el(
          "p",
          { class: "muted" },
          "Each plays in front of you, in a channel, with the real bot. Several may play at once.",
        ),
      ),
      iconButton("x-lg", { label: "Close scenarios", onclick: close }),
    ),
    el(
      "div",
      { class: "catalogue-body", tabindex: "-1" },
      Object.entries(GROUPS).map(([group, words]) =>
        section(
          group,
          words,
          cards.filter((card) => card.group === group),
        ),
      ),
    ),
  );
  dialog.addEventListener("click", ({ target }) => target === dialog && close());
  dialog.addEventListener("close", () => {
    for (const card of cards) card.release();
    redraw();
    // What opened it was drawn anew meanwhile.
    setTimeout(() => document.querySelector("[data-rail=scenarios]")?.focus());
  });
  document.body.append(dialog);

  const update = () => {
    if (dialog.open) for (const card of cards) card.update(runs.all());
  };
  const open = () => {
    dialog.showModal();
    update();
    redraw();
  };
  return {
    isOpen: () => dialog.open,
    open,
    /** Opens at one scenario, which one press then starts. */
    openAt: (name) => {
      open();
      cards.find((card) => card.name === name).pointAt();
    },
    close,
    update,
  };
};

const section = (group, words, cards) =>
  cards.length > 0 &&
  el(
    "section",
    { "aria-label": group },
    el("h3", {}, group, el("span", { class: "muted" }, words)),
    el(
      "ul",
      { class: "scenario-cards" },
      cards.map(({ node }) => node),
    ),
  );
