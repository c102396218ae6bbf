import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileSearch } from "./search.ts";

function find(pattern: string, text: string): number {
  const compiled = compileSearch(pattern);
  if (!compiled.ok) throw new Error(compiled.mistake);
  return compiled.value.find(text);
}

describe("a search", () => {
  test("tells where the match begins, whatever its case", () => {
    expect(find("error", "an Error occurred")).toBe(3);
    expect(find("chr[0-9]+:\\d+", "at chr12:345")).toBe(3);
    expect(find("error", "all well")).toBe(-1);
  });

  test("tells cases apart when asked to", () => {
    expect(find("(?-i)Error", "error Error")).toBe(6);
  });

  test("looks at the beginning of an endless line only, unless it is for words", () => {
    const line = `${"x".repeat(30_000)}end`;
    expect(find("e.d", line)).toBe(-1);
    expect(find("end", line)).toBe(30_000);
    expect(find("start|END", line)).toBe(30_000);
    expect(find("end", `${"x".repeat(300_000)}end`)).toBe(-1);
  });

  test("finds the same whether or not something is looked for before the engine is asked", () => {
    const patterns = ["took 0\\.\\d+ s, .*lost", "(a|b) word[0-9]", "k{2}s+ k?", "error: .+"];
    const pieces =
      "took 0.1 s,|Took 0.22 S, 7 |LOST|lo\u017ft|a word1|B WORD2|\u212aks k|kkss |error: x|Error:";
    fc.assert(
      fc.property(
        fc.constantFrom(...patterns),
        fc.array(fc.constantFrom(...pieces.split("|")), { maxLength: 5 }),
        (pattern, each) => {
          const text = each.join("");
          expect(find(pattern, text)).toBe(find(`(?:(?:${pattern}))`, text));
        },
      ),
      { numRuns: 500 },
    );
  });

  test("finds about where it is in a long line", () => {
    const at = find("n[e]+dle", `${"x".repeat(8_000)}needle${"x".repeat(8_000)}`);
    expect(at).toBeGreaterThan(7_900);
    expect(at).toBeLessThanOrEqual(8_000);
  });
});

describe("a search that cannot be run is answered with what is wrong", () => {
  test.each([
    ["foo(", "a ( is not closed", "foo\\("],
    ["foo)", "a ) closes nothing", "foo\\)"],
    ["[a", "a [ is not closed", "\\[a"],
    ["*.bam", "*, + or ? has nothing to repeat", "\\*\\.bam"],
    ["x{2000}", "a count in { } is 1,000 at most", "x\\{2000\\}"],
    [
      "(a)\\1",
      "it holds an escape that is not known here (back-references such as \\1 are not)",
      "\\(a\\)\\\\1",
    ],
    ["(?=a)b", "it looks ahead or behind ((?=…), (?!…), (?<=…)), which is not possible here", "\\(\\?=a\\)b"],
    ["a\\", "a \\ at the end escapes nothing", "a\\\\"],
  ])("%s", (pattern, why, instead) => {
    expect(compileSearch(pattern)).toEqual({
      ok: false,
      mistake: `I cannot read the search \`${pattern}\`: ${why}. To look for it letter by letter: \`${instead}\``,
      instead,
    });
    expect(find(instead, `before ${pattern} after`)).toBe(7);
  });

  test.each([
    ["", "There is nothing to search for: write the text after --grep."],
    ["x".repeat(201), "A search has 200 characters at most, and this one has 201."],
    [".*", "The search `.*` also matches nothing at all, so every line would be found."],
    [
      "(.{100}){9}z",
      "The search `(.{100}){9}z` repeats too much to be run over a whole log: use smaller counts in { }.",
    ],
  ])("%s", (pattern, mistake) => {
    expect(compileSearch(pattern)).toEqual({ ok: false, mistake });
  });
});
