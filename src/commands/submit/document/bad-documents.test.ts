/** Documents as people get them wrong, and the words they get back. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { understand } from "../submit-document.ts";
import { findDocument } from "./find-document.ts";

type Bad = { text: string; says: string[]; corrected?: string };

const tables: Record<string, Bad[]> = parse(
  readFileSync(new URL("../../../../test/fixtures/bad-documents.yaml", import.meta.url), "utf8"),
);

function understood(text: string) {
  const found = findDocument(text);
  if (found === undefined) throw new Error(`no document is found in ${text}`);
  return understand(found);
}

describe.each(Object.entries(tables))("of %s", (_language, table) => {
  test.each(table)("$text", ({ text, says, corrected }) => {
    expect(understood(text)).toEqual({
      mistakes: says,
      ...(corrected === undefined ? {} : { corrected, line: expect.any(String) }),
    });
  });

  const mended = table.filter(({ corrected }) => corrected !== undefined);

  test.each(mended)(
    "the correction of $text is right, and says the same to us",
    ({ text, corrected = "" }) => {
      const wrong = understood(text);
      const right = understood(corrected.replace("/batch submit ", ""));
      const ours = understood("line" in wrong ? (wrong.line ?? "") : "");
      expect(right).toMatchObject({ document: {}, input: { jobdef: expect.any(String) } });
      expect("input" in ours && ours.input).toEqual("input" in right && right.input);
    },
  );
});
