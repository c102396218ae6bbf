// The row of buttons above the field: each puts Slack's own marks around what is selected.

import { el } from "./dom.js";
import { markLines, wrapSelection } from "./edit-text.js";
import { iconButton } from "./render/icon.js";

const MOD = /Mac|iP/.test(navigator.platform) ? "⌘" : "Ctrl+";

const list = (markOf, pattern) => (field) => markLines(field, { markOf, pattern });
const wrap =
  (...marks) =>
  (field) =>
    wrapSelection(field, ...marks);

const GROUPS = [
  [
    { id: "bold", label: "Bold", icon: "type-bold", key: "b", run: wrap("*") },
    { id: "italic", label: "Italic", icon: "type-italic", key: "i", run: wrap("_") },
    { id: "strike", label: "Strikethrough", icon: "type-strikethrough", key: "shift+x", run: wrap("~") },
  ],
  [{ id: "link", label: "Link", icon: "link-45deg", key: "shift+u", run: (field) => makeLink(field) }],
  [
    {
      id: "ordered",
      label: "Ordered list",
      icon: "list-ol",
      key: "shift+7",
      run: list((index) => `${index + 1}. `, /^\d+\. /),
    },
    {
      id: "bulleted",
      label: "Bulleted list",
      icon: "list-ul",
      key: "shift+8",
      run: list(() => "• ", /^• /),
    },
  ],
  [
    {
      id: "quote",
      label: "Blockquote",
      icon: "blockquote-left",
      key: "shift+9",
      run: list(() => "> ", /^> /),
    },
  ],
  [
    { id: "code", label: "Code", icon: "code", key: "shift+c", run: wrap("`") },
    {
      id: "code-block",
      label: "Code block",
      icon: "code-square",
      key: "alt+shift+c",
      run: wrap("```\n", "\n```"),
    },
  ],
];

// A bare address becomes a link when it is sent; a chosen word is followed by its address.
const makeLink = (field) => {
  const { selectionStart, selectionEnd } = field;
  if (selectionStart === selectionEnd) return wrapSelection(field, "https://", "");
  return wrapSelection(field, "", " (https://)");
};

export const formatBar = (field) => {
  field.addEventListener("keydown", (event) => {
    const found = GROUPS.flat().find(({ key }) => key === pressed(event));
    if (found === undefined) return;
    event.preventDefault();
    found.run(field);
  });
  const bar = el(
    "div",
    { class: "format-bar", role: "toolbar", "aria-label": "Formatting" },
    GROUPS.map((group) =>
      el(
        "span",
        { class: "format-group" },
        group.map((format) => formatButton(format, field)),
      ),
    ),
  );
  roveIn(bar);
  return bar;
};

const pressed = ({ metaKey, ctrlKey, shiftKey, altKey, code }) => {
  if (!(metaKey || ctrlKey)) return undefined;
  return `${altKey ? "alt+" : ""}${shiftKey ? "shift+" : ""}${code.replace(/^(Key|Digit)/, "").toLowerCase()}`;
};

const formatButton = ({ id, label, icon, key, run }, field) =>
  iconButton(icon, {
    label,
    keys: `${MOD}${key
      .replace("alt+", "Alt+")
      .replace("shift+", "Shift+")
      .replace(/.$/, (last) => last.toUpperCase())}`,
    "data-format-button": id,
    tabindex: id === "bold" ? "0" : "-1",
    // The field keeps its selection.
    onpointerdown: (event) => event.preventDefault(),
    onclick: () => run(field),
  });

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

const roveIn = (bar) =>
  bar.addEventListener("keydown", (event) => {
    if (STEPS[event.key] === undefined) return;
    event.preventDefault();
    const buttons = [...bar.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    buttons[at].tabIndex = -1;
    const next = buttons[(at + STEPS[event.key] + buttons.length) % buttons.length];
    next.tabIndex = 0;
    next.focus();
  });
