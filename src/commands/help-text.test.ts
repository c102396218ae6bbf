import { describe, expect, test } from "vitest";
import { cancel, list, logs, status, submit, verbs } from "../../test/support/sample-verbs.ts";
import { commandsPage } from "./commands-page.ts";
import { helpText, usageHint } from "./help-text.ts";

describe("help from a declaration", () => {
  test("shows what goes where", () => {
    expect([submit, logs, list, cancel, status].map((verb) => helpText(verb).usage)).toEqual([
      "submit [options] [-- COMMAND]",
      "logs [JOB] [options]",
      "list [options]",
      "cancel JOB [options]",
      "status [JOB]…",
    ]);
  });

  test("names every option once, with what stands for its value and its other names", () => {
    const { options } = helpText(submit);
    expect(options.find(({ name }) => name.startsWith("--memory"))).toEqual({
      name: "--memory 4G",
      about: "How much memory; G means GiB.",
      aliases: ["-m", "--mem", "--ram", "--memory-mb"],
    });
    expect(options.find(({ name }) => name.startsWith("--dry-run"))?.aliases).toContain("-j");
    expect(options.find(({ name }) => name.startsWith("--env"))?.about).toMatch(
      /May be given more than once\.$/,
    );
    expect(options.map(({ name }) => name)).toContain("--retry-on spot|any");
  });

  test("says each thing in whole sentences", () => {
    for (const verb of verbs)
      for (const { about } of helpText(verb).options) expect(about).toMatch(/^[A-Z].*\.$/);
  });

  test("no two options of a verb share a name or a letter, and none asks about a name it has", () => {
    for (const { options, asks = {} } of verbs) {
      const names = Object.entries(options).flatMap(([key, { aliases, letters }]) => [
        ...[key, ...aliases].map((name) => `--${name.toLowerCase().replaceAll("-", "")}`),
        ...letters.map((letter) => `-${letter}`),
      ]);
      expect([...names, ...Object.keys(asks)]).toHaveLength(new Set([...names, ...Object.keys(asks)]).size);
    }
  });
});

describe("the usage hint", () => {
  test("lists the verbs", () => {
    expect(usageHint([submit, logs, cancel])).toBe("submit | logs | cancel");
  });

  test("keeps Slack's 1,000 characters", () => {
    const hint = usageHint(Array.from({ length: 300 }, (_, at) => ({ verb: `verb${at}` })));
    expect(hint.length).toBeLessThanOrEqual(1000);
    expect(hint).toMatch(/verb\d+$/);
  });
});

describe("the page of commands", () => {
  const page = commandsPage(verbs);

  test("has a section, a usage and the examples of every verb", () => {
    for (const { verb, examples } of verbs) {
      expect(page).toContain(`\n## ${verb}\n`);
      for (const example of examples) expect(page).toContain(`\n/batch ${example}\n`);
    }
  });

  test("keeps its tables whole where a placeholder has a bar in it", () => {
    expect(page).toContain("| `--retry-on spot\\|any` | What to try again after");
    const rows = page.split("\n").filter((line) => line.startsWith("| `"));
    for (const row of rows) expect(row.replaceAll("\\|", "").split("|")).toHaveLength(5);
  });
});
