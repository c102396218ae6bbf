// The row under the field: files, formatting, emoji, people, commands, and the button that sends.

import { el } from "./dom.js";
import { insertText } from "./edit-text.js";
import { emojiButton } from "./emoji-picker.js";
import { menuButton } from "./menu.js";
import { icon, iconButton } from "./render/icon.js";
import { browser } from "./stored.js";

const KEY = "formatting";

/** `shortcuts`: the app's global ones; `inThread` has no commands, as in Slack. */
export const composerBar = ({ field, tray, state, frame, inThread, sendButton, runShortcut }) => {
  const insert = (text) => {
    const before = field.value.slice(0, field.selectionStart);
    insertText(field, /(^|\s)$/.test(before) ? text : ` ${text}`);
  };
  return el(
    "div",
    { class: "composer-bar" },
    tray.button,
    formattingToggle(frame),
    emojiButton((name) => insert(`:${name}: `)),
    iconButton("at", { label: "Mention someone", onclick: () => insert("@") }),
    !inThread && el("span", { class: "composer-divider" }),
    !inThread && slashButton(field),
    shortcutMenu(state, runShortcut),
    el("span", { class: "composer-hint" }, el("b", {}, "Shift + Enter"), " for a new line"),
    sendButton,
  );
};

const formattingToggle = (frame) => {
  const isOpen = () => !frame.classList.contains("plain");
  const byDefault = matchMedia("(width > 720px)").matches ? "open" : "closed";
  frame.classList.toggle("plain", browser.recall(KEY, byDefault) === "closed");
  const button = iconButton("type", {
    label: "Formatting",
    "aria-pressed": String(isOpen()),
    onclick: () => {
      frame.classList.toggle("plain");
      browser.keep(KEY, isOpen() ? "open" : "closed");
      button.setAttribute("aria-pressed", String(isOpen()));
    },
  });
  return button;
};

// A command stands at the start of a message or nowhere.
const slashButton = (field) =>
  iconButton("slash-square", {
    label: "Run a command",
    onclick: () => {
      if (field.value.startsWith("/")) return field.focus();
      field.setSelectionRange(0, 0);
      insertText(field, "/");
    },
  });

const shortcutMenu = (state, runShortcut) => {
  const shortcuts = state.shortcuts.filter(({ type }) => type === "global");
  if (shortcuts.length === 0) return undefined;
  return menuButton(
    { class: "icon-button", "aria-label": "Shortcuts", title: "Shortcuts" },
    icon("lightning-charge"),
    () => ({
      label: "Shortcuts",
      items: shortcuts.map((shortcut) => ({
        label: shortcut.name,
        detail: state.bot.name,
        run: () => runShortcut(shortcut),
      })),
    }),
  );
};
