// Ages that tick: written once, brought up to date by whoever holds the clock.

import { el } from "../dom.js";
import { setText } from "../set-text.js";
import { duration } from "./words.js";

export const ageNode = (props = {}) => el("span", { class: "aws-age", ...props });

/** From `since` until now, or until `until` for what has ended. */
export const setAge = (node, since, until) => {
  node.dataset.since = String(since);
  if (until === undefined) delete node.dataset.until;
  else node.dataset.until = String(until);
  tick(node);
};

export const tickAges = (parent) => {
  for (const node of parent.querySelectorAll("[data-since]:not([data-until])")) tick(node);
};

const tick = (node) =>
  setText(node, duration(Number(node.dataset.until ?? Date.now()) - Number(node.dataset.since)));
