import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanLine } from "../domain/logs/log-text.ts";
import type { CleanLine } from "./clean-pages.ts";
import { createMask, type Mask } from "./mask.ts";
import { maskLines } from "./mask-lines.ts";
import { maskStream } from "./mask-stream.ts";
import type { ReadLine } from "./read-on.ts";

const mask = createMask({
  values: ["correct horse battery"],
  names: ["VAULT_PIN"],
  patterns: ["MRN-\\d+"],
});

/** Put together here, so that no scanner of repositories takes them for real ones. */
const secrets = [
  `AKIA${"Z7QW4ERT5YUI8OPA"}`,
  `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`,
  `xoxb-${"2345678901-2345678901234-aBcDeFgHiJkLmNoPqRsTuVwX"}`,
  "MRN-123456",
  "correct horse battery",
];
const accessKey = `wJalrXUtnFEMI/K7MDENG/${"bPxRfiCYZQ7TPLEKEY"}`;
const keyBody = (n: number) => `${String(n).padStart(4, "M")}IIEowIBAAKCAQEA${"x1Y2z3".repeat(4)}`;

const lineOf = (raw: string): CleanLine => ({ atMs: 0, text: cleanLine(raw), bar: undefined });

/** Written over half way: the one half is on the screen, the other was. */
const torn = (secret: string, at: number): CleanLine => ({
  ...lineOf(secret.slice(at)),
  before: secret.slice(0, at),
});

const pem = (bodies: number, prefix: string): CleanLine[] =>
  [
    "-----BEGIN RSA PRIVATE KEY-----",
    ...Array.from({ length: bodies }, (_, n) => keyBody(n)),
    "-----END RSA PRIVATE KEY-----",
  ].map((line) => lineOf(prefix + line));

const pieces = fc.oneof(
  fc.string({ unit: "binary" }).map((text) => [lineOf(text)]),
  fc
    .constantFrom("loading chr7", "", "  ", "password=hunter2x", "VAULT_PIN: 4711-99")
    .map((text) => [lineOf(text)]),
  fc.constantFrom(...secrets).map((secret) => [lineOf(`using ${secret} now`)]),
  fc.tuple(fc.constantFrom(...secrets), fc.nat(20)).map(([secret, at]) => [torn(secret, at)]),
  fc.constantFrom(" = ", ": ", "=").map((is) => [lineOf(`aws_secret_access_key${is}`), lineOf(accessKey)]),
  fc
    .tuple(fc.integer({ min: 1, max: 60 }), fc.constantFrom("", "12:01 INFO "))
    .map(([n, prefix]) => pem(n, prefix)),
  // Cut by a terminal of 80 columns, or of no usual width.
  fc
    .tuple(fc.constantFrom(...secrets), fc.integer({ min: 2, max: 9 }), fc.constantFrom(80, 61))
    .map(([secret, at, width]) => {
      const line = `${"reads of the lab ".repeat(5).slice(0, width - at - 1)} ${secret} and on`;
      return [lineOf(line.slice(0, width)), lineOf(line.slice(width))];
    }),
  // Its first line was not read.
  fc.integer({ min: 2, max: 60 }).map((n) => pem(n, "").slice(1)),
);
const logs = fc.array(pieces, { maxLength: 30 }).map((each) => each.flat());

async function inPages(
  by: Mask,
  lines: readonly CleanLine[],
  sizes: readonly number[],
  charsPerTurn?: number,
) {
  const masking = maskStream(by, charsPerTurn);
  const out: ReadLine[] = [];
  let from = 0;
  for (let page = 0; from < lines.length; page++) {
    const size = sizes.length === 0 ? lines.length : (sizes[page % sizes.length] ?? 1);
    out.push(...(await masking.take(lines.slice(from, from + size))));
    from += size;
  }
  return [...out, ...(await masking.end())];
}

describe("a log that is masked as a stream", () => {
  test("is masked as it would be in one, however it is cut into pages and slices", async () => {
    await fc.assert(
      fc.asyncProperty(
        logs,
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 5_000 }),
        async (lines, sizes, charsPerTurn) => {
          const cut = await inPages(mask, lines, sizes, charsPerTurn);
          expect(cut.map(({ text, masked }) => ({ text, masked }))).toEqual(maskLines(mask, lines));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("shows nothing of a key that is spread over pages, whichever they are", async () => {
    for (const prefix of ["", "12:01 INFO "]) {
      const lines = [lineOf("before"), ...pem(40, prefix), lineOf("after")];
      for (let size = 1; size < 12; size++) {
        const texts = (await inPages(mask, lines, [size])).map(({ text }) => text);
        expect(texts.join("\n")).not.toContain("IIEowIBAAKCAQEA");
        expect([texts.at(0), texts.at(-1)]).toEqual(["before", "after"]);
      }
    }
  });

  test("of thousands of lines has each once and in order, with what was around its slices", async () => {
    const lines = Array.from({ length: 5_000 }, (_, n) =>
      lineOf(n % 499 === 0 ? "aws_secret_access_key =" : n % 499 === 1 ? accessKey : `line ${n}`),
    );
    const masked = await inPages(mask, lines, [1_700]);
    expect(masked.map(({ text, masked: count }) => ({ text, masked: count }))).toEqual(
      maskLines(mask, lines),
    );
    expect(masked.filter(({ text }) => text.startsWith("line "))).toHaveLength(4_978);
    expect(masked.some(({ text }) => text.includes(accessKey))).toBe(false);
  });

  test("lets others run between its slices", async () => {
    const lines = Array.from({ length: 20_000 }, (_, n) => lineOf(`${n} `.repeat(20)));
    const chars = lines.reduce((sum, { text }) => sum + text.length, 0);
    let turns = 0;
    let isOver = false;
    const count = () => {
      if (isOver) return;
      turns += 1;
      setImmediate(count);
    };
    setImmediate(count);
    await inPages(mask, lines, []);
    isOver = true;
    // Looked at, masked alone and masked together: each is work.
    expect(turns).toBeGreaterThan((3 * chars) / (128 * 1_024));
  });
});
