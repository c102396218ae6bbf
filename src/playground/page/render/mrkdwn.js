// Slack's own markup: fenced code, quotes and lists by line; the rest is inline.

import { el, fragment } from "../dom.js";
import { inline, unescaped } from "./mrkdwn-inline.js";

/** The nodes for one mrkdwn text. With `verbatim` bare addresses stay text. */
export const mrkdwn = (text, names, { verbatim = false } = {}) => {
  const options = { names, verbatim };
  const parts = text.split(/```([\s\S]*?)```/);
  return fragment(
    parts.map((part, index) =>
      index % 2 === 1 ? fenced(part) : lines(trimAround(part, index, parts), options),
    ),
  );
};

const fenced = (code) =>
  el("pre", { class: "code-block" }, unescaped(code.replace(/^\n/, "").replace(/\n$/, "")));

// The line breaks that set a fence off are the fence's own, not empty lines around it.
const trimAround = (part, index, parts) => {
  let text = part;
  if (index > 0) text = text.replace(/^[ ]*\n/, "");
  if (index < parts.length - 1) text = text.replace(/\n[ ]*$/, "");
  return text;
};

const QUOTE = /^(?:&gt;|>)(?!(?:&gt;|>){2}) ?/;
const LONG_QUOTE = /^(?:&gt;|>){3} ?/;
const LIST = /^( *)([•◦▪‣-]|\d+[.)]) +(.*)$/;

const lines = (text, options) => {
  if (text === "") return [];
  const nodes = [];
  const rest = text.split("\n");
  while (rest.length > 0) nodes.push(nextBlock(rest, options));
  return nodes;
};

const nextBlock = (rest, options) => {
  if (LONG_QUOTE.test(rest[0])) {
    const quoted = rest.splice(0).join("\n").replace(LONG_QUOTE, "");
    return el("blockquote", {}, inline(quoted, options));
  }
  if (QUOTE.test(rest[0])) {
    const quoted = takeWhile(rest, (line) => QUOTE.test(line)).map((line) => line.replace(QUOTE, ""));
    return el("blockquote", {}, lines(quoted.join("\n"), options));
  }
  const item = LIST.exec(rest[0]);
  if (item !== null) {
    rest.shift();
    const [, space, mark, words] = item;
    const depth = Math.min(3, Math.floor(space.length / 2));
    return el(
      "div",
      { class: `line-item depth-${depth}` },
      el("span", { class: "mark" }, mark),
      el("span", {}, inline(words, options)),
    );
  }
  const plain = takeWhile(rest, (line) => !QUOTE.test(line) && !LONG_QUOTE.test(line) && !LIST.test(line));
  return el("div", { class: "lines" }, inline(plain.join("\n"), options));
};

const takeWhile = (rest, test) => {
  const end = rest.findIndex((line) => !test(line));
  return rest.splice(0, end === -1 ? rest.length : end);
};
