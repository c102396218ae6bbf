// A row of bars over time, with its meaning in words for those who do not see it.

import { el } from "../dom.js";

const LEAST_SCALE = 10;

export const createBars = (label) => {
  const node = el("div", { class: "bars", role: "img" });
  const scale = el("span", { class: "bars-scale" });
  let told;
  return {
    node: el("div", { class: "bars-box" }, node, scale),
    update: (steps) => {
      const now = steps.map(({ calls, refused }) => `${calls}/${refused}`).join(" ");
      if (now === told) return;
      told = now;
      const most = Math.max(LEAST_SCALE, ...steps.map(({ calls }) => calls));
      const total = steps.reduce((sum, { calls }) => sum + calls, 0);
      node.setAttribute(
        "aria-label",
        `${label}: ${total}, at most ${Math.max(...steps.map(({ calls }) => calls))} in 5 s`,
      );
      node.replaceChildren(...steps.map((step) => bar(step, most)));
      scale.textContent = `${most} in 5 s`;
    },
  };
};

const bar = ({ calls, refused }, most) => {
  const [whole, bad] = [el("span", { class: "bars-bar" }), el("span", { class: "bars-refused" })];
  whole.style.height = `${(100 * calls) / most}%`;
  bad.style.height = calls === 0 ? "0" : `${(100 * refused) / calls}%`;
  whole.append(bad);
  return whole;
};
