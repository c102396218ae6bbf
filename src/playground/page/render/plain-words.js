// A message as plain words, for a search: what people read of its text or its blocks, without markup.

import { withEmoji } from "./emoji.js";
import { unescaped } from "./mrkdwn-inline.js";

const MOST = 4000;
// Buttons and menus are not what was said.
const UNSAID = new Set(["actions", "context_actions", "button"]);

export const plainWords = (message, names) => {
  const parts = [];
  collect(message.blocks?.length > 0 ? message.blocks : (message.text ?? ""), parts);
  const words = parts.join(" ").replace(/<([^<>]+)>/g, (_, token) => tokenWords(token, names));
  return withEmoji(unescaped(words.replace(/[*_~`]+/g, "")))
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, MOST);
};

const tokenWords = (token, names) => {
  const [target, label] = token.split("|");
  if (target.startsWith("@")) return `@${names.user(target.slice(1))}`;
  if (target.startsWith("#")) return `#${names.channel(target.slice(1)) ?? label}`;
  return label || target.replace(/^!/, "@");
};

// Blocks carry what people read under `text`, at any depth.
const collect = (part, parts) => {
  if (typeof part === "string") parts.push(part);
  else if (Array.isArray(part)) for (const one of part) collect(one, parts);
  else if (part !== null && typeof part === "object" && !UNSAID.has(part.type))
    for (const [name, value] of Object.entries(part))
      if (typeof value === "object" || name === "text") collect(value, parts);
};
