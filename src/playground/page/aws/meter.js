// A bar against a limit, with its numbers beside it.

import { el } from "../dom.js";

export const createMeter = (label) => {
  const fill = el("span", { class: "aws-meter-fill" });
  const node = el(
    "span",
    { class: "aws-meter", role: "meter", "aria-label": label, "aria-valuemin": "0" },
    fill,
  );
  return {
    node,
    update: (value, most) => {
      const share = Math.min(1, value / most);
      fill.style.width = `${100 * share}%`;
      node.dataset.level = share >= 0.9 ? "full" : share >= 0.6 ? "high" : "fine";
      node.setAttribute("aria-valuenow", String(Math.min(value, most)));
      node.setAttribute("aria-valuemax", String(most));
      node.setAttribute("aria-valuetext", `${value} of ${most}`);
    },
  };
};
