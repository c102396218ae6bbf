import { expect, test } from "vitest";
import { readTree, type Tree } from "./source-tree.ts";

export type Rule = {
  good: Tree;
  bad: Tree;
  why: string;
  /** What breaks the rule, each with file and line. */
  find(tree: Tree): string[];
};

/** The project as it is. */
export const house = readTree();

/** One test: the good example keeps the rule, the bad one breaks it, and the house keeps it. */
export function rule(name: string, { good, bad, why, find }: Rule): void {
  test(name, () => {
    expect(find(good), "the good example").toEqual([]);
    expect(find(bad), "the bad example").not.toEqual([]);
    const found = find(house);
    const advice = [`GOOD  ${shown(good)}`, `BAD   ${shown(bad)}`, `why   ${why}`];
    expect(found.length, [name, ...found, ...advice, "found"].join("\n")).toBe(0);
  });
}

function shown(tree: Tree): string {
  return Object.entries(tree)
    .map(([path, text]) => (text.trim() === "" ? path : `${path}: ${text}`))
    .join("\n      ");
}
