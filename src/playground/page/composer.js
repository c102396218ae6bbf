// The field messages and commands are typed into.

import { attachmentTray } from "./attachments.js";
import { composerBar } from "./composer-bar.js";
import { el } from "./dom.js";
import { formatBar } from "./format-bar.js";
import { createHistory } from "./history.js";
import { iconButton } from "./render/icon.js";
import { createSuggestionList } from "./suggestion-list.js";

const MOST_HEIGHT_PX = 240;

/**
 * `send({text, files})` resolves to false if it was not taken; the text then comes back. A thread offers no slash
 * commands, as in Slack.
 */
export const createComposer = ({ id, state, send, inThread }) => {
  const field = el("textarea", { id, class: "composer-text", rows: "1", "aria-autocomplete": "list" });
  const sendButton = iconButton("send-fill", {
    label: "Send now",
    class: "send",
    disabled: true,
    onclick: () => submit(),
  });
  const tray = attachmentTray(
    () => state.me,
    () => refresh(),
  );
  const history = createHistory(() => state.me);
  const frame = el("div", { class: "composer-frame" });
  frame.append(
    formatBar(field),
    field,
    tray.list,
    composerBar({
      field,
      tray,
      state,
      frame,
      inThread,
      sendButton,
      runShortcut: (shortcut) => send({ shortcut }),
    }),
  );
  const suggestionList = createSuggestionList(field, {
    anchor: () => frame,
    about: () => ({ state, inThread }),
    onTaken: () => refresh(),
  });

  const refresh = () => {
    sendButton.disabled = field.value.trim() === "" && tray.ids().length === 0;
    if (field.value === "") field.style.height = "";
    else {
      field.style.height = "auto";
      field.style.height = `${Math.min(field.scrollHeight, MOST_HEIGHT_PX)}px`;
    }
  };
  const write = (text) => {
    field.value = text;
    field.setSelectionRange(text.length, text.length);
    refresh();
  };
  const submit = async () => {
    const text = field.value.trim();
    const files = tray.ids();
    if (text === "" && files.length === 0) return;
    suggestionList.close();
    if (text.startsWith("/")) history.add(text);
    write("");
    tray.clear();
    if (!(await send({ text, files })) && field.value === "") write(text);
  };

  field.addEventListener("input", () => {
    refresh();
    suggestionList.update();
  });
  field.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (suggestionList.key(event)) return event.preventDefault();
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

  return {
    node: el("div", { class: "composer" }, frame),
    field,
    /** Names the field after where its text will go. */
    aim: (label) => {
      if (field.placeholder === label) return;
      field.placeholder = label;
      field.setAttribute("aria-label", label);
      refresh();
    },
    text: () => field.value,
    write,
    /** Types the text and sends it, as the person would. */
    submit: (text) => {
      write(text);
      return submit();
    },
  };
};
