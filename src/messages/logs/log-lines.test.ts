import { describe, expect, it } from "vitest";
import { jobIn, submittedAtMs } from "../../../test/fixtures/jobs.ts";
import { actionIds, buttonsOf, shown } from "../../../test/support/shown.ts";
import { assertSlackLimits } from "../../../test/support/slack-limits.ts";
import type { BatchId, DraftId } from "../../domain/ids.ts";
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

  it("say how many values were masked in them", () => {
    expect(shown(logLines(log({ masked: 1 })))[2]).toContain("1 value masked as a possible secret ·");
    expect(shown(logLines(log({ masked: 2 })))[2]).toContain("2 values masked as possible secrets ·");
  });

  it("of a child that runs offer its own newest lines, and to follow them", () => {
    const batchId = "3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f:7" as BatchId;
    const buttons = buttonsOf(logLines(log({ job: { ...jobIn("running"), batchId }, index: 7 })));
    const values = new Map(buttons.map(({ action_id, value }) => [action_id, value]));
    for (const action of ["logs", "logs.follow", "status"]) expect(values.get(action)).toBe(batchId);
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

  it("say what was masked, how far it was looked, and why no further", () => {
    const cut = { why: "time", looked: 412_000, upToMs: submittedAtMs } as const;
    const foot = shown(logLines(log({ masked: 2, cut }))).at(-1);
    expect(foot).toContain(
      "2 values masked as possible secrets · I looked through 412,000 lines, back to 2026-11-20 18:42:00; there was no time for more",
    );
  });

  it("say within which times they lie", () => {
    const [sinceMs, untilMs] = [submittedAtMs, submittedAtMs + 60_000];
    const foot = (times: object) => shown(logLines(log({ part: { kind: "last", ...times } }))).at(-1);
    expect(foot({ sinceMs })).toContain("Times in UTC · Lines from 2026-11-20 18:42:00 on");
    expect(foot({ untilMs })).toContain("Lines before 2026-11-20 18:43:00");
    expect(foot({ sinceMs, untilMs })).toContain("Lines from 2026-11-20 18:42:00 to 2026-11-20 18:43:00");
  });

  it("that go on from others are called so", () => {
    const head = (changes: Partial<LogLines>) => shown(logLines(log({ further: true, ...changes })))[0];
    expect(head({})).toBe("2 earlier lines of the log of align-NA12878 (attempt 2 of 3)");
    expect(head({ part: { kind: "first" } })).toContain("2 later lines of the log");
    expect(head({ part: { kind: "matching", pattern: "o" }, matches: 1 })).toContain(
      "1 further line of the log",
    );
    expect(logLines(log({ further: true, lines: [] })).text).toBe(
      "There is nothing earlier in the log of align-NA12878 (attempt 2 of 3).",
    );
  });

  it("of a search with its surroundings are parted where others were left out, and only what matches is counted", () => {
    const at = (n: number, more = {}) => ({ atMs: submittedAtMs, text: `line ${n}`, ...more });
    const lines = [at(1), at(2, { matched: true }), at(7, { afterGap: true }), at(8, { matched: true })];
    const message = logLines(log({ lines, matches: 2, part: { kind: "matching", pattern: "l" } }));
    expect(shown(message).slice(0, 2)).toEqual([
      "2 lines of the log of align-NA12878 (attempt 2 of 3) that match `l`",
      "  18:42:00  line 1\n> 18:42:00  line 2\n--\n  18:42:00  line 7\n> 18:42:00  line 8",
    ]);
  });

  it("that are long are whole where all fit so, and shortened where they do not", () => {
    const json = (n: number) => ({
      atMs: submittedAtMs,
      text: JSON.stringify({ n, padding: "x".repeat(2_000), last: n }),
    });
    expect(shown(logLines(log({ lines: [json(1), json(2)] })))[1]).toContain('"last":2}');
    const many = shown(logLines(log({ lines: Array.from({ length: 12 }, (_, n) => json(n)) })))[1] ?? "";
    expect(many.split("\n")).toHaveLength(12);
    expect(many).toMatch(/^18:42:00 {2}\{"n":0,"padding":"x{400,} … \(1,\d{3} characters more\)$/m);
  });

  it("of one container of several say so, and how the others are seen", () => {
    const container = { name: "main", others: ["sidecar", "proxy"] };
    const [head, , foot] = shown(logLines(log({ container })));
    expect(head).toBe("The last 2 lines of the log of align-NA12878 (container `main`, attempt 2 of 3)");
    expect(foot).toContain("`--container` shows `sidecar`, `proxy`");
  });

  it("of a stream whose job is not known name the stream, and offer nothing about a job", () => {
    const {
      job: _,
      attempt: __,
      ...stream
    } = log({ stream: "align/default/0123abcd", more: draft, ownSecretsUnknown: true });
    const message = logLines(stream);
    expect(shown(message)[0]).toBe("The last 2 lines of the log stream `align/default/0123abcd`");
    expect(shown(message)[2]).toContain("I do not know which job wrote this");
    expect(actionIds(message)).toEqual(["logs.more"]);
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
    expect(logLines(log({ lines: [], part })).text).toBe(
      "No line of the log of align-NA12878 (attempt 2 of 3) matches `ERR`.",
    );
    const cut = { why: "busy", looked: 1_200, upToMs: submittedAtMs } as const;
    expect(logLines(log({ lines: [], part: { ...part, end: "first" }, cut })).text).toBe(
      "No line of the log of align-NA12878 (attempt 2 of 3) matches `ERR` so far: I looked through 1,200 lines, up to 2026-11-20 18:42:00, and then AWS was too busy to give more.",
    );
  });
});
