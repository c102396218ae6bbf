import { el, freshId } from "../dom.js";
import { plainText } from "../render/text-object.js";
import { element } from "./element.js";

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
  const focusable = control.matches("input, textarea") ? control : control.querySelector("input, textarea");
  if (error) focusable?.setAttribute("aria-invalid", "true");
  if (!block.optional) focusable?.setAttribute("aria-required", "true");
  return el(
    "div",
    { class: error ? "has-error" : "" },
    el(
      "div",
      { class: "input-label", onclick: () => focusable?.focus() },
      el("span", { id: labelId }, plainText(block.label)),
      block.optional && el("span", { class: "muted" }, " (optional)"),
    ),
    control,
    error && el("div", { class: "input-error", id: errorId, role: "alert" }, error),
    block.hint && el("div", { class: "input-hint", id: hintId }, plainText(block.hint)),
  );
};
