import { el, freshId } from "../dom.js";
import { icon } from "../render/icon.js";
import { plainText } from "../render/text-object.js";
import { element } from "./element.js";

const FIELDS = "input, textarea, [contenteditable]";

/** A labelled field with its hint and, under it, what is wrong with it. */
export const inputBlock = (block, surface) => {
  const labelId = freshId("label");
  const hintId = freshId("hint");
  const errorId = freshId("error");
  const error = surface.errors?.[block.block_id];
  const control = element(block.element, {
    surface,
    blockId: block.block_id,
    labelledBy: labelId,
    describedBy: [error && errorId, block.hint && hintId].filter(Boolean).join(" ") || undefined,
    reports: block.dispatch_action ? "always" : "never",
  });
  const focusable = control.matches(FIELDS) ? control : control.querySelector(FIELDS);
  mark(control, focusable, { error, isOptional: block.optional === true });
  return el(
    "div",
    { class: error ? "has-error" : "" },
    el(
      "div",
      { class: "input-label" },
      labelFor(control, focusable, el("span", { id: labelId }, plainText(block.label))),
      block.optional && el("span", { class: "muted" }, " (optional)"),
    ),
    control,
    error && el("div", { class: "input-error", id: errorId }, icon("exclamation-triangle-fill"), error),
    block.hint && el("div", { class: "input-hint", id: hintId }, plainText(block.hint)),
  );
};

const isGroup = (control) => ["group", "radiogroup"].includes(control.getAttribute("role"));

/** The label of one field leads to it; that of a group names the group alone. */
const labelFor = (control, field, words) => {
  if (field === null || isGroup(control)) return words;
  field.id ||= freshId("field");
  return el("label", { for: field.id, onclick: () => field.isContentEditable && field.focus() }, words);
};

/** A group of checkboxes can carry neither mark: there each box would have to be wrong, or required. */
const mark = (control, focusable, { error, isOptional }) => {
  const role = control.getAttribute("role");
  const marked = role === "radiogroup" ? control : role === "group" ? undefined : focusable;
  if (error) marked?.setAttribute("aria-invalid", "true");
  if (!isOptional && marked?.type !== "file") marked?.setAttribute("aria-required", "true");
};
