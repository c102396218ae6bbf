// What is made to go wrong just now, in words, with the way to it and the way out of it.

import { press } from "../control.js";
import { el } from "../dom.js";
import { plural } from "../quantities.js";
import { setText } from "../set-text.js";

export const createFaultChip = ({ show, take }) => {
  const words = el("button", { type: "button", class: "fault-chip", onclick: show });
  const off = el(
    "button",
    { type: "button", class: "aws-link", onclick: async () => take(await press("clear-faults")) },
    "All off",
  );
  const node = el("span", { class: "fault-state", role: "status" });
  return {
    node,
    update: (faults) => {
      const told = wordsOf(faults);
      if (told === "") node.replaceChildren();
      else if (!words.isConnected) node.replaceChildren(words, off);
      setText(words, told);
    },
  };
};

const wordsOf = ({ on, blocked }) => {
  const verb = blocked > 0 ? "" : on === 1 ? "is " : "are ";
  return [on > 0 && `${plural(on, "fault")} ${verb}on`, blocked > 0 && `${plural(blocked, "queue")} blocked`]
    .filter(Boolean)
    .join(", ");
};
