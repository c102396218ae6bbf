import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Span } from "../domain/secrets/secret-assignment.ts";
import { findForms } from "./find-forms.ts";

/** At each place the longest form that begins there; what touches is one span. */
function oneByOne(forms: readonly string[], text: string): Span[] {
  const spans: Span[] = [];
  for (let at = 0; at < text.length; ) {
    const { length } = forms
      .filter((form) => text.startsWith(form, at))
      .reduce((longest, form) => (form.length > longest.length ? form : longest), "");
    const before = spans.at(-1);
    if (length > 0 && before?.to === at) before.to += length;
    else if (length > 0) spans.push({ from: at, to: at + length });
    at += Math.max(length, 1);
  }
  return spans;
}

describe("many forms looked for in one go", () => {
  test.each<[readonly string[], string, readonly Span[]]>([
    [["abcdef"], "abcdef", [{ from: 0, to: 6 }]],
    [["abcdef"], "xxabcdefabcdefx", [{ from: 2, to: 14 }]],
    [["abcdef", "abcdefgh"], "abcdefghabcdefg", [{ from: 0, to: 14 }]],
    [["aaaaaab"], "aaaaaaaab", [{ from: 2, to: 9 }]],
    [["abcdef"], "", []],
    [["abcdef"], "abcde", []],
    // Others whose lowest bits are the same are not the same.
    [["abcdef"], "\u0161bcdef abcd\u0165f", []],
  ])("%j in %j", (forms, text, spans) => {
    expect(findForms(forms)(text)).toEqual(spans);
  });

  test("finds a form of thousands of characters whole", () => {
    const form = Array.from({ length: 900 }, (_, n) => `${n} `).join("");
    expect(findForms([form, "sign-in"])(`a${form}b`)).toEqual([{ from: 1, to: 1 + form.length }]);
  });

  test("finds what looking for one after the other finds", () => {
    const chars = fc.constantFrom(..."ab\u0161\u{1f600}");
    const form = fc.array(chars, { minLength: 2, maxLength: 9 }).map((each) => each.join(""));
    const text = fc.array(fc.oneof({ weight: 3, arbitrary: chars }, form), { maxLength: 40 });
    fc.assert(
      fc.property(fc.array(form, { minLength: 1, maxLength: 6 }), text, (forms, pieces) => {
        // As likely as not one of them stands there.
        for (const whole of [pieces.join(""), [...pieces, ...forms].join("a"), forms.join("")])
          expect(findForms(forms)(whole)).toEqual(oneByOne(forms, whole));
      }),
      { numRuns: 500 },
    );
  });
});
