import { el } from "../dom.js";
import { element } from "../elements/element.js";
import { textObject } from "./text-object.js";

export const sectionBlock = (block, surface) => {
  const { names } = surface;
  const labelledBy =
    block.text && block.accessory ? `${surface.key}-${block.block_id}-text`.replace(/\s/g, "-") : undefined;
  return el(
    "div",
    {},
    el(
      "div",
      { class: "section-text" },
      block.text && el("div", { id: labelledBy }, textObject(block.text, names)),
      block.fields &&
        el(
          "div",
          { class: "fields" },
          block.fields.map((field) => el("div", {}, textObject(field, names))),
        ),
    ),
    block.accessory &&
      el(
        "div",
        { class: "accessory" },
        element(block.accessory, {
          surface,
          blockId: block.block_id,
          labelledBy: isNamedByText(block.accessory) ? labelledBy : undefined,
        }),
      ),
  );
};

// A button or a picture has words of its own.
const isNamedByText = ({ type }) => !["button", "workflow_button", "image", "overflow"].includes(type);
