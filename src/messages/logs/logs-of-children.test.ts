import { describe, expect, it } from "vitest";
import { anArray, jobIn, submittedAtMs } from "../../../test/fixtures/jobs.ts";
import { shown } from "../../../test/support/shown.ts";
import type { DraftId } from "../../domain/ids.ts";
import { type ChildLog, type LogsOfChildren, logsOfChildren } from "./logs-of-children.ts";

const job = jobIn("failed");
const lines = [{ atMs: submittedAtMs, text: "Traceback" }];
const child = (index: number, changes: Partial<ChildLog> = {}): ChildLog => ({
  index,
  job,
  lines,
  masked: 0,
  ...changes,
});

const logs = (changes: Partial<LogsOfChildren>) =>
  logsOfChildren({ job: anArray(), part: { kind: "last" }, children: [], ...changes });

describe("the logs of several children", () => {
  it("stand under their indexes, with what became of each", () => {
    const children = [child(3), child(17, { job: jobIn("succeeded"), masked: 2 })];
    expect(shown(logs({ children }))).toEqual([
      "The last lines of the logs of 2 children of align-NA12878.",
      "Index 3: failed with exit code 127",
      "18:42:00  Traceback",
      "Index 17: succeeded",
      "18:42:00  Traceback",
      "Times in UTC · 2 values masked as possible secrets · Only you see this",
    ]);
  });

  it("say of those that have none why", () => {
    const none = { lines: [], masked: 0 };
    const children = [
      child(3),
      child(4, { ...none, none: "never" }),
      child(5, { ...none, none: "never" }),
      child(9, none),
      { index: 11, ...none },
    ];
    expect(shown(logs({ children })).at(-2)).toBe(
      "No log, because the container never started: index 4–5.\nNothing in the log: index 9.\nAWS does not tell of them now: index 11.",
    );
  });

  it("say what was not read, and how to go on by a line or a press", () => {
    const draft = "d_0123456789abcdef0123" as DraftId;
    const left = { count: 20, next: 8, line: "logs 3fa9c1d2 --index 40-47", draft };
    const message = logs({ children: [child(3)], left });
    expect(shown(message).at(-2)).toBe(
      "20 more were not read; the next: `/batch logs 3fa9c1d2 --index 40-47`.",
    );
    expect(message.blocks?.at(-1)).toMatchObject({
      elements: [{ action_id: "logs.next", value: draft, text: { text: "Next 8" } }, { action_id: "status" }],
    });
  });

  it("go on by a press alone where the line is too long to be read", () => {
    const draft = "d_0123456789abcdef0123" as DraftId;
    const left = { count: 300, next: 100, line: `logs 3fa9c1d2 --grep ${"x".repeat(500)}`, draft };
    expect(shown(logs({ children: [child(3)], left })).at(-2)).toBe(
      "300 more were not read; the next: Next 100.",
    );
  });

  it("stand in the reader's own time, and say whose", () => {
    const message = logs({ children: [child(3)], zone: "America/Los_Angeles" });
    expect(shown(message)[2]).toBe("10:42:00  Traceback");
    expect(shown(message).at(-1)).toBe("Times in America/Los_Angeles · Only you see this");
  });

  it("of a search tell where it found something, where nothing, and where more", () => {
    const part = { kind: "matching", pattern: "Trace" } as const;
    const found = Array.from({ length: 12 }, (_, index) => child(index));
    const message = logs({ part, children: [...found, child(70, { lines: [] }), child(71, { lines: [] })] });
    expect(message.text).toBe(
      "Lines that match `Trace` are in the logs of 12 children of align-NA12878. More were found in 8–11. No line matches: index 70–71.",
    );
    expect(logs({ part, children: [child(70, { lines: [] })] }).text).toBe(
      "No line of the logs of 1 child of align-NA12878 matches `Trace`.",
    );
  });

  it("say so where there are none at all", () => {
    const none = [child(0, { lines: [] }), child(1, { lines: [] })];
    expect(logs({ children: none }).text).toBe(
      "There are no lines of 2 children of align-NA12878 to show. Nothing in the log: index 0–1.",
    );
  });

  it("of one child speak of one", () => {
    expect(logs({ children: [child(3)] }).text).toBe(
      "The last lines of the logs of 1 child of align-NA12878.",
    );
  });
});
