import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanLine } from "../domain/logs/log-text.ts";
import { maskPatternMistake } from "../domain/secrets/mask-pattern.ts";
import { createMask } from "./mask.ts";
import { maskLines } from "./mask-lines.ts";

const plain = createMask({ values: [], patterns: [] });

describe("a lab's and a job's own mask", () => {
  const mask = createMask({
    values: ["correct horse", "correct horse battery", "p@ss/w+rd", 'qu"ote1', "short"],
    patterns: ["MRN-\\d+", "(?i)patient\\s+\\w+"],
  });

  test.each([
    ["value correct horse battery!", "value [masked]!", 1],
    ["value correct horse.", "value [masked].", 1],
    ["url ?q=p%40ss%2Fw%2Brd", "url ?q=[masked]", 1],
    ['{"v":"qu\\"ote1"}', '{"v":"[masked]"}', 1],
    ["short values would mask too much", "short values would mask too much", 0],
    ["sample of MRN-12345 and MRN-6", "sample of [masked] and [masked]", 2],
    ["Patient Smith, mrn-1", "[masked], mrn-1", 1],
    ["MRN-1 password=abc p@ss/w+rd", "[masked] password=[masked] [masked]", 3],
  ])("%s", (text, shown, masked) => {
    expect(mask(text)).toEqual({ text: shown, masked });
  });

  test("counts characters beyond the first plane rightly", () => {
    expect(mask("😀 MRN-77 😀").text).toBe("😀 [masked] 😀");
  });

  test("takes a pattern that may match nothing without masking everything", () => {
    expect(createMask({ values: [], patterns: ["x*"] })("axxb")).toEqual({ text: "a[masked]b", masked: 1 });
  });

  test("is not made at all with a pattern that cannot be read", () => {
    expect(() => createMask({ values: [], patterns: ["MRN-("] })).toThrow();
    expect(maskPatternMistake("MRN-(")).toBe("missing closing )");
    expect(maskPatternMistake("x*")).toBe("it also matches nothing at all");
    expect(maskPatternMistake("MRN-\\d+")).toBeUndefined();
  });
});

/** Written so that nothing is looked for before the engine is asked. */
const plainly = (pattern: string) => `(?:(?:${pattern}))`;

test("what a lab's patterns must hold is only a shortcut", () => {
  const patterns = ["MRN-\\d+", "case \\w{3}[0-9] of", "(?i)patient\\s+\\w+", "a\\.b|c", "zz?y"];
  const pieces = fc.constantFrom(
    ..."MRN- case abc1 of patient smith a.b c zy zzy mrn-7 MRN-12".split(/(?= )/),
    "1",
  );
  fc.assert(
    fc.property(fc.subarray(patterns, { minLength: 1 }), fc.array(pieces), (some, each) => {
      const text = each.join("");
      const all = createMask({ values: [], patterns: some.map(plainly) });
      expect(createMask({ values: [], patterns: some })(text)).toEqual(all(text));
    }),
    { numRuns: 500 },
  );
});

/** Ten forms; put together here, so that no scanner of repositories takes them for real ones. */
const planted = [
  `AKIA${"IOSFODNN7EXAMPLE"}`,
  `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`,
  `glpat-${"x9Yz8Wv7Ut6Sr5Qp4On3"}`,
  `xoxb-${"2345678901-2345678901234-aBcDeFgHiJkLmNoPqRsTuVwX"}`,
  `eyJhbGciOiJIUzI1NiJ9.${"eyJzdWIiOiIxMjM0NTY3ODkwIn0"}.dozjgNryP4J3jVmNHl0w5N`,
  `npm_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6"}`,
  `sk-ant-${"api03-abcdefghij0123456789-ABCDEFG"}`,
  `hf_${"AbCdEfGhIjKlMnOpQrStUvWxYz01234567"}`,
  `dapi${"0123456789abcdef0123456789abcdef"}`,
  `sk_live_${"4eC39HqLyjWDarjtT1zdp7dc"}`,
];

describe("a secret torn apart by what a terminal does not show", () => {
  test.each([
    "\x1b[31m",
    "\x1b[0m\x1b[1;32m",
    "\u200b",
    "\x07",
    "\u202e",
    "\x1b]8;;https://x.org\x07",
    "\xad",
  ])("(%j) is masked", (tear) => {
    for (const secret of planted) {
      for (let at = 1; at < secret.length; at += 3) {
        const torn = `value: ${secret.slice(0, at)}${tear}${secret.slice(at)} end`;
        expect(plain(cleanLine(torn)).text).toBe("value: [masked] end");
      }
    }
  });

  test("by backspaces is masked as well", () => {
    expect(plain(cleanLine("pass\bsword=hunter2")).text).toBe("password=[masked]");
  });
});

describe("a private key over many lines", () => {
  const key = [
    "-----BEGIN RSA PRIVATE KEY-----",
    "Proc-Type: 4,ENCRYPTED",
    "",
    `MIIEowIBAAKCAQEA${"x1Y2z3".repeat(8)}`,
    `AbCdEf0123456789${"q9W8e7".repeat(8)}`,
    "c2hvcnQ=",
    "-----END RSA PRIVATE KEY-----",
  ];
  const shown = (lines: string[]) => maskLines(plain, lines).map(({ text }) => text);

  test("is masked from its first line to its last, and nothing else", () => {
    const all = shown(["loading", ...key, "done"]);
    expect(all).toEqual([
      "loading",
      key[0],
      "[masked]",
      "",
      "[masked]",
      "[masked]",
      "[masked]",
      key[6],
      "done",
    ]);
  });

  test("whose first line was not read is masked up to its last", () => {
    expect(shown([...key.slice(4), "done"])).toEqual(["[masked]", "[masked]", key[6], "done"]);
  });

  test("whose last line was not read is masked to the end", () => {
    expect(shown(key.slice(0, 6)).slice(3)).toEqual(["[masked]", "[masked]", "[masked]"]);
  });

  test("of which only the middle was read is known by its full lines", () => {
    expect(shown(key.slice(3, 5))).toEqual(["[masked]", "[masked]"]);
  });

  test("is not seen in sequences and digests", () => {
    const lines = ["ACGT".repeat(16), "MKTAYIAK".repeat(8), "0123456789abcdef".repeat(4), "MKVLAT1234"];
    expect(shown(lines)).toEqual(lines);
  });
});

test("no text makes masking fail", () => {
  const mask = createMask({ values: ["a.*b[c", "secret value"], patterns: ["MRN-\\d+"] });
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.constantFrom(...planted, "-----BEGIN PRIVATE KEY-----", "-----END PRIVATE KEY-----", "a.*b[c"),
        ),
      ),
      (lines) => {
        const masked = maskLines(mask, lines.map(cleanLine));
        expect(masked).toHaveLength(lines.length);
        for (const { text } of masked) expect(text).not.toContain("a.*b[c");
      },
    ),
    { numRuns: 1_000 },
  );
});
