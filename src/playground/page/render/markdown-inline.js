// Inline Markdown, and Slack's own `<@U…>`, `<#C…>`, `<!date…>` tokens, which a markdown block takes too.

import { el } from "../dom.js";
import { withEmoji } from "./emoji.js";
import { icon } from "./icon.js";
import { linkNode } from "./links.js";
import { inline as slackInline } from "./mrkdwn-inline.js";

const code = ([, , words]) => el("code", {}, words.trim());
const wrapped =
  (tag) =>
  ([, words], names) =>
    el(tag, {}, markdownInline(words, names));

// In the order in which they bind.
const RULES = [
  { pattern: /\\([\\`*_{}[\]()#+\-.!|~>])/, make: ([, character]) => document.createTextNode(character) },
  { pattern: /(`+)([^`]|[^`][\s\S]*?[^`])\1(?!`)/, make: code },
  {
    pattern: /<[@#!][^<>\n]+>/,
    make: ([written], names) => el("span", {}, slackInline(written, { names, verbatim: true })),
  },
  {
    pattern: /!\[([^\]]*)\]\(([^()\s]+)\)/,
    make: ([, alt, url]) => linkNode(url, [icon("image"), alt || url]),
  },
  {
    pattern: /\[([^\]]+)\]\(([^()\s]+)(?:\s+"[^"]*")?\)/,
    make: ([, words, url], names) => linkNode(url, markdownInline(words, names)),
  },
  {
    pattern: /<(https?:\/\/[^<>\s|]+)(?:\|([^<>]+))?>/,
    make: ([, url, label]) => linkNode(url, [label || url]),
  },
  { pattern: /\*\*(?=\S)([\s\S]*?\S)\*\*/, make: wrapped("b") },
  { pattern: /(?<!\w)__(?=\S)([\s\S]*?\S)__(?!\w)/, make: wrapped("b") },
  { pattern: /~~(?=\S)([\s\S]*?\S)~~/, make: wrapped("s") },
  { pattern: /(?<!\*)\*(?=[^\s*])([^*]*[^\s*])\*(?!\*)/, make: wrapped("i") },
  { pattern: /(?<![\w_])_(?=[^\s_])([^_]*[^\s_])_(?![\w_])/, make: wrapped("i") },
  { pattern: /(?<![\w/])https?:\/\/[^\s<>)\]]*[^\s<>)\].,;:!?'"]/, make: ([url]) => linkNode(url, [url]) },
];

export const markdownInline = (text, names) => {
  const nodes = [];
  let rest = text;
  while (rest !== "") {
    const found = earliest(rest);
    if (found === undefined) break;
    nodes.push(withEmoji(rest.slice(0, found.match.index)), found.make(found.match, names));
    rest = rest.slice(found.match.index + found.match[0].length);
  }
  nodes.push(withEmoji(rest));
  return nodes;
};

const earliest = (text) => {
  let best;
  for (const { pattern, make } of RULES) {
    const match = pattern.exec(text);
    if (match !== null && (best === undefined || match.index < best.match.index)) best = { match, make };
  }
  return best;
};
