// Names of people, channels and groups inside text. `names` answers from what the page knows.

import { el } from "../dom.js";
import { icon } from "./icon.js";

export const userMention = (names, id, label) =>
  el(
    "span",
    { class: names.isMe(id) ? "mention mention-me" : "mention", "data-user": id },
    `@${label || names.user(id)}`,
  );

export const channelMention = (names, id, label) => {
  const name = names.channel(id) ?? label;
  if (!name) return el("span", { class: "mention" }, icon("lock"), "private channel");
  return el("a", { class: "mention", href: names.channelAddress(id), "data-go": id }, `#${name}`);
};

export const groupMention = (id, label) => el("span", { class: "mention" }, label || `@${id}`);

export const broadcastMention = (range) => el("span", { class: "mention mention-me" }, `@${range}`);
