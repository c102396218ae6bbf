import { el } from "../dom.js";
import { dateNode } from "./dates.js";
import { emojiFor } from "./emoji.js";
import { linkNode } from "./links.js";
import { broadcastMention, channelMention, groupMention, userMention } from "./mentions.js";

export const richTextInline = (elements, names) =>
  elements.map((element) =>
    styled(LEAVES[element.type]?.(element, names) ?? unknown(element.type), element.style ?? {}),
  );

const STYLE_TAGS = { code: "code", strike: "s", italic: "i", bold: "b", underline: "u", highlight: "mark" };

const styled = (node, style) =>
  Object.entries(STYLE_TAGS).reduce((inner, [name, tag]) => (style[name] ? el(tag, {}, inner) : inner), node);

const color = ({ value }) => {
  const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
  if (CSS.supports("color", value)) swatch.style.backgroundColor = value;
  return el("span", {}, swatch, value);
};

const emoji = ({ name, unicode }) => {
  const character = unicode
    ? String.fromCodePoint(...unicode.split("-").map((hex) => Number.parseInt(hex, 16)))
    : undefined;
  return el("span", { class: "emoji", title: `:${name}:` }, character ?? emojiFor(name) ?? `:${name}:`);
};

const unknown = (type) => el("span", { class: "fault", role: "alert" }, `Unknown rich text element: ${type}`);

const LEAVES = {
  text: ({ text }) => document.createTextNode(text),
  link: ({ url, text }) => linkNode(url, [text || url]),
  user: ({ user_id: id }, names) => userMention(names, id),
  channel: ({ channel_id: id }, names) => channelMention(names, id),
  usergroup: ({ usergroup_id: id }) => groupMention(id),
  team: ({ team_id: id }) => groupMention(id),
  broadcast: ({ range }) => broadcastMention(range),
  date: (date) => dateNode(date),
  color,
  emoji,
};
