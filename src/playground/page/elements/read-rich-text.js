// Reads what was written in a rich text field as Slack's rich_text.

/** Null if nothing was written. */
export const readRichText = (area) => {
  if (area.textContent.trim() === "") return null;
  const parts = [];
  let line = [];
  const endLine = () => {
    if (line.length > 0) parts.push({ type: "rich_text_section", elements: line });
    line = [];
  };
  for (const node of area.childNodes) {
    const read = READERS[node.nodeName];
    if (read === undefined) line.push(...inline(node, {}));
    else {
      endLine();
      parts.push(...read(node));
    }
  }
  endLine();
  return { type: "rich_text", elements: joined(parts) };
};

const section = (node) => [{ type: "rich_text_section", elements: inlineOf(node) }];

const list = (style, indent) => (node) =>
  [...node.children].flatMap((item) => {
    if (item.nodeName !== "LI") return READERS[item.nodeName] ? list(styleOf(item), indent + 1)(item) : [];
    const elements = [{ type: "rich_text_section", elements: inlineOf(item) }];
    return [{ type: "rich_text_list", style, indent, elements }];
  });

const styleOf = ({ nodeName }) => (nodeName === "OL" ? "ordered" : "bullet");

const READERS = {
  DIV: section,
  P: section,
  UL: list("bullet", 0),
  OL: list("ordered", 0),
  BLOCKQUOTE: (node) => [{ type: "rich_text_quote", elements: inlineOf(node) }],
  PRE: (node) => [{ type: "rich_text_preformatted", elements: [{ type: "text", text: node.textContent }] }],
};

const inlineOf = (node) => [...node.childNodes].flatMap((child) => inline(child, {}));

const STYLES = {
  B: "bold",
  STRONG: "bold",
  I: "italic",
  EM: "italic",
  S: "strike",
  STRIKE: "strike",
  CODE: "code",
};

const inline = (node, style) => {
  if (node.nodeType === Node.TEXT_NODE) return text(node.data, style);
  if (node.nodeName === "BR") return text("\n", style);
  if (node.nodeName === "A") return [{ type: "link", url: node.href, text: node.textContent }];
  const name = STYLES[node.nodeName];
  const inner = name ? { ...style, [name]: true } : style;
  return [...node.childNodes].flatMap((child) => inline(child, inner));
};

const text = (words, style) =>
  words === "" ? [] : [{ type: "text", text: words, ...(Object.keys(style).length > 0 && { style }) }];

/** Neighbouring items of one list, and neighbouring lines, belong together. */
const joined = (parts) => {
  const result = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.type === part.type && part.type === "rich_text_section")
      last.elements.push({ type: "text", text: "\n" }, ...part.elements);
    else if (isSameList(last, part)) last.elements.push(...part.elements);
    else result.push(part);
  }
  return result;
};

const isSameList = (left, right) =>
  right.type === "rich_text_list" &&
  left?.type === "rich_text_list" &&
  left.style === right.style &&
  left.indent === right.indent;
