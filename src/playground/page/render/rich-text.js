// rich_text: sections, lists, quotes and preformatted text. Its text needs no escaping and gets none undone.

import { el } from "../dom.js";
import { richTextInline } from "./rich-text-inline.js";

export const richText = (block, names) =>
  el("div", { class: "rich-text" }, parts(block.elements ?? [], names));

// Slack sends a list whose items differ in depth as several lists; ordered numbers go on across the deeper ones.
const parts = (elements, names) => {
  const counters = [];
  return elements.map((element) => {
    if (element.type !== "rich_text_list") counters.length = 0;
    return PARTS[element.type]?.(element, names, counters) ?? fault(element.type);
  });
};

const section = (element, names) =>
  el("div", { class: "lines" }, richTextInline(element.elements ?? [], names));

const quote = (element, names) => el("blockquote", {}, richTextInline(element.elements ?? [], names));

const preformatted = (element, names) =>
  el(
    "pre",
    { class: "code-block", "data-language": element.language },
    richTextInline(element.elements ?? [], names),
  );

const list = (element, names, counters) => {
  const depth = Math.min(8, element.indent ?? 0);
  const isOrdered = element.style === "ordered";
  counters.length = isOrdered ? depth + 1 : depth;
  const start = (element.offset ?? counters[depth] ?? 0) + 1;
  if (isOrdered) counters[depth] = start - 1 + element.elements.length;
  return el(
    isOrdered ? "ol" : "ul",
    { class: `list depth-${depth}`, start: isOrdered ? String(start) : undefined },
    element.elements.map((item) => el("li", {}, richTextInline(item.elements ?? [], names))),
  );
};

const fault = (type) => el("div", { class: "fault", role: "alert" }, `Unknown rich text element: ${type}`);

const PARTS = {
  rich_text_section: section,
  rich_text_quote: quote,
  rich_text_preformatted: preformatted,
  rich_text_list: list,
};
