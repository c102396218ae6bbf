import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyNodesRequest, anyRequest } from "../../../../test/fixtures/any-request.ts";
import { toCliLine } from "../../../domain/submission/submit-line.ts";
import { findDocument } from "./find-document.ts";
import { readDocument } from "./read-document.ts";
import { shellWords } from "./shell-words.ts";

/** The words that a POSIX shell makes of the line. */
function wordsInShell(line: string): string[] {
  const told = execFileSync("sh", ["-c", `printf '%s\\0' ${line}`], { encoding: "utf8" });
  return told.split("\0").slice(0, -1);
}

const requests = fc.oneof(anyRequest, anyNodesRequest);

describe("the line that a dry run shows", () => {
  test("is for a shell what it is for us, and one line", () => {
    fc.assert(
      fc.property(requests, (request) => {
        const line = toCliLine(request, "us-west-2");
        expect(line).not.toContain("\n");
        expect(shellWords(line)).toEqual({ words: wordsInShell(line), mistakes: [] });
      }),
      { numRuns: 60 },
    );
  });

  test("reads back as the same request, whatever stands in it", () => {
    fc.assert(
      fc.property(requests, (request) => {
        const found = findDocument(toCliLine(request, "us-west-2"));
        const { document, mistakes, region, said } = readDocument(found ?? { kind: "cli", text: "" });
        expect({ document, mistakes, region, said }).toEqual({
          document: request,
          mistakes: [],
          region: "us-west-2",
          said: [],
        });
      }),
      { numRuns: 200 },
    );
  });
});

test("JSON of a request reads back as the same request, in one line or in many", () => {
  fc.assert(
    fc.property(requests, fc.constantFrom(0, 2, 4), (request, indent) => {
      const found = findDocument(JSON.stringify(request, null, indent));
      const { document, mistakes } = readDocument(found ?? { kind: "json", text: "" });
      expect({ document, mistakes }).toEqual({ document: request, mistakes: [] });
    }),
  );
});
