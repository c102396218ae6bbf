import { el } from "../dom.js";

/** How many steps of a run are done; decoration beside the words that say the same. */
export const progressBar = () => {
  const fill = el("span");
  const node = el("span", { class: "scenario-bar", "aria-hidden": "true" }, fill);
  return {
    node,
    set: (run) => {
      node.hidden = run === undefined;
      if (run === undefined) return;
      node.dataset.state = run.state;
      fill.style.width = `${Math.round((100 * Math.max(run.done, 0.3)) / run.steps)}%`;
    },
  };
};
