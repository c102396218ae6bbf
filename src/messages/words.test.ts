import { describe, expect, it } from "vitest";
import type { DraftId, MemberId } from "../domain/ids.ts";
import { sizeWords } from "./job/size.ts";
import { mention } from "./people/people.ts";
import { manyLines, oneLine } from "./text/clean-text.ts";
import { cut, jsonLength } from "./text/cut.ts";
import { durationWords } from "./text/duration.ts";
import { link } from "./text/link.ts";
import { moment, momentToken } from "./text/moment.ts";
import { escapeText, toMrkdwn, toText } from "./text/mrkdwn.ts";
import { actionIdOf, menuValueOf, readActionId, readMenuValue } from "./text/next-step.ts";
import { bold, code, say, sentence, withCode } from "./text/prose.ts";
import { richSection } from "./text/rich-text.ts";

describe("durations", () => {
  it.each([
    [0, "less than 1 s"],
    [-5, "less than 1 s"],
    [Number.NaN, "less than 1 s"],
    [4999, "4 s"],
    [59_999, "59 s"],
    [60_000, "1 min"],
    [41 * 60_000, "41 min"],
    [134 * 60_000, "2 h 14 min"],
    [5 * 3_600_000, "5 h"],
    [76 * 3_600_000, "3 d 4 h"],
    [1500 * 86_400_000, "1,500 d"],
  ])("%d ms is %s", (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });
});

describe("sizes", () => {
  it.each([
    [4, 16_384, 0, "4 vCPU, 16 GiB"],
    [0.25, 512, 0, "0.25 vCPU, 512 MiB"],
    [8, 61_952, 1, "8 vCPU, 60.5 GiB, 1 GPU"],
    [192, 1_572_864, 8, "192 vCPU, 1,536 GiB, 8 GPUs"],
  ])("%d vCPU, %d MiB, %d GPU", (vcpus, memoryMiB, gpus, words) => {
    expect(sizeWords({ vcpus, memoryMiB, gpus })).toBe(words);
  });
});

describe("moments", () => {
  it("are Slack's to write, and UTC where Slack cannot", () => {
    expect(momentToken(moment(1_795_200_120_999, "since"))).toBe(
      "<!date^1795200120^since {date_short_pretty} at {time}|since 2026-11-20 18:42 UTC>",
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 9e15])("%d is some moment", (atMs) => {
    expect(momentToken(moment(atMs, "since"))).toMatch(/^<!date\^\d+\^/);
  });
});

describe("text from outside", () => {
  it.each([
    ["<!channel> & <@U1>", "&lt;!channel&gt; &amp; &lt;@U1&gt;"],
    ["*b* ~s~ `c`", "∗b∗ ∼s∼ ˋcˋ"],
    ["_i_ but my_job_name", "＿i＿ but my_job_name"],
    ["https://evil.example", "https:\u2060//evil.example"],
    [":rotating_light:", ":\u2060rotating_light:"],
    ["at 18:42:00", "at 18:42:00"],
    ["s3://bucket/key", "s3://bucket/key"],
  ])("%s is itself in mrkdwn", (text, escaped) => {
    expect(escapeText(text)).toBe(escaped);
  });

  it.each([
    ["a\r\nb\t c\u2028d", "a b c d"],
    ["safe\u202Egnp.exe", "safegnp.exe"],
    ["a\u200Bb\u200Dc\uFEFF", "abc"],
    ["👩‍👧 नमस्ते", "👩‍👧 नमस्ते"],
    ["\u001B[31mred", "[31mred"],
  ])("%j on one line", (text, clean) => {
    expect(oneLine(text)).toBe(clean);
  });

  it("keeps its lines where it has lines", () => {
    expect(manyLines("a\r\n\tb\rc\u0007")).toBe("a\n\tb\nc ");
  });

  it("can be put into no sentence as markup", () => {
    const prose = say`Job ${bold("*x* <!here>")} says ${"<@U1> `y`"} and ${code("`z` <!channel>")}.`;
    expect(toText(prose)).toBe("Job ∗x∗ &lt;!here&gt; says &lt;@U1&gt; ˋyˋ and `ˋzˋ &lt;!channel&gt;`.");
    expect(toMrkdwn(prose, 3000)).toContain("*∗x∗ &lt;!here&gt;*");
    expect(richSection(prose).elements.every(({ type }) => type === "text")).toBe(true);
  });

  it("is no mention where an id should be", () => {
    expect(toText(mention("U1> <!channel" as MemberId))).toBe("U1&gt; &lt;!channel");
    expect(toText(mention("U0JBLOW" as MemberId))).toBe("<@U0JBLOW>");
  });

  it.each(["javascript:alert(1)", "https://x|<!here>", "ftp://x", "https://x y"])("%s is no link", (url) => {
    expect(link(url, "here")).toEqual([{ kind: "text", text: "here" }]);
  });
});

describe("a cut", () => {
  it.each([
    ["short", 10, "short"],
    ["exactly ten", 11, "exactly ten"],
    ["exactly tens", 11, "exactly te…"],
    ["👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 15, "👩‍👩‍👧‍👦…"],
    [`e${"\u0301".repeat(50)}`, 10, "…"],
    ["one two", 5, "one…"],
  ])("of %j at %d", (text, max, expected) => {
    expect(cut(text, max)).toBe(expected);
  });

  it("counts as the place counts where it is sent", () => {
    expect(jsonLength(cut('"'.repeat(100), 11, jsonLength))).toBeLessThanOrEqual(11);
  });

  it("never splits an entity of the sentence", () => {
    const text = toText(
      say`${say`${"&".repeat(400)}`}${Array.from({ length: 9 }, () => say`${"<".repeat(400)}`).flat()}`,
    );
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text.replaceAll(/&(amp|lt);/g, "")).toBe("…");
  });
});

describe("a sentence", () => {
  it.each([
    ["done", "done."],
    ["done.", "done."],
    ["really?", "really?"],
    ["cut…", "cut…"],
  ])("%s", (words, ended) => {
    expect(toText(sentence(say`${words}`))).toBe(ended);
  });

  it("marks code that stands between backticks", () => {
    expect(withCode("no `--x`; try `--y`")).toEqual([
      { kind: "text", text: "no " },
      { kind: "text", text: "--x", style: "code" },
      { kind: "text", text: "; try " },
      { kind: "text", text: "--y", style: "code" },
    ]);
  });
});

describe("a button's action id", () => {
  it.each([
    [{ verb: "logs" }, "logs", { verb: "logs" }],
    [{ verb: "logs", nth: 2 }, "logs.2", { verb: "logs" }],
    [{ verb: "cancel", step: "confirm" }, "cancel.confirm", { verb: "cancel", step: "confirm" }],
    [{ verb: "access add", step: "give", nth: 2 }, "access add.give.2", { verb: "access add", step: "give" }],
    [{ verb: "submit", step: "pi", nth: 12 }, "submit.pi.12", { verb: "submit", step: "pi" }],
  ])("%j", (step, actionId, read) => {
    expect(actionIdOf({ ...step, label: "x" })).toBe(actionId);
    expect(readActionId(actionId)).toEqual(read);
  });

  it.each([
    [{ verb: "help" }, "help", { verb: "help", value: "" }],
    [
      { verb: "access remove", step: "confirm", value: "d_1" as DraftId },
      "access remove.confirm d_1",
      { verb: "access remove", step: "confirm", value: "d_1" },
    ],
  ])("stands in a menu with its value: %j", (step, text, read) => {
    expect(menuValueOf({ ...step, label: "x" })).toBe(text);
    expect(readMenuValue(text)).toEqual(read);
  });
});
