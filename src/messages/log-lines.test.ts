import { describe, expect, it } from "vitest";
import { jobIn, submittedAtMs } from "../../test/fixtures/jobs.ts";
import { actionIds, shown } from "../../test/support/shown.ts";
import { assertSlackLimits } from "../../test/support/slack-limits.ts";
import type { DraftId } from "../domain/ids.ts";
import { type LogLines, logLines } from "./log-lines.ts";

const draft = "d_1" as DraftId;
const attempt = { number: 2, of: 3 };

function log(changes: Partial<LogLines> = {}): LogLines {
  const lines = [
    { atMs: submittedAtMs, text: "hello" },
    { atMs: submittedAtMs + 61_000, text: "*world* <!here>" },
  ];
  return { job: jobIn("succeeded"), attempt, part: { kind: "last" }, lines, masked: 0, ...changes };
}

const long = Array.from({ length: 400 }, (_, index) => ({
  atMs: submittedAtMs,
  text: `${index} ${'"\\'.repeat(50)}`,
}));

describe("log lines", () => {
  it("stand with the reader's own times, exactly as written", () => {
    expect(shown(logLines(log({ zone: "America/Los_Angeles" })))).toEqual([
      "The last 2 lines of the log of align-NA12878 (attempt 2 of 3)",
      "10:42:00  hello\n10:43:01  *world* <!here>",
      "Times in America/Los_Angeles · Only you see this",
    ]);
  });

  it("show the day where they come from several", () => {
    const lines = [
      { atMs: submittedAtMs, text: "a" },
      { atMs: submittedAtMs + 86_400_000, text: "b" },
    ];
    expect(shown(logLines(log({ lines })))[1]).toBe("2026-11-20 18:42:00  a\n2026-11-21 18:42:00  b");
  });

  it("are read out too", () => {
    expect(logLines(log()).text).toContain(":\n18:42:00  hello\n18:43:01  ∗world∗ &lt;!here&gt;");
  });

  it("are left out at the far end, and the count says how many", () => {
    const message = logLines(log({ lines: long }));
    assertSlackLimits(message);
    const [head = "", box = "", foot = ""] = shown(message);
    const count = box.split("\n").length;
    expect(head).toContain(`The last ${count} lines`);
    expect(box).toMatch(/^18:42:00 {2}\d+ /);
    expect(box.split("\n").at(-1)).toContain("  399 ");
    expect(foot).toContain(`${400 - count} lines did not fit`);
  });

  it("keep the beginning where the beginning was asked for", () => {
    const [head, box = ""] = shown(logLines(log({ lines: long, part: { kind: "first" } })));
    expect(head).toContain("The first");
    expect(box.split("\n")[0]).toContain("  0 ");
  });

  it("say what was masked and that more was not read", () => {
    const foot = shown(logLines(log({ masked: 2, truncated: true }))).at(-1);
    expect(foot).toContain("2 values masked as possible secrets · The log was not read to its end");
  });

  it("offer the next page, and the newest while the job runs", () => {
    expect(actionIds(logLines(log({ more: draft })))).toEqual(["logs.more", "status"]);
    expect(actionIds(logLines(log({ job: jobIn("running") })))).toEqual(["logs", "logs.follow", "status"]);
  });

  it("survive times that no calendar has", () => {
    const lines = [Number.NaN, Number.POSITIVE_INFINITY, -9e15].map((atMs) => ({ atMs, text: "x" }));
    expect(shown(logLines(log({ lines })))[1]).toBe("00:00:00  x\n00:00:00  x\n00:00:00  x");
  });

  it("say so where none match", () => {
    const part = { kind: "matching", pattern: "ERR" } as const;
    expect(logLines(log({ lines: [], part, truncated: true })).text).toBe(
      "No line of the log of align-NA12878 (attempt 2 of 3) matches `ERR` so far; it was not read to its end.",
    );
  });
});
