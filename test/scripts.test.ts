import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  scripts: Readonly<Record<string, string>>;
};
const check = "node src/lifecycle/check-node.mjs";

test("every script that runs our code looks first whether Node is new enough", () => {
  const ours = Object.entries(scripts).filter(([, line]) => /^node .*\.ts$/.test(line));
  expect(ours.map(([name]) => name)).toContain("start");
  expect(ours.filter(([name]) => scripts[`pre${name}`] !== check)).toEqual([]);
});
