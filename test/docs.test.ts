import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commands } from "../src/commands/all.ts";
import { commandsPage } from "../src/commands/commands-page.ts";
import { usageHint } from "../src/commands/help-text.ts";
import { eventKinds } from "../src/domain/event/event-kinds.ts";
import { everyExampleParses } from "./support/every-example.ts";

const read = (...path: string[]): string => readFileSync(join(import.meta.dirname, "..", ...path), "utf8");

test("docs/commands.md says what the verbs declare; npm run docs writes it anew", () => {
  expect(read("docs", "commands.md")).toBe(commandsPage(commands));
});

test("the manifest's usage hint names the verbs; npm run docs writes it anew", () => {
  expect(read("manifest.yml")).toContain(`usage_hint: ${usageHint(commands)}\n`);
});

test("ARCHITECTURE.md stays a page to read in one sitting", () => {
  expect(read("ARCHITECTURE.md").split("\n").length).toBeLessThan(200);
});

test("every example of every verb can be typed as it stands", () => {
  expect(everyExampleParses(commands)).toEqual([]);
});

test("who makes a rule by hand is given a pattern for exactly the events we know", () => {
  const pattern = JSON.stringify({
    source: ["aws.batch"],
    "detail-type": [...eventKinds.keys()],
  });
  expect(read("README.md")).toContain(pattern);
  expect(read("infra", "README.md")).toContain(pattern);
});
