// The blocks that are little more than a row of texts or buttons.

import { el } from "../dom.js";
import { element } from "../elements/element.js";
import { icon } from "./icon.js";
import { image } from "./images.js";
import { plainText, textObject } from "./text-object.js";

const USUAL_LEVEL = 3;

export const headerBlock = ({ text, level = USUAL_LEVEL }) =>
  el("div", { role: "heading", "aria-level": String(level), class: `level-${level}` }, plainText(text));

export const contextBlock = (block, { names }) =>
  el(
    "div",
    {},
    block.elements.map((part) =>
      part.type === "image"
        ? image(part, { className: "context-image" })
        : el("span", {}, textObject(part, names)),
    ),
  );

export const actionsBlock = (block, surface) =>
  el(
    "div",
    { role: "group", "aria-label": "Actions" },
    block.elements.map((part) => element(part, { surface, blockId: block.block_id })),
  );

const ALERTS = {
  default: { words: "Note", sign: "info-circle" },
  info: { words: "Information", sign: "info-circle-fill" },
  success: { words: "Done", sign: "check-circle-fill" },
  warning: { words: "Warning", sign: "exclamation-triangle-fill" },
  error: { words: "Error", sign: "exclamation-octagon-fill" },
};

export const alertBlock = (block, { names }) => {
  const { words, sign } = ALERTS[block.level] ?? ALERTS.default;
  return el(
    "div",
    { class: `level-${block.level ?? "default"}`, role: "note" },
    icon(sign, { label: words }),
    el("div", {}, textObject(block.text, names)),
  );
};
