// The search: a field and a list one moves through with the arrow keys.

import { el, freshId } from "./dom.js";
import { paletteEntries } from "./palette-entries.js";
import { plural } from "./quantities.js";
import { icon, iconButton } from "./render/icon.js";

/** `views` are the rail's items. Returns what opens it. */
export const createPalette = ({ store, goTo, views }) => {
  const listId = freshId("palette");
  const title = `Search ${store.state.team.name}`;
  const field = el("input", {
    class: "palette-field",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: title,
    "aria-label": title,
    "aria-expanded": "true",
    "aria-controls": listId,
    "aria-autocomplete": "list",
  });
  const list = el("div", { id: listId, class: "palette-list", role: "listbox", "aria-label": "Results" });
  const count = el("div", { class: "unseen", role: "status" });
  const dialog = el(
    "dialog",
    { class: "palette", "aria-label": title },
    el(
      "div",
      { class: "palette-head" },
      icon("search"),
      field,
      iconButton("x-lg", { label: "Close search", onclick: () => dialog.close() }),
    ),
    list,
    count,
    hints(),
  );
  document.body.append(dialog);
  let entries = [];
  let active = 0;

  const draw = () => {
    const groups = paletteEntries(field.value, { state: store.state, goTo, views });
    entries = groups.flatMap((group) => group.entries);
    list.replaceChildren(...groups.map((group) => groupNode(group, { listId, entries, take, point })));
    if (entries.length === 0)
      list.append(
        el("div", { class: "palette-none", role: "option", "aria-disabled": "true" }, "Nothing found."),
      );
    count.textContent = plural(entries.length, "result");
    point(0);
  };
  const drawAgain = () => {
    const { key } = entries[active] ?? {};
    draw();
    point(
      Math.max(
        0,
        entries.findIndex((entry) => entry.key === key),
      ),
    );
  };
  const point = (index) => {
    active = index;
    for (const [at, node] of list.querySelectorAll(".palette-entry").entries()) {
      node.setAttribute("aria-selected", String(at === index));
      if (at === index) node.scrollIntoView({ block: "nearest" });
    }
    if (entries.length > 0) field.setAttribute("aria-activedescendant", `${listId}-${index}`);
    else field.removeAttribute("aria-activedescendant");
  };
  const take = (entry) => {
    dialog.close();
    entry?.run();
  };
  const move = (step) => entries.length > 0 && point((active + step + entries.length) % entries.length);
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: () => take(entries[active]),
  };

  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    if (event.isComposing || keys[event.key] === undefined) return;
    event.preventDefault();
    keys[event.key]();
  });
  dialog.addEventListener("pointerdown", ({ target }) => target === dialog && dialog.close());

  return () => {
    if (dialog.open || document.querySelector("dialog[open]") !== null) return;
    field.value = "";
    draw();
    dialog.showModal();
    field.focus();
    for (const { load } of views) load?.().then(() => dialog.open && drawAgain());
  };
};

const hints = () =>
  el(
    "div",
    { class: "palette-hints", "aria-hidden": "true" },
    el("span", {}, el("kbd", {}, "↑"), el("kbd", {}, "↓"), " to move"),
    el("span", {}, el("kbd", {}, "Enter"), " to open"),
    el("span", {}, el("kbd", {}, "Esc"), " to close"),
  );

const groupNode = ({ label, entries: mine }, { listId, entries, take, point }) =>
  el(
    "div",
    { role: "group", "aria-label": label },
    el("div", { class: "palette-group", "aria-hidden": "true" }, label),
    mine.map((entry) => {
      const index = entries.indexOf(entry);
      return el(
        "div",
        {
          id: `${listId}-${index}`,
          class: "palette-entry",
          role: "option",
          "aria-selected": "false",
          "data-entry": entry.key,
          onclick: () => take(entry),
          onpointermove: () => point(index),
        },
        el("span", { class: "palette-figure" }, entry.figure),
        el("span", { class: "palette-label" }, marked(entry)),
        entry.detail && el("span", { class: "muted palette-detail" }, entry.detail),
      );
    }),
  );

const marked = ({ label, match }) => {
  const at = match ? label.toLowerCase().indexOf(match) : -1;
  if (at === -1) return label;
  const end = at + match.length;
  return [label.slice(0, at), el("mark", {}, label.slice(at, end)), label.slice(end)];
};
