import { expect, test } from "vitest";
import { cycles, importsOf, playgroundCode, productCode } from "./source-tree.ts";

test("imports are seen in every way they can be written", () => {
  const text = [
    'import "./side.ts";',
    'import type { A } from "./a.ts";',
    'import { type B, c } from "./c.ts";',
    "import {",
    "  type D,",
    "  type E,",
    '} from "../e/e.ts";',
    'import * as f from "node:fs";',
    'export * from "./g.ts";',
    'export type { H } from "./h.ts";',
    'const later = await import("@slack/bolt/deep.js");',
    '// import { no } from "./no.ts";',
  ].join("\n");
  const seen = importsOf("src/x/x.ts", text).map(({ line, target, isType }) => [line, target, isType]);
  expect(seen).toEqual([
    [1, "src/x/side.ts", false],
    [2, "src/x/a.ts", true],
    [3, "src/x/c.ts", false],
    [4, "src/e/e.ts", true],
    [8, "node:fs", false],
    [9, "src/x/g.ts", false],
    [10, "src/x/h.ts", true],
    [11, "@slack/bolt", false],
  ]);
});

test("the playground is no product, and its page and its tests are not its modules", () => {
  const tree = {
    "src/store/a.ts": "",
    "src/store/a.test.ts": "",
    "src/playground/aws/b.ts": "",
    "src/playground/aws/b.test.ts": "",
    "src/playground/page/c.js": "",
    "test/playground/d.ts": "",
  };
  expect(productCode(tree)).toEqual([["src/store/a.ts", ""]]);
  expect(playgroundCode(tree)).toEqual([["src/playground/aws/b.ts", ""]]);
});

test("a circle is seen wherever it begins, and a fork is none", () => {
  const edges = (pairs: Record<string, string[]>) =>
    new Map(Object.entries(pairs).map(([from, to]) => [from, new Set(to)]));
  expect(cycles(edges({ a: ["b", "c"], b: ["d"], c: ["d"] }))).toEqual([]);
  expect(cycles(edges({ a: ["b"], b: ["c"], c: ["b"] }))).toEqual([["b", "c", "b"]]);
});
