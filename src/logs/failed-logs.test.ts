import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { lastLines } from "./last-lines.ts";

type Line = string | { n: number; line: string };
type FailedLog = { name: string; log: readonly Line[]; shows: readonly string[]; leaves?: readonly string[] };

const cases = parse(
  readFileSync(new URL("../../test/fixtures/failed-logs.yaml", import.meta.url), "utf8"),
) as readonly FailedLog[];

const written = (lines: readonly Line[]): string[] =>
  lines.flatMap((line) =>
    typeof line === "string" ? [line] : Array.from({ length: line.n }, () => line.line),
  );

describe("the reply to a failed job shows why", () => {
  test.each(cases)("$name", ({ log, shows, leaves = [] }) => {
    const shown = lastLines(written(log));
    expect(shown).toEqual(expect.arrayContaining([...shows]));
    for (const line of leaves) expect(shown).not.toContain(line);
    expect(shown.length).toBeLessThanOrEqual(12);
  });

  test.each(cases)("$name, behind a long log of its ordinary course", ({ log, shows }) => {
    const course = Array.from({ length: 500 }, (_, index) => `INFO chunk ${index} done, 0 errors`);
    expect(lastLines([...course, ...written(log)])).toEqual(expect.arrayContaining([...shows]));
  });
});
