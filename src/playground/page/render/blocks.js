// Draws a list of blocks. A block this page does not know is a visible fault, never silence.

import { el } from "../dom.js";
import { inputBlock } from "../elements/input-block.js";
import { reconcile } from "../keyed.js";
import { attachment } from "./attachment.js";
import { cardBlock, carouselBlock } from "./card-block.js";
import { containerBlock } from "./container-block.js";
import { dataTable } from "./data-table.js";
import { fault } from "./fault.js";
import { markdown } from "./markdown.js";
import { fileBlock, imageBlock, videoBlock } from "./picture-blocks.js";
import { actionsBlock, alertBlock, contextBlock, headerBlock } from "./plain-blocks.js";
import { richText } from "./rich-text.js";
import { sectionBlock } from "./section-block.js";
import { table } from "./table.js";
import { planBlock, taskBlock } from "./task-blocks.js";

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

/** Blocks of an old-style attachment or an unfurl, or its plain parts. */
export const attachmentNode = (given, surface) => attachment(given, surface, blockList);

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
    return maker(block, surface, blockList);
  } catch (error) {
    return fault(`Faulty ${block.type} block: ${error.message}`);
  }
};

const BLOCKS = {
  actions: actionsBlock,
  alert: alertBlock,
  card: cardBlock,
  carousel: carouselBlock,
  container: containerBlock,
  context: contextBlock,
  context_actions: actionsBlock,
  data_table: (block, { names }) => dataTable(block, names),
  divider: () => el("hr"),
  file: fileBlock,
  header: headerBlock,
  image: imageBlock,
  input: inputBlock,
  markdown: (block, { names }) => markdown(block.text, names),
  plan: planBlock,
  rich_text: (block, { names }) => richText(block, names),
  section: sectionBlock,
  table: (block, { names }) => table(block, names),
  task_card: taskBlock,
  video: videoBlock,
};
