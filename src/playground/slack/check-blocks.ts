/** Says what Slack would refuse about the blocks of a message, modal or Home, with a JSON pointer to each mistake. */
import { type BlockKind, blockKinds, type Surface } from "./check-block-kinds.ts";
import type { Report } from "./check-shape.ts";
import { isRecord, type Json, record, records, string } from "./json.ts";

export type { Surface } from "./check-block-kinds.ts";

export type Problem = { pointer: string; message: string };

const maxBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
const maxMarkdown = 12_000;
const maxTableText: Record<string, number> = { table: 10_000, data_table: 20_000 };

/** Measured, not documented: a message's blocks are refused above about so many characters of JSON. */
export const maxMessageBlocksLength = 13_200;

export function checkBlocks(blocks: unknown, surface: Surface, at = "/blocks"): Problem[] {
  const problems: Problem[] = [];
  const report: Report = (pointer, message) => problems.push({ pointer, message });
  if (!Array.isArray(blocks)) return [{ pointer: at, message: "must be an array" }];
  if (blocks.length > maxBlocks[surface]) report(at, `no more than ${maxBlocks[surface]} items allowed`);
  blocks.forEach((block: unknown, index) => {
    checkBlock(block, surface, `${at}/${index}`, report);
  });
  checkTogether(records(blocks), at, report);
  return problems;
}

export const problemLine = (problem: Problem): string =>
  `[ERROR] ${problem.message} [json-pointer:${problem.pointer}]`;

const checkBlock = (block: unknown, surface: Surface, at: string, report: Report) => {
  if (!isRecord(block)) return report(at, "must be an object");
  const type = String(block.type);
  const kind: BlockKind | undefined = Object.hasOwn(blockKinds, type) ? blockKinds[type] : undefined;
  if (!kind) return report(`${at}/type`, `unsupported type: ${type}`);
  if (!kind.on.includes(surface))
    return report(`${at}/type`, `${type} blocks are not supported in a ${surface}`);
  kind.check(block, at, report);
  if (surface !== "modal" && record(block.element).type === "file_input") {
    report(`${at}/element`, "file_input is only supported in a modal");
  }
};

/** What concerns several blocks at once. An action id must be unique in its block, a block id on the whole surface. */
function checkTogether(blocks: Json[], at: string, report: Report): void {
  const blockIds = new Set<string>();
  let markdown = 0;
  blocks.forEach((block, index) => {
    const id = string(block.block_id);
    if (id && blockIds.has(id))
      report(`${at}/${index}/block_id`, `block_id ${JSON.stringify(id)} already exists`);
    if (id) blockIds.add(id);
    checkActionIds(block, `${at}/${index}`, report);
    markdown += block.type === "markdown" ? String(block.text).length : 0;
  });
  if (markdown > maxMarkdown)
    report(at, `markdown blocks must be less than ${maxMarkdown + 1} characters together`);
  checkTables(blocks, at, report);
}

function checkActionIds(block: Json, at: string, report: Report): void {
  const seen = new Set<string>();
  elementsOf(block).forEach(({ element, path }) => {
    const id = string(element.action_id);
    if (id && seen.has(id))
      report(`${at}${path}/action_id`, `action_id ${JSON.stringify(id)} already exists`);
    if (id) seen.add(id);
  });
}

function checkTables(blocks: Json[], at: string, report: Report): void {
  for (const [type, max] of Object.entries(maxTableText)) {
    const tables = blocks.filter((block) => block.type === type);
    if (type === "table" && tables.length > 1) report(at, "only one table is allowed");
    const length = tables
      .flatMap((table) => [table.rows].flat(2))
      .reduce((sum: number, each) => sum + textLength(each), 0);
    if (length > max) report(at, `${type} cells must be less than ${max + 1} characters together`);
  }
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + textLength(each), 0);
  if (!isRecord(value)) return 0;
  return String(value.text ?? value.value ?? "").length + textLength(value.elements);
}

/** The interactive elements of a block, with where they stand. */
export function elementsOf(block: Json): { element: Json; path: string }[] {
  const single = ["accessory", "element"].flatMap((key) =>
    isRecord(block[key]) ? [{ element: block[key], path: `/${key}` }] : [],
  );
  const many = ["elements", "actions"].flatMap((key) =>
    records(block[key]).map((element, index) => ({ element, path: `/${key}/${index}` })),
  );
  const nested = [
    ...records(block.child_blocks),
    ...(block.type === "carousel" ? records(block.elements) : []),
  ];
  return [...single, ...many, ...nested.flatMap((each) => elementsOf(each))].filter(
    ({ element }) => string(element.action_id) !== undefined,
  );
}
