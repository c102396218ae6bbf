// The `markdown` block: ordinary Markdown, by blocks. What it does not know stays text.

import { el, fragment } from "../dom.js";
import { icon } from "./icon.js";
import { markdownInline } from "./markdown-inline.js";

export const markdown = (text, names) => el("div", { class: "markdown" }, blocks(text.split("\n"), names));

const blocks = (lines, names) => {
  const rest = [...lines];
  const nodes = [];
  while (rest.length > 0) {
    const reader = READERS.find(({ starts }) => starts(rest));
    nodes.push(reader.read(rest, names));
  }
  return fragment(nodes);
};

const FENCE = /^ {0,3}(```+|~~~+)\s*(\S*)/;
const HEADING = /^ {0,3}(#{1,6})\s+(.*?)\s*#*$/;
const RULE = /^ {0,3}([-*_])(?:\s*\1){2,}\s*$/;
const QUOTE = /^ {0,3}> ?/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

const fence = (rest) => {
  const [, mark, language] = FENCE.exec(rest.shift());
  const code = takeWhile(rest, (line) => !line.trim().startsWith(mark));
  rest.shift();
  return el("pre", { class: "code-block", "data-language": language || undefined }, code.join("\n"));
};

const heading = (rest, names) => {
  const [, marks, words] = HEADING.exec(rest.shift());
  return el(
    "div",
    { role: "heading", "aria-level": String(marks.length), class: `heading level-${marks.length}` },
    markdownInline(words, names),
  );
};

const rule = (rest) => {
  rest.shift();
  return el("hr");
};

const quote = (rest, names) =>
  el(
    "blockquote",
    {},
    blocks(
      takeWhile(rest, (line) => QUOTE.test(line)).map((line) => line.replace(QUOTE, "")),
      names,
    ),
  );

const list = (rest, names) => {
  const [, indent, mark] = ITEM.exec(rest[0]);
  const isOrdered = /\d/.test(mark);
  const items = [];
  while (rest.length > 0 && startsItem(rest[0], indent.length, isOrdered)) {
    const [, , marker, words] = ITEM.exec(rest.shift());
    const inner = takeWhile(rest, (line) => line.trim() !== "" && leading(line) > indent.length);
    const width = Math.min(...inner.map(leading), indent.length + marker.length + 1);
    items.push(
      item(
        words,
        inner.map((line) => line.slice(width)),
        names,
      ),
    );
  }
  return el(
    isOrdered ? "ol" : "ul",
    { class: "list", start: isOrdered ? mark.slice(0, -1) : undefined },
    items,
  );
};

const startsItem = (line, indent, isOrdered) => {
  const match = ITEM.exec(line);
  return match !== null && match[1].length === indent && /\d/.test(match[2]) === isOrdered;
};

const item = (words, inner, names) => {
  const task = /^\[([ xX])\]\s+(.*)$/.exec(words);
  const box =
    task === null
      ? undefined
      : task[1] === " "
        ? icon("square", { label: "To do" })
        : icon("check-square", { label: "Done" });
  return el(
    "li",
    { class: box && "task" },
    box,
    box && " ",
    markdownInline(task?.[2] ?? words, names),
    inner.length > 0 && blocks(inner, names),
  );
};

const table = (rest, names) => {
  const [head, , ...body] = takeWhile(rest, (line) => line.includes("|"));
  const row = (tag) => (line) =>
    el(
      "tr",
      {},
      cells(line).map((cell) => el(tag, {}, markdownInline(cell, names))),
    );
  return el(
    "div",
    { class: "table-scroll", role: "region", "aria-label": "Table", tabindex: "0" },
    el("table", {}, el("thead", {}, row("th")(head)), el("tbody", {}, body.map(row("td")))),
  );
};

const cells = (line) =>
  line
    .trim()
    .replace(/^\||\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replace(/\\\|/g, "|"));

const paragraph = (rest, names) => {
  const lines = [rest.shift()];
  while (rest.length > 0 && rest[0].trim() !== "" && !INTERRUPTS.some((pattern) => pattern.test(rest[0])))
    lines.push(rest.shift());
  return el("p", { class: "lines" }, markdownInline(lines.join("\n"), names));
};

const blank = (rest) => {
  rest.shift();
  return "";
};

const leading = (line) => line.length - line.trimStart().length;

const takeWhile = (rest, test) => {
  const end = rest.findIndex((line) => !test(line));
  return rest.splice(0, end === -1 ? rest.length : end);
};

const INTERRUPTS = [FENCE, HEADING, RULE, QUOTE, ITEM];

const READERS = [
  { starts: ([line]) => line.trim() === "", read: blank },
  { starts: ([line]) => FENCE.test(line), read: fence },
  { starts: ([line]) => HEADING.test(line), read: heading },
  { starts: ([line]) => RULE.test(line), read: rule },
  { starts: ([line]) => QUOTE.test(line), read: quote },
  { starts: ([line]) => ITEM.test(line), read: list },
  {
    starts: ([line, next]) => line.includes("|") && next !== undefined && TABLE_RULE.test(next),
    read: table,
  },
  { starts: () => true, read: paragraph },
];
