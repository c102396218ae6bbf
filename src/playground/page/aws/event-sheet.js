// One event whole: its deliveries, and its JSON to read and copy.

import { look } from "../control.js";
import { copyButton } from "../copy-button.js";
import { el } from "../dom.js";
import { reconcile } from "../keyed.js";
import { clockTime } from "./words.js";

const WORDS = { delivered: "delivered", again: "tried again later", dead: "given up" };

export const createEventSheet = (parent, id) => {
  const deliveries = el("ol", { class: "event-deliveries", "aria-label": "Deliveries" });
  const json = el("pre", {
    class: "event-json",
    tabindex: "0",
    role: "region",
    "aria-label": "Event as JSON",
  });
  const copy = copyButton("Copy JSON", () => json.textContent, "aws-button");
  parent.append(deliveries, json, el("div", { class: "aws-actions" }, copy));
  look("event", { id }).then((answer) => {
    json.textContent =
      answer === undefined ? "This event is no longer kept." : JSON.stringify(answer.event, null, 2);
  });
  return {
    update: (line) => reconcile(deliveries, deliveryItems(line)),
  };
};

const deliveryItems = ({ deliveries, dead, fate }) => [
  ...(fate.includes("lost") ? [plainItem("lost", "Lost on its way: no delivery was tried.")] : []),
  ...deliveries.map((each, index) => ({
    key: index,
    signature: [each.at],
    make: () => deliveryItem(each),
  })),
  ...(dead === undefined ? [] : [plainItem("dead", `Put into the dead letters: ${dead}`)]),
];

const plainItem = (key, words) => ({
  key,
  signature: [words],
  make: () => el("li", { class: "event-delivery" }, words),
});

const deliveryItem = ({ at, attempt, status, outcome }) =>
  el(
    "li",
    { class: "event-delivery", "data-outcome": outcome },
    el("time", { datetime: new Date(at).toISOString() }, clockTime(at)),
    el("span", {}, `attempt ${attempt}`),
    el("span", { class: "delivery-status" }, status === undefined ? "no answer" : `HTTP ${status}`),
    el("span", {}, WORDS[outcome]),
  );
