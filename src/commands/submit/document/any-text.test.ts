import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyRequest } from "../../../../test/fixtures/any-request.ts";
import { toCliLine } from "../../../domain/submission/submit-line.ts";
import { understand } from "../submit-document.ts";
import { findDocument, findInMessage } from "./find-document.ts";

/** A piece taken out, put in or changed, as hands and clipboards do it. */
const spoiled = (text: string) =>
  fc
    .array(
      fc.tuple(
        fc.nat(text.length),
        fc.nat(4),
        fc.constantFrom("", '"', "'", "{", "}", ",", "“", "\\", "\n", "$(", "=", "```", "-- "),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((cuts) =>
      cuts.reduce((now, [at, length, put]) => now.slice(0, at) + put + now.slice(at + length), text),
    );

const call = (request: object) => `client.submit_job(**{})`.replace("**{}", asArguments(request));

function asArguments(request: object): string {
  return Object.entries(request)
    .map(
      ([name, value]) =>
        `${name}=${JSON.stringify(value)
          .replace(/\btrue\b/g, "True")
          .replace(/\bfalse\b/g, "False")}`,
    )
    .join(", ");
}

const languages = {
  JSON: (request: object) => JSON.stringify(request, null, 1),
  "the AWS CLI": (request: object) => toCliLine(request as Parameters<typeof toCliLine>[0], "us-west-2"),
  boto3: call,
};

describe.each(Object.entries(languages))("a spoiled document in %s", (_language, written) => {
  test("is understood, or gets words that say why not: it never fails", () => {
    const texts = anyRequest.chain((request) => spoiled(written(request)));
    fc.assert(
      fc.property(texts, (text) => {
        const found = findDocument(text) ?? findInMessage(text);
        if (found === undefined) return;
        const read = understand(found);
        if (!("mistakes" in read)) return;
        expect(read.mistakes.length).toBeGreaterThan(0);
        for (const mistake of read.mistakes) expect(mistake).toMatch(/^.{5,}[.?]$/s);
      }),
      { numRuns: 100 },
    );
  });
});

test("a text of people is no document, and none of them fails", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
      const found = findDocument(text);
      if (found !== undefined) understand(found);
      findInMessage(text);
    }),
    { numRuns: 500 },
  );
});
