import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskByOwnRules, maskSpans, maskText } from "./secret.ts";
import { nameHints, secretAssignments } from "./secret-assignment.ts";
import { worthTrying } from "./secret-hints.ts";
import { secretRules } from "./secret-rules.ts";

/** Every rule of which a hint stands in the text, one after the other, and names always. */
function maskByAll(text: string): { text: string; masked: number } {
  let result = { text, masked: 0 };
  const further = (spans: readonly { from: number; to: number }[]) => {
    result = { text: maskSpans(result.text, spans), masked: result.masked + spans.length };
  };
  const lower = text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  for (const { pattern } of secretRules.filter((rule) => rule.hints.some((hint) => lower.includes(hint)))) {
    further(
      [...result.text.matchAll(pattern)]
        .map((match) => match.indices?.groups?.secret ?? ([0, 0] as const))
        .map(([from, to]) => ({ from, to }))
        .filter(({ from, to }) => from < to && result.text.slice(from, to) !== maskText),
    );
  }
  further(secretAssignments(result.text));
  return result;
}

/** Put together here, so that no scanner of repositories takes them for real ones. */
const tokens = [
  `AKIA${"Z7QW4ERT5YUI8OPA"}`,
  `wJalrXUtnFEMI/K7MDENG/${"bPxRfiCYEXAMPLEKEY"}`,
  `AIza${"SyA1B2C3D4E5F6G7H8I9J0K1L2M3N4O5P6Q"}`,
  `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`,
  `xoxb-${"2345678901-2345678901234-aBcDeFgHiJkLmNoPqRsTuVwX"}`,
  `eyJhbGciOiJIUzI1NiJ9.${"eyJzdWIiOiIxMjM0NTY3ODkwIn0"}.dozjgNryP4J3jVmNHl0w5N`,
  `SG.${"ngeVfQFYQlKU0ufo8x5d1A"}.${"TwL2iGABf9DHoTf09kqeF8tAmbihYzrnopKc1s5cr"}`,
  "0123456789abcdef0123456789abcdef",
  "hunter2-Secret",
];
const hints = [...secretRules.flatMap((rule) => rule.hints), ...Object.keys(nameHints)];
const pieces = fc.oneof(
  fc.constantFrom(...hints),
  fc.constantFrom(...hints).map((hint) => hint.toUpperCase()),
  fc.constantFrom(...hints).map((hint) => hint.slice(0, 1).toUpperCase() + hint.slice(1)),
  fc.constantFrom(...tokens),
  fc.constantFrom(..."=: \"'/-_.,&?@\\[]<>\t", "://", "--", " -u a:", "api", "access_", "db", "word", "wd"),
  fc.constantFrom("\u0161", "\u{1f600}", "\u016bey", "\u017fecret", "to\u212aen", "-----BEGIN ", "-----"),
  fc.string({ maxLength: 4 }),
);

describe("what tells which rules are worth trying", () => {
  test("loses nothing that all of them find", () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (each) => {
        const text = each.join("");
        expect(maskByOwnRules(text)).toEqual(maskByAll(text));
      }),
      { numRuns: 5_000 },
    );
  });

  test.each(secretRules.flatMap(({ hints, pattern }) => hints.map((hint) => [hint, pattern] as const)))(
    "is found wherever it stands: %s",
    (hint, pattern) => {
      for (const before of ["", "a", "ab", "abc", "abcd", hint.slice(0, 1), hint.slice(0, 2)]) {
        for (const text of [before + hint, `${before}${hint.toUpperCase()} b`])
          expect(worthTrying(text)?.rules.map((rule) => rule.pattern)).toContain(pattern);
      }
    },
  );

  test("keeps the order of the rules, each once", () => {
    const all = worthTrying(`${hints.join(" ")} ${hints.toReversed().join(" ")}`);
    expect(all).toEqual({ rules: secretRules, named: true });
  });

  test.each([
    ["monkey=abc123def", undefined],
    ["passing reads, keys: 12", undefined],
    ["bypass = no", undefined],
    ["api-key of it", true],
    ["DB_PASS of it", true],
    ["passwd", true],
    ["xpwd", true],
  ])("says of %s whether a name stands there", (text, named) => {
    expect(worthTrying(text)?.named || undefined).toBe(named);
  });

  test("a name that only what is masked stands before is found", () => {
    expect(maskByOwnRules(`${tokens[2]}pwd=hunter2`).text).toBe("[masked]pwd=[masked]");
  });
});
