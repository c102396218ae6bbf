// Reads new messages to screen readers, by their `text` alone, as Slack does.

import { mrkdwn } from "./render/mrkdwn.js";
import { displayName, namesOf, userOf } from "./render/names.js";

export const createAnnouncer = (node, store) => {
  const heard = new Set();
  return (event) => {
    const item = event.message ?? event.ephemeral;
    const { state } = store;
    if (item === undefined || state.place.channel !== item.channel || item.deleted) return;
    const key = item.id ?? item.ts;
    if (heard.has(key)) return;
    heard.add(key);
    const author = item.id === undefined ? item.user : (item.from ?? state.bot.userId);
    if (author === state.me) return;
    const words = mrkdwn(item.text ?? "", namesOf(state)).textContent;
    const privately = item.id === undefined ? "" : " (only visible to you)";
    node.textContent = `${displayName(userOf(state, author), author)}${privately}: ${words}`;
  };
};
