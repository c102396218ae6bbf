// One set of icons, drawn in the colour of the text around them.

import { el } from "../dom.js";

/** `name` is one of bootstrap-icons. Decoration unless it has a label. */
export const icon = (name, { label } = {}) => {
  const node = el(
    "span",
    label ? { class: "icon", role: "img", "aria-label": label } : { class: "icon", "aria-hidden": "true" },
  );
  node.style.maskImage = `url("/vendor/icons/${name}.svg")`;
  return node;
};

/** A square button that shows an icon alone; its label is read out and shown as the tooltip. */
export const iconButton = (name, { label, keys, ...props }) =>
  el(
    "button",
    {
      type: "button",
      class: "icon-button",
      "aria-label": label,
      title: keys ? `${label} (${keys})` : label,
      ...props,
    },
    icon(name),
  );
