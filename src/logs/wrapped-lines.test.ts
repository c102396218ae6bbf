import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ownVariables as own, shownOf as shown } from "../../test/support/masked-log.ts";

/** Put together here, so that no scanner of repositories takes them for real ones. */
const token = `ghp_${"a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"}`;
const jwt = `eyJhbGciOiJIUzI1NiJ9.${"eyJzdWIiOiIxMjM0NTY3ODkwIn0".repeat(6)}.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P`;

const wrapped = (line: string, width: number): string[] =>
  Array.from({ length: Math.ceil(line.length / width) }, (_, n) => line.slice(n * width, (n + 1) * width));

describe("a secret that a terminal has cut at its edge is masked in both lines", () => {
  const words = "2026-11-29 10:00:00 INFO cloning the sources of the pipeline of the lab with the token ";
  test.each([
    ["of a known shape", token, 100],
    ["of a known shape, at a width that nobody has", token, 97],
    ["over many lines", jwt, 80],
    ["of the job's own", own.LICENSE_KEY, 95],
    ["of the lab's pattern, which has matched before the edge already", "MRN-1234567", 79],
  ])("%s", async (_what, secret, width) => {
    for (let shift = 1; shift < Math.min(secret.length, 36); shift++) {
      const before = words.repeat(3).slice(0, width - (shift % width));
      const lines = wrapped(`${before.slice(0, -1)} ${secret} and on`, width);
      const text = await shown("begin", ...lines, "end");
      expect(text).toContain("[masked]");
      const left = text.split("\n").slice(1, -1).join("").replaceAll("[masked]", " ");
      for (let at = 0; at + 8 <= secret.length; at++)
        if (!words.includes(secret.slice(at, at + 8))) expect(left).not.toContain(secret.slice(at, at + 8));
      expect(text.replace(/\s/g, "")).toMatch(/andonend$/);
    }
  });

  test("of a password that is named before the edge", async () => {
    const line = `${"connecting to the database of the lab as user lab with ".padEnd(60, ".")} password=hunter2-and-more and on`;
    const [first, second] = (await shown(...wrapped(line, 80))).split("\n");
    expect(first).toMatch(/password=\[masked\]$/);
    expect(second).toBe("[masked] and on");
  });
});

describe("lines that only stand below each other are not taken for one", () => {
  test.each([
    [["SOME_TOKEN=0a1b2c3d4e5f6071", "HOSTNAME=ip-10-0-0-1", "HOME=/root"], 1],
    [["aws_secret_access_key: wJalrXUtnFEMI/K7MDENG/bPxRfiCYZZZZZZZKEY", "region: us-west-2"], 1],
    [["the password of the lab was read from the secret", "store of the account"], 0],
    [["ACGTTGCAACGGATTACAACGTTGCAACGGATTACAACGTTGCAACGGATTACAACGTTGCAAC", "ACGT"], 0],
  ])("%j", async (lines, masked) => {
    const text = await shown(...lines);
    expect(text.split("[masked]").length - 1).toBe(masked);
    expect(text.split("\n").slice(1)).toEqual(lines.slice(1));
  });
});

test("whatever the lines are, none is lost, and none is lengthened by what another holds", async () => {
  const line = fc.oneof(
    fc.string({ maxLength: 120 }),
    fc.constantFrom(token, `x ${token.slice(0, 12)}`, token.slice(12), "password=", "MRN-", "12345"),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
      const plain = lines.map((each) => each.replace(/[^\x20-\x7e]/g, "").trimEnd());
      expect((await shown(...plain)).split("\n").length).toBe(Math.max(plain.length, 1));
    }),
  );
});
