import { expect, test } from "vitest";
import type { Example } from "../../../src/playground/gallery/example.ts";
import { examples } from "../../../src/playground/gallery/examples.ts";
import { blockKinds } from "../../../src/playground/slack/check-block-kinds.ts";
import { checkBlocks, type Problem } from "../../../src/playground/slack/check-blocks.ts";
import { elements } from "../../../src/playground/slack/check-elements.ts";
import { checkView } from "../../../src/playground/slack/check-view.ts";
import { isRecord, records } from "../../../src/playground/slack/json.ts";

const all = examples("http://127.0.0.1:1/gallery/pictures");

function problemsOf(example: Example): Problem[] {
  if ("view" in example) {
    const { view } = example;
    return checkView(view, view.type === "home" ? "home" : "modal");
  }
  const { blocks, attachments } = example.message;
  return [blocks, ...records(attachments).map((each) => each.blocks)]
    .filter((each) => each !== undefined)
    .flatMap((each) => checkBlocks(each, "message"));
}

function typesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(typesIn);
  if (!isRecord(value)) return [];
  return [...(typeof value.type === "string" ? [value.type] : []), ...Object.values(value).flatMap(typesIn)];
}

test.each(all.map((each) => [each.name, each] as const))("Slack takes the example %s", (_name, example) => {
  expect(problemsOf(example)).toEqual([]);
});

test.each([
  ["block", blockKinds],
  ["element", elements],
])("every kind of %s that Slack takes has an example", (_what, kinds: Record<string, unknown>) => {
  const shown = new Set(typesIn(all));
  expect(Object.keys(kinds).filter((kind) => !shown.has(kind))).toEqual([]);
});

test("no two examples have the same name", () => {
  const names = all.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

test("every message has a sentence for those who do not see it", () => {
  const silent = all.filter((each) => "message" in each && each.message.text.trim() === "");
  expect(silent.map(({ name }) => name)).toEqual([]);
});
