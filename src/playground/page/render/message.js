// One message or private answer, as a row of a channel or a thread.

import { el } from "../dom.js";
import { menuButton } from "../menu.js";
import { avatar } from "./avatar.js";
import { attachmentNode, blockList } from "./blocks.js";
import { clockTime, dateOfTs, fullTime, shortClock } from "./dates.js";
import { emojiFor } from "./emoji.js";
import { fileCard } from "./files.js";
import { icon, iconButton } from "./icon.js";
import { mrkdwn } from "./mrkdwn.js";
import { displayName } from "./names.js";
import { threadSummary } from "./thread-summary.js";

/** `row`: `{item, user, isCompact, replies, names, surface, link, actions}`. */
export const messageRow = (row) => {
  const { item, user, isCompact } = row;
  const isPrivate = item.id !== undefined;
  const name = displayName(user, item.user);
  const node = el(
    "article",
    {
      class: ["message", isCompact && "compact", isPrivate && "private", mentionsMe(row) && "mentions-me"]
        .filter(Boolean)
        .join(" "),
      role: "listitem",
      tabindex: "-1",
      "data-focus": "row",
      "data-ts": isPrivate ? undefined : item.ts,
      "data-ephemeral": isPrivate ? item.id : undefined,
      "aria-label": `${name}, ${clockTime(dateOfTs(item.ts))}`,
    },
    isPrivate && onlyYou(),
    el(
      "div",
      { class: "gutter" },
      isCompact ? timeLink(row, { className: "time-hover", clock: shortClock }) : avatar(user),
    ),
    el(
      "div",
      { class: "message-main" },
      !isCompact && head(row, name),
      content(row),
      isPrivate && dismissal(row),
      footer(row),
    ),
  );
  if (!isPrivate && !item.deleted) withToolbar(node, row);
  return node;
};

// Made when it is first wanted: a channel may hold a thousand messages.
const withToolbar = (node, row) => {
  const add = () => {
    node.removeEventListener("pointerenter", add);
    node.removeEventListener("focusin", add);
    node.append(toolbar(row));
  };
  node.addEventListener("pointerenter", add);
  node.addEventListener("focusin", add);
};

const head = (row, name) =>
  el(
    "div",
    { class: "message-head" },
    el("b", { class: "author" }, name),
    row.user?.isApp && el("span", { class: "app-badge" }, "APP"),
    timeLink(row, { className: "time", clock: clockTime }),
  );

const timeLink = ({ item, link }, { className, clock }) => {
  const date = dateOfTs(item.ts);
  const props = { class: className, title: fullTime(date) };
  const words = el("time", { datetime: date.toISOString() }, clock(date));
  return link ? el("a", { ...props, href: link }, words) : el("span", props, words);
};

const onlyYou = () =>
  el("div", { class: "only-you" }, el("span", {}, icon("eye-fill")), el("span", {}, "Only visible to you"));

const content = ({ item, names, surface }) => {
  if (item.deleted) return el("div", { class: "muted" }, "This message was deleted.");
  const hasBlocks = item.blocks?.length > 0;
  return el(
    "div",
    { class: "message-body" },
    item.replyBroadcast && el("div", { class: "muted" }, "Replied to a thread"),
    hasBlocks
      ? blockList(item.blocks, surface)
      : item.text && el("div", { class: "message-text" }, mrkdwn(item.text, names)),
    item.edited && el("span", { class: "edited" }, "(edited)"),
    (item.attachments ?? []).map((attachment) => attachmentNode(attachment, surface)),
    (item.files ?? []).map(fileCard),
  );
};

const dismissal = ({ actions }) =>
  el(
    "button",
    { type: "button", class: "link-button", "aria-label": "Dismiss message", onclick: actions.dismiss },
    "Dismiss message",
  );

const footer = (row) => [
  row.item.reactions?.length > 0 &&
    el(
      "div",
      { class: "reactions" },
      row.item.reactions.map((one) => reaction(one, row)),
    ),
  row.replies !== undefined && threadSummary(row),
];

const reaction = ({ name, count, users = [] }, { names }) => {
  const who = users.map((id) => names.user(id)).join(", ");
  return el(
    "span",
    { class: users.some(names.isMe) ? "reaction mine" : "reaction", title: `${who} reacted with :${name}:` },
    el("span", {}, emojiFor(name) ?? `:${name}:`),
    ` ${count ?? users.length}`,
  );
};

const toolbar = ({ actions, isThreaded }) =>
  el(
    "div",
    { class: "toolbar", role: "group", "aria-label": "Message actions" },
    !isThreaded && iconButton("chat-text", { label: "Reply in thread", onclick: actions.openThread }),
    iconButton("link-45deg", { label: "Copy link", onclick: actions.copyLink }),
    menuButton(
      { class: "icon-button", "aria-label": "More message actions", title: "More actions" },
      icon("three-dots-vertical"),
      () => ({ label: "Message actions", items: actions.more(), align: "end" }),
    ),
  );

const mentionsMe = ({ item, me }) =>
  `${item.text} ${JSON.stringify(item.blocks ?? "")}`.includes(`@${me}`) && item.user !== me;
