// A small picker of emoji: a field to search in, and a grid one moves through with the arrow keys.

import { el, freshId } from "./dom.js";
import { openPopup } from "./popup.js";
import { emojiEntries } from "./render/emoji.js";
import { iconButton } from "./render/icon.js";

const COLUMNS = 9;
const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };

/** `onPick(name)` gets the name without colons. */
export const emojiButton = (onPick) => {
  let popup;
  const button = iconButton("emoji-smile", {
    label: "Emoji",
    "aria-haspopup": "dialog",
    "aria-expanded": "false",
    onclick: () => {
      if (popup !== undefined) return popup.close();
      const content = picker((name) => {
        popup.close();
        onPick(name);
      });
      button.setAttribute("aria-expanded", "true");
      popup = openPopup(button, content.node, {
        onClose: () => {
          popup = undefined;
          button.setAttribute("aria-expanded", "false");
        },
      });
      content.node.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" && event.key !== "Tab") return;
        event.preventDefault();
        event.stopPropagation();
        popup.close();
        button.focus();
      });
      content.field.focus();
    },
  });
  return button;
};

const picker = (pick) => {
  const listId = freshId("emoji");
  const field = el("input", {
    class: "text-input",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    placeholder: "Search emoji",
    "aria-label": "Search emoji",
    "aria-expanded": "true",
    "aria-controls": listId,
  });
  const grid = el("div", { id: listId, class: "emoji-grid", role: "listbox", "aria-label": "Emoji" });
  const name = el("div", { class: "emoji-name muted", "aria-hidden": "true" });
  let shown = [];
  let active = 0;

  const point = (index) => {
    active = index;
    for (const [at, node] of [...grid.children].entries()) {
      node.setAttribute("aria-selected", String(at === index));
      if (at === index) node.scrollIntoView({ block: "nearest" });
    }
    name.textContent = shown[index] ? `:${shown[index].name}:` : "No such emoji.";
    if (shown[index]) field.setAttribute("aria-activedescendant", `${listId}-${index}`);
    else field.removeAttribute("aria-activedescendant");
  };
  const draw = () => {
    const typed = field.value.trim().toLowerCase().replaceAll(":", "");
    shown = emojiEntries().filter((one) => one.name.includes(typed));
    grid.replaceChildren(
      ...shown.map((one, index) =>
        el(
          "div",
          {
            id: `${listId}-${index}`,
            class: "emoji-choice",
            role: "option",
            "aria-selected": "false",
            "aria-label": one.name.replaceAll("_", " "),
            onpointerenter: () => point(index),
            onclick: () => pick(one.name),
          },
          one.character,
        ),
      ),
    );
    point(0);
  };
  field.addEventListener("input", draw);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && shown[active]) pick(shown[active].name);
    else if (STEPS[event.key] === undefined || shown.length === 0) return;
    else point(Math.max(0, Math.min(shown.length - 1, active + STEPS[event.key])));
    event.preventDefault();
  });
  draw();
  return {
    node: el("div", { class: "emoji-picker", role: "dialog", "aria-label": "Emoji" }, field, grid, name),
    field,
  };
};
