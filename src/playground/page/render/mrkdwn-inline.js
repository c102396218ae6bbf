// One stretch of mrkdwn: emphasis, code, links, mentions, dates and emoji.

import { el } from "../dom.js";
import { dateNode } from "./dates.js";
import { EMOJI_NAME, emojiFor } from "./emoji.js";
import { linkNode } from "./links.js";
import { broadcastMention, channelMention, groupMention, userMention } from "./mentions.js";

export const unescaped = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

export const inline = (text, options) => {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain !== "") nodes.push(document.createTextNode(unescaped(plain)));
    plain = "";
  };
  for (let at = 0; at < text.length; ) {
    const found = READERS[text[at]]?.(text, at, options) ?? address(text, at, options);
    if (found === undefined) {
      plain += text[at];
      at += 1;
    } else {
      flush();
      nodes.push(found.node);
      at = found.end;
    }
  }
  flush();
  return nodes;
};

const token = (text, at, options) => {
  const match = /^<([^<>\n]+)>/.exec(text.slice(at, at + 4000));
  if (match === null) return undefined;
  return { node: tokenNode(match[1], options), end: at + match[0].length };
};

const ADDRESS = /^[a-z][a-z0-9+.-]*:/i;

const tokenNode = (body, { names }) => {
  const bar = body.indexOf("|");
  const [target, label] = bar === -1 ? [body, ""] : [body.slice(0, bar), unescaped(body.slice(bar + 1))];
  if (target.startsWith("@")) return userMention(names, target.slice(1), label);
  if (target.startsWith("#")) return channelMention(names, target.slice(1), label);
  if (target.startsWith("!")) return special(target.slice(1), label);
  const href = unescaped(target);
  if (!ADDRESS.test(href)) return document.createTextNode(`<${unescaped(body)}>`);
  return linkNode(href, [label || href.replace(/^mailto:/, "")]);
};

const special = (target, label) => {
  const [name, ...parts] = target.split("^");
  if (name === "date") {
    const [timestamp, format, url] = parts;
    return dateNode({ timestamp: Number(timestamp), format: unescaped(format ?? ""), url, fallback: label });
  }
  if (name === "subteam") return groupMention(parts[0], label);
  if (["here", "channel", "everyone"].includes(name)) return broadcastMention(name);
  return document.createTextNode(label || `<!${target}>`);
};

const code = (text, at) => {
  const match = /^`([^`\n]+)`/.exec(text.slice(at));
  if (match === null) return undefined;
  return { node: el("code", {}, unescaped(withoutTokens(match[1]))), end: at + match[0].length };
};

const withoutTokens = (text) =>
  text.replace(/<([^<>|]+)(?:\|([^<>]*))?>/g, (_, target, label) => label || target);

const emoji = (text, at) => {
  const match = EMOJI_NAME.exec(text.slice(at, at + 100));
  const character = match === null ? undefined : emojiFor(match[1]);
  if (character === undefined) return undefined;
  return { node: el("span", { class: "emoji", title: match[0] }, character), end: at + match[0].length };
};

const emphasis = (tag) => (text, at, options) => {
  const mark = text[at];
  if (isWord(text[at - 1]) || text[at - 1] === mark || isSpace(text[at + 1]) || text[at + 1] === mark)
    return undefined;
  const close = closing(text, at, mark);
  if (close === undefined) return undefined;
  return { node: el(tag, {}, inline(text.slice(at + 1, close), options)), end: close + 1 };
};

// A mark closes on its own line, after a character that is no space and before one that is no letter.
const closing = (text, open, mark) => {
  for (let at = open + 1; at < text.length && text[at] !== "\n"; at += 1) {
    if (text[at] === "`" || text[at] === "<") {
      const end = text.indexOf(text[at] === "<" ? ">" : "`", at + 1);
      if (end !== -1) at = end;
    } else if (text[at] === mark && !isSpace(text[at - 1]) && !isWord(text[at + 1]) && text[at + 1] !== mark)
      return at;
  }
  return undefined;
};

const isWord = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);
const isSpace = (character) => character === undefined || /\s/.test(character);

const address = (text, at, { verbatim }) => {
  if (verbatim || text[at] !== "h" || isWord(text[at - 1])) return undefined;
  const match = /^https?:\/\/[^\s<>|]+[^\s<>|.,;:!?)\]'"*_~]/.exec(text.slice(at, at + 3000));
  if (match === null) return undefined;
  const href = unescaped(match[0]);
  return { node: linkNode(href, [href]), end: at + match[0].length };
};

const READERS = {
  "<": token,
  "`": code,
  ":": emoji,
  "*": emphasis("b"),
  _: emphasis("i"),
  "~": emphasis("s"),
};
