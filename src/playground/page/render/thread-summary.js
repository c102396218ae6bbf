import { el } from "../dom.js";
import { plural } from "../quantities.js";
import { avatar } from "./avatar.js";
import { dateNode } from "./dates.js";
import { icon } from "./icon.js";

const FACES = 5;

/** "3 replies", with the faces of those who wrote them; under the pointer it says what a press does. */
export const threadSummary = ({ item, replies, userOf, actions }) => {
  const count = Math.max(item.replyCount ?? 0, replies.length);
  if (count === 0) return undefined;
  const faces = [...new Set(replies.map(({ user }) => user))].slice(0, FACES);
  const last = replies.at(-1);
  return el(
    "button",
    { type: "button", class: "thread-summary", "data-focus": "thread", onclick: actions.openThread },
    el(
      "span",
      { class: "faces" },
      faces.map((id) => avatar(userOf(id), { size: "face" })),
    ),
    el("b", {}, plural(count, "reply", "replies")),
    last && el("span", { class: "muted last-reply" }, lastReply(last)),
    el("span", { class: "muted view-thread", "aria-hidden": "true" }, "View thread"),
    el("span", { class: "thread-caret" }, icon("chevron-right")),
  );
};

const lastReply = ({ ts }) =>
  dateNode({ timestamp: Number(ts), format: "Last reply {date_short_pretty} at {time}" });
