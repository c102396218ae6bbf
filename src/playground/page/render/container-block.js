import { el, freshId } from "../dom.js";
import { icon } from "./icon.js";
import { image } from "./images.js";
import { richText } from "./rich-text.js";
import { plainText, textObject } from "./text-object.js";

/** Blocks in a frame with a head, which may open and close. `drawBlocks` draws what is inside. */
export const containerBlock = (block, surface, drawBlocks) => {
  const inner = (block.child_blocks ?? []).map((child, index) => ({
    block_id: `${block.block_id}-${index}`,
    ...child,
  }));
  const body = el("div", { class: "container-body", id: freshId("container") }, drawBlocks(inner, surface));
  const look = ["container", `width-${block.width ?? "standard"}`, block.has_header_divider && "divided"];
  const head = headOf(block, surface);
  return el(
    "div",
    { class: look.filter(Boolean).join(" ") },
    head &&
      (block.is_collapsible ? folding(block, { head, body }) : el("div", { class: "container-head" }, head)),
    body,
  );
};

const headOf = (block, { names }) => {
  const title = block.rich_text_title
    ? richText(block.rich_text_title, names)
    : block.title && plainText(block.title);
  if (!title && !block.subtitle) return undefined;
  return [
    block.icon && image(block.icon, { className: "card-icon" }),
    el(
      "span",
      { class: "card-words" },
      title && el("span", { class: "card-title" }, title),
      block.subtitle && el("span", { class: "muted" }, textObject(block.subtitle, names)),
    ),
  ];
};

const folding = (block, { head, body }) => {
  const button = el(
    "button",
    {
      type: "button",
      class: "container-head",
      "aria-controls": body.id,
      onclick: () => open(body.hidden),
    },
    head,
    icon("chevron-down"),
  );
  const open = (isOpen) => {
    body.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
  };
  open(block.default_collapsed !== true);
  return button;
};
