// A list of tabs and their panels: arrow keys move, and only the panel in front is drawn.

import { el, freshId } from "../dom.js";

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

/** `tabs`: `{id, label, make(panel) → {draw(state)}}`. */
export const createTabs = (parent, { label, tabs, onShow }) => {
  const list = el("div", { role: "tablist", "aria-label": label, class: "aws-tabs" });
  const made = tabs.map((tab) => makeTab(tab, () => show(tab.id)));
  let current = made[0];

  const show = (id) => {
    current = made.find((each) => each.id === id) ?? current;
    for (const each of made) {
      const isHere = each === current;
      each.button.setAttribute("aria-selected", String(isHere));
      each.button.tabIndex = isHere ? 0 : -1;
      each.panel.hidden = !isHere;
    }
    current.button.scrollIntoView({ block: "nearest", inline: "nearest" });
    onShow(current.id);
  };
  list.append(...made.map(({ button }) => button));
  list.addEventListener("keydown", (event) => {
    const at = made.indexOf(current);
    const step = STEPS[event.key];
    const next =
      step === undefined
        ? { Home: made[0], End: made.at(-1) }[event.key]
        : made.at((at + step) % made.length);
    if (next === undefined) return;
    event.preventDefault();
    show(next.id);
    next.button.focus();
  });
  parent.append(list, ...made.map(({ panel }) => panel));
  return {
    show,
    draw: (state) => current.draw(state),
    note: (id, words) => made.find((each) => each.id === id).note(words),
    focus: () => current.button.focus(),
  };
};

const makeTab = ({ id, label, make }, onclick) => {
  const [tabId, panelId] = [freshId("tab"), freshId("tabpanel")];
  const note = el("span", { class: "tab-note" });
  const button = el(
    "button",
    {
      type: "button",
      role: "tab",
      id: tabId,
      class: "aws-tab",
      "aria-controls": panelId,
      "data-tab": id,
      onclick,
    },
    label,
    note,
  );
  const panel = el("div", { role: "tabpanel", id: panelId, class: "aws-panel", "aria-labelledby": tabId });
  const { draw } = make(panel);
  return {
    id,
    button,
    panel,
    draw,
    note: (words) => {
      note.textContent = words;
    },
  };
};
