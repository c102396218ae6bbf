// The field messages and commands are typed into.

import { attachmentTray } from "./attachments.js";
import { suggestionsFor } from "./composer-suggestions.js";
import { el } from "./dom.js";
import { createHistory } from "./history.js";
import { menuButton } from "./menu.js";
import { openPopup } from "./popup.js";

const MOST_HEIGHT_PX = 240;

/**
 * `send({text, files})` resolves to false if it was not taken; the text then comes back. A thread offers no slash
 * commands, as in Slack.
 */
export const createComposer = ({ id, state, send, inThread }) => {
  const field = el("textarea", {
    id,
    class: "composer-text",
    rows: "1",

    "aria-autocomplete": "list",
  });

  const sendButton = el(
    "button",
    {
      type: "button",
      class: "send",
      "aria-label": "Send now",
      title: "Send now",
      disabled: true,
      onclick: () => submit(),
    },
    "➤",
  );
  const tray = attachmentTray(
    () => state.me,
    () => refresh(),
  );
  const history = createHistory(() => state.me);
  const globalShortcuts = state.shortcuts.filter(({ type }) => type === "global");
  const node = el(
    "div",
    { class: "composer" },
    el(
      "div",
      { class: "composer-frame" },
      field,
      tray.list,
      el(
        "div",
        { class: "composer-bar" },
        tray.button,
        globalShortcuts.length > 0 &&
          menuButton({ class: "icon-button", "aria-label": "Shortcuts", title: "Shortcuts" }, "⚡", () => ({
            label: "Shortcuts",
            items: globalShortcuts.map((shortcut) => ({
              label: shortcut.name,
              detail: state.bot.name,
              run: () => send({ shortcut }),
            })),
          })),
        el("span", { class: "composer-hint" }, "Shift + Enter for a new line"),
        sendButton,
      ),
    ),
  );
  let popup;
  let suggestions = [];
  let active = 0;

  const refresh = () => {
    sendButton.disabled = field.value.trim() === "" && tray.ids().length === 0;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, MOST_HEIGHT_PX)}px`;
  };
  const write = (text) => {
    field.value = text;
    field.setSelectionRange(text.length, text.length);
    refresh();
  };

  const suggest = () => {
    suggestions = suggestionsFor({ text: field.value, caret: field.selectionStart, state, inThread });
    active = 0;
    if (suggestions.length === 0) return popup?.close();
    if (popup === undefined)
      popup = openPopup(node.firstElementChild, "", { width: "anchor", onClose: () => (popup = undefined) });
    drawSuggestions();
  };
  const drawSuggestions = () => {
    const list = el(
      "div",
      { role: "listbox", class: "options", "aria-label": "Suggestions" },
      suggestions.map((suggestion, index) =>
        suggestionNode(suggestion, index === active, () => take(suggestion)),
      ),
    );
    popup.layer.replaceChildren(list);
    popup.place();
  };
  const take = ({ start, end, insert }) => {
    popup?.close();
    field.setRangeText(insert, start, end, "end");
    field.focus();
    refresh();
  };

  const submit = async () => {
    const text = field.value.trim();
    const files = tray.ids();
    if (text === "" && files.length === 0) return;
    popup?.close();
    if (text.startsWith("/")) history.add(text);
    write("");
    tray.clear();
    if (!(await send({ text, files })) && field.value === "") write(text);
  };

  field.addEventListener("input", () => {
    refresh();
    suggest();
  });
  field.addEventListener("blur", () => popup?.close());
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (popup !== undefined && popupKey(event)) return event.preventDefault();
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      const recalled = inThread ? undefined : history.step(event.key === "ArrowUp" ? -1 : 1, field.value);
      if (recalled === undefined) return;
      event.preventDefault();
      write(recalled);
    }
  });
  const popupKey = ({ key, shiftKey }) => {
    if (key === "Escape") return popup.close() ?? true;
    if (key === "ArrowDown" || key === "ArrowUp") {
      active = (active + (key === "ArrowDown" ? 1 : -1) + suggestions.length) % suggestions.length;
      drawSuggestions();
      return true;
    }
    const { insert, start, end } = suggestions[active];
    const isSettled = field.value.slice(start, end) === insert.trimEnd();
    if ((key === "Tab" || (key === "Enter" && !shiftKey && !isSettled)) && insert !== "") {
      take(suggestions[active]);
      return true;
    }
    return false;
  };

  return {
    node,
    field,
    /** Names the field after where its text will go. */
    aim: (label) => {
      field.placeholder = label;
      field.setAttribute("aria-label", label);
      refresh();
    },

    text: () => field.value,
    write,
  };
};

const suggestionNode = ({ label, detail, icon }, isActive, onTake) => {
  const node = el(
    "div",
    { role: "option", class: isActive ? "option active" : "option", "aria-selected": String(isActive) },
    el("span", { class: "option-line" }, icon, el("b", {}, label)),
    detail && el("span", { class: "muted" }, detail),
  );
  node.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    onTake();
  });
  return node;
};
