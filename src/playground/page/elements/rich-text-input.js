import { el } from "../dom.js";
import { iconButton } from "../render/icon.js";
import { richText } from "../render/rich-text.js";
import { plainText } from "../render/text-object.js";
import { readRichText } from "./read-rich-text.js";

const LINE_PX = 22;

/** A field for rich text with a row of buttons above it. */
export const richTextInput = (part, field) => {
  const { rich_text_value: value } = field.start({ rich_text_value: part.initial_value ?? null });
  const area = el(
    "div",
    {
      ...field.attributes,
      class: "rich-area",
      role: "textbox",
      contenteditable: "true",
      tabindex: "0",
      "aria-multiline": "true",
      "data-placeholder": part.placeholder && plainText(part.placeholder),
    },
    value && [...richText(value, field.surface.names).childNodes],
  );
  area.style.minHeight = `${(part.min_lines ?? 4) * LINE_PX}px`;
  const changed = () => {
    const written = readRichText(area);
    if (written === null) area.replaceChildren();
    field.keep({ rich_text_value: written });
  };
  area.addEventListener("input", changed);
  area.addEventListener("blur", () => field.report({ value: readRichText(area) }));
  // Only the words of what is pasted: no foreign markup, no foreign looks.
  area.addEventListener("paste", (event) => {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  });
  const apply = ({ command, wraps, argument }) => {
    area.focus();
    if (wraps) wrapSelection(area, wraps);
    else document.execCommand(command, false, argument);
    changed();
  };
  return el("div", { class: "rich-input" }, toolbar(apply), area);
};

const STYLES = [
  { label: "Bold", icon: "type-bold", command: "bold" },
  { label: "Italic", icon: "type-italic", command: "italic" },
  { label: "Strikethrough", icon: "type-strikethrough", command: "strikeThrough" },
  { label: "Code", icon: "code", wraps: "code" },
  { label: "Ordered list", icon: "list-ol", command: "insertOrderedList" },
  { label: "Bulleted list", icon: "list-ul", command: "insertUnorderedList" },
  { label: "Quote", icon: "quote", command: "formatBlock", argument: "blockquote" },
  { label: "Code block", icon: "code-square", command: "formatBlock", argument: "pre" },
];

const STEPS = { ArrowRight: 1, ArrowLeft: -1 };

const toolbar = (apply) =>
  el(
    "div",
    { class: "rich-toolbar", role: "toolbar", "aria-label": "Formatting", onkeydown: moveFocus },
    STYLES.map((style, index) =>
      iconButton(style.icon, {
        label: style.label,
        tabindex: index === 0 ? "0" : "-1",
        // Keeps the selection, which a press would take away.
        onmousedown: (event) => event.preventDefault(),
        onclick: () => apply(style),
      }),
    ),
  );

/** One stop for the Tab key; the arrow keys go along the row. */
const moveFocus = ({ key, currentTarget }) => {
  const step = STEPS[key];
  if (step === undefined) return;
  const buttons = [...currentTarget.children];
  const at = buttons.indexOf(document.activeElement);
  const next = buttons[(at + step + buttons.length) % buttons.length];
  buttons[at]?.setAttribute("tabindex", "-1");
  next.setAttribute("tabindex", "0");
  next.focus();
};

const wrapSelection = (area, tag) => {
  const selection = getSelection();
  if (selection.rangeCount === 0 || selection.isCollapsed || !area.contains(selection.anchorNode)) return;
  const range = selection.getRangeAt(0);
  const words = range.toString();
  range.deleteContents();
  range.insertNode(el(tag, {}, words));
};
