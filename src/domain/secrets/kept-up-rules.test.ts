import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keptUpHints } from "./kept-up-hints.ts";
import { keptUpSpans } from "./kept-up-rules.ts";

type Rule = {
  meta: { id: string; type: string };
  create(context: unknown, options: object): { file?(source: unknown): unknown };
};

const hinted = (rules as unknown as readonly Rule[]).flatMap((rule) => {
  const name = rule.meta.id.replace("@secretlint/secretlint-rule-", "");
  const hints = keptUpHints[name];
  return hints === undefined ? [] : [{ name, rule, hints }];
});

/** What a rule reports of something that answers as a text does. */
function ask({ rule }: { rule: Rule }, content: unknown): { from: number; to: number }[] {
  const spans: { from: number; to: number }[] = [];
  const { file } = rule.create(
    {
      createTranslator: () => () => ({}),
      report: ({ range: [from = 0, to = 0] }: { range: number[] }) => spans.push({ from, to }),
    },
    {},
  );
  file?.({ content, filePath: undefined, ext: "", contentType: "text" });
  return spans;
}

/** All that a rule looks for, which asks its text for nothing else. */
function patternsOf(each: { rule: Rule }): RegExp[] {
  const patterns: RegExp[] = [];
  const matchAll = (pattern: RegExp) => {
    patterns.push(pattern);
    return [];
  };
  ask(
    each,
    new Proxy({} as Record<string | symbol, unknown>, {
      get(_text, key) {
        if (key === "matchAll") return matchAll;
        throw new Error(`it asks for ${String(key)}`);
      },
    }),
  );
  return patterns;
}

/** What would match, but for what must not stand around it; each part as short as may be. */
function matching({ source, flags }: RegExp): fc.Arbitrary<string> {
  const alone = source
    .replace(/\(\?<?!(?:\[[^\]]*\]|\\p\{L\}|\\w)\)/g, "")
    .replace(/\\b/g, "")
    .replace(/\{(\d+),\d*\}/g, "{$1}");
  return fc.stringMatching(new RegExp(`^(?:${alone})$`, flags.replace(/[gi]/g, "")));
}

describe("a kept-up rule of which hints are known", () => {
  test("is one of those that are installed", () => {
    expect(hinted.map(({ name }) => name).sort()).toEqual(Object.keys(keptUpHints).sort());
  });

  test.each(hinted.map((each) => [each.name, each] as const))("finds nothing without one: %s", (_, each) => {
    const patterns = patternsOf(each);
    expect(patterns).not.toEqual([]);
    for (const pattern of patterns) {
      // Without distinction of case only letters of one byte are the same as others.
      expect(pattern.flags).not.toMatch(/i.*u|v/);
      fc.assert(
        fc.property(matching(pattern), (text) => {
          expect(each.hints.filter((hint) => text.toLowerCase().includes(hint))).not.toEqual([]);
        }),
        { numRuns: 100 },
      );
    }
  });

  test("is asked where something it finds stands, among much else", () => {
    const found = fc.oneof(...hinted.flatMap(patternsOf).map(matching));
    const pieces = fc.oneof(
      found,
      found,
      fc.constantFrom(" ", "\n", "a", "=", '"', "\u0161", "\u{1f600}"),
      fc.string({ maxLength: 5 }),
      fc.constantFrom(...Object.values(keptUpHints).flat()),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (each) => {
        // No rule is asked of a text without a word as long as this.
        const text = `${each.join("")} a-word-of-16-letters`;
        const covered = new Set(keptUpSpans(text).flatMap(placesOf));
        const all = new Set(hinted.flatMap((rule) => ask(rule, text)).flatMap(placesOf));
        expect(covered).toEqual(all);
      }),
      { numRuns: 500 },
    );
  });
});

function placesOf({ from, to }: { from: number; to: number }): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
