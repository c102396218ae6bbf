import { el } from "../dom.js";
import { avatar } from "./avatar.js";
import { dateNode } from "./dates.js";

/** "3 replies", with the faces of those who wrote them. */
export const threadSummary = ({ item, replies, userOf, actions }) => {
  const count = Math.max(item.replyCount ?? 0, replies.length);
  if (count === 0) return undefined;
  const faces = [...new Set(replies.map(({ user }) => user))].slice(0, 4);
  const last = replies.at(-1);
  return el(
    "button",
    { type: "button", class: "thread-summary", "data-focus": "thread", onclick: actions.openThread },
    el(
      "span",
      { class: "faces" },
      faces.map((id) => avatar(userOf(id), { size: "small" })),
    ),
    el("b", {}, count === 1 ? "1 reply" : `${count} replies`),
    last &&
      el("span", { class: "muted" }, dateNode({ timestamp: Number(last.ts), format: "Last reply {ago}" })),
  );
};
