import fc from "fast-check";
import { RE2JS, RE2JSSyntaxException } from "re2js";
import { describe, expect, test } from "vitest";
import { neededLiterals } from "./needed-literals.ts";

describe("what must stand in a text that matches", () => {
  test.each<[string, readonly string[]]>([
    ["took 0\\.\\d+ s, 4095 .*lost", [" s, 4095 ", "took 0.", "lost"]],
    ["MRN-\\d+", ["MRN-"]],
    ["^exit code [1-9][0-9]*$", ["exit code "]],
    ["(fatal|error): disk full", [": disk full"]],
    ["(?:a|b)cde", ["cde"]],
    ["files?", ["file"]],
    ["lost+ and found", [" and found", "los"]],
    ["ab{0,3}cd{2}ef", ["ef"]],
    ["ab*?cde", ["cde"]],
    ["naïve", ["na", "ve"]],
    ["\\[main\\] \\w+", ["[main] "]],
    ["a\\*b", ["a*b"]],
  ])("%s", (pattern, literals) => {
    expect(neededLiterals(pattern)).toEqual(literals);
  });

  test.each([
    "one|other",
    "(?i)word",
    "(?-i)word",
    "(?:(a)|b)word",
    "((a))word",
    "[[:alpha:]]word",
    "[]abc]word",
    "[^]abc]word",
    "[^^]word",
    "[a\\]b]word",
    "\\Qa.b\\Eword",
    "\\pLword",
    "\\x41word",
    "word{x}",
    "(word",
    "word)",
    "a",
  ])("is not said of %s", (pattern) => {
    expect(neededLiterals(pattern)).toEqual([]);
  });
});

test("no text without them matches, whatever the expression", () => {
  const pieces = [
    ..."abkKs09 -_.^$|?*+()[]{}\\:,!",
    ..."ſKïé\n",
    "ab",
    "\\d",
    "\\w+",
    "\\.",
    "\\b",
    "\\Q",
    "\\E",
    "[ab]",
    "[^a]",
    "[]a]",
    "(?:",
    "(?i)",
    "(a|b)",
    "(s)?",
    ".*",
    "{0,2}",
    "{2}",
    "{,2}",
    "+?",
  ];
  const text = fc.array(fc.constantFrom(..."abkKsS09 -_.ſKïé^[]{}\\:,!\n"), { maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 8 }),
      fc.array(text, { minLength: 1, maxLength: 8 }),
      (pattern, texts) => {
        const expression = compiled(pattern.join(""));
        if (expression === undefined) return;
        const needed = neededLiterals(pattern.join("")).map(
          (literal) => new RegExp(literal.replace(/[\\^$.|?*+()[\]{}]/g, "\\$&"), "iu"),
        );
        // What the expression is made of is likely to match it.
        for (const each of [pattern, ...texts].map((chars) => chars.join(""))) {
          if (!expression.test(each)) continue;
          for (const literal of needed) expect(literal.test(each)).toBe(true);
        }
      },
    ),
    { numRuns: 5_000 },
  );
});

function compiled(pattern: string): RE2JS | undefined {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    if (error instanceof RE2JSSyntaxException) return undefined;
    throw error;
  }
}
