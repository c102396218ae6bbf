// Draws a list of blocks. A block this page does not know is a visible fault, never silence.

import { el, fragment } from "../dom.js";
import { element } from "../elements/element.js";
import { inputBlock } from "../elements/input-block.js";
import { reconcile } from "../keyed.js";
import { fileCard } from "./files.js";
import { image } from "./images.js";
import { linkNode } from "./links.js";
import { markdown } from "./markdown.js";
import { richText } from "./rich-text.js";
import { dataTable, table } from "./table.js";
import { plainText, textObject } from "./text-object.js";

/** Brings `parent` in line with the blocks; unchanged ones keep their nodes. */
export const updateBlocks = (parent, blocks, surface) =>
  reconcile(
    parent,
    blocks.map((block, index) => {
      const blockId = block.block_id ?? `block-${index}`;
      const error = surface.errors?.[blockId];
      return {
        key: `${blockId}/${block.type}`,
        signature: [surface.key, JSON.stringify(block), error],
        make: () => drawBlock({ ...block, block_id: blockId }, surface),
      };
    }),
  );

export const blockList = (blocks, surface) => {
  const parent = el("div", { class: "blocks" });
  updateBlocks(parent, blocks, surface);
  return parent;
};

const drawBlock = (block, surface) => {
  const node = draw(block, surface);
  node.classList.add("block", `block-${block.type}`);
  node.setAttribute("data-block", block.block_id);
  return node;
};

const draw = (block, surface) => {
  const maker = Object.hasOwn(BLOCKS, block.type) ? BLOCKS[block.type] : undefined;
  if (maker === undefined) return fault(`Unknown block: ${block.type}`);
  try {
    return maker(block, surface);
  } catch (error) {
    return fault(`Faulty ${block.type} block: ${error.message}`);
  }
};

const fault = (words) => el("div", { class: "fault", role: "alert" }, words);

const section = (block, surface) => {
  const { names } = surface;
  const labelledBy =
    block.text && block.accessory ? `${surface.key}-${block.block_id}-text`.replace(/\s/g, "-") : undefined;
  return el(
    "div",
    {},
    el(
      "div",
      { class: "section-text" },
      block.text && el("div", { id: labelledBy }, textObject(block.text, names)),
      block.fields &&
        el(
          "div",
          { class: "fields" },
          block.fields.map((field) => el("div", {}, textObject(field, names))),
        ),
    ),
    block.accessory &&
      el(
        "div",
        { class: "accessory" },
        element(block.accessory, { surface, blockId: block.block_id, labelledBy }),
      ),
  );
};

const header = (block) =>
  el("div", { role: "heading", "aria-level": String(block.level ?? 3) }, plainText(block.text));

const context = (block, { names }) =>
  el(
    "div",
    {},
    block.elements.map((part) =>
      part.type === "image"
        ? image(part, { className: "context-image" })
        : el("span", {}, textObject(part, names)),
    ),
  );

const actions = (block, surface) =>
  el(
    "div",
    { role: "group" },
    block.elements.map((part) => element(part, { surface, blockId: block.block_id })),
  );

const imageBlock = (block) =>
  el(
    "figure",
    {},
    block.title && el("figcaption", {}, plainText(block.title)),
    image(block, { className: "block-picture" }),
  );

const file = (block, surface) => {
  const known = surface.files?.find(({ id, externalId }) => [id, externalId].includes(block.external_id));
  return el("div", {}, known ? fileCard(known) : el("span", {}, `📄 Remote file ${block.external_id}`));
};

const video = (block) =>
  el(
    "div",
    {},
    el(
      "div",
      { class: "video-title" },
      "▶ ",
      linkNode(block.title_url ?? block.video_url, [plainText(block.title)]),
    ),
    block.description && el("div", { class: "muted" }, plainText(block.description)),
    block.provider_name && el("div", { class: "muted" }, block.provider_name),
  );

const ALERT_WORDS = { info: "Information", warning: "Warning", error: "Error", success: "Done" };

const alertBlock = (block, { names }) =>
  el(
    "div",
    { class: `level-${block.level ?? "default"}`, role: "note" },
    ALERT_WORDS[block.level] && el("b", {}, `${ALERT_WORDS[block.level]}: `),
    el("span", {}, textObject(block.text, names)),
  );

const BLOCKS = {
  actions,
  alert: alertBlock,
  context,
  context_actions: actions,
  data_table: (block, { names }) => dataTable(block, names),
  divider: () => el("hr"),
  file,
  header,
  image: imageBlock,
  input: inputBlock,
  markdown: (block, { names }) => markdown(block.text, names),
  rich_text: (block, { names }) => richText(block, names),
  section,
  table: (block, { names }) => table(block, names),
  video,
};

/** Blocks of an old-style attachment or an unfurl, or its plain parts. */
export const attachmentNode = (attachment, surface) => {
  const bar = el("div", { class: "attachment-bar" });
  if (attachment.color) bar.style.backgroundColor = attachmentColor(attachment.color);
  return el(
    "div",
    { class: "attachment" },
    bar,
    el("div", { class: "attachment-body" }, attachmentParts(attachment, surface)),
  );
};

const ATTACHMENT_COLORS = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };
const attachmentColor = (color) => ATTACHMENT_COLORS[color] ?? (color.startsWith("#") ? color : `#${color}`);

const attachmentParts = (attachment, surface) => {
  const { names } = surface;
  const mrkdwn = (text) => text && el("div", {}, textObject({ type: "mrkdwn", text }, names));
  if (attachment.blocks) return blockList(attachment.blocks, surface);
  return fragment(
    mrkdwn(attachment.pretext),
    attachment.author_name && el("div", { class: "muted" }, attachment.author_name),
    attachment.title &&
      el(
        "b",
        {},
        attachment.title_link ? linkNode(attachment.title_link, [attachment.title]) : attachment.title,
      ),
    mrkdwn(attachment.text ?? attachment.fallback),
    (attachment.fields ?? []).map(({ title, value }) => el("div", {}, el("b", {}, title), mrkdwn(value))),
    attachment.footer && el("div", { class: "muted" }, attachment.footer),
  );
};
