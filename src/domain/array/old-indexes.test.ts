import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countOf, firstOf, indexesIn, oldIndexAt, oldIndexes, unwrapped, wrapped } from "./old-indexes.ts";

const someIndexes = fc
  .uniqueArray(fc.integer({ min: 0, max: 9_999 }), { minLength: 1, maxLength: 60 })
  .map((indexes) => indexes.toSorted((a, b) => a - b));

/** What a command can hold: all but the sign that ends a word. */
const words = fc.array(
  fc
    .oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "$HOME",
        "`id`",
        "$(id)",
        "it's",
        '"',
        "\\",
        "*",
        "-n",
        "--",
        "",
        " ",
        "\n",
        "Ref::x",
        "%s",
        "$1",
        "a=b",
      ),
    )
    .map((word) => word.replaceAll("\0", "")),
  { maxLength: 8 },
);

const shells = ["sh", "dash", "bash", "busybox"].filter(
  (shell) => spawnSync(shell, shell === "busybox" ? ["sh", "-c", "true"] : ["-c", "true"]).status === 0,
);

/** Prints its arguments and variables, so that no shell can have changed them. */
const program = [
  process.execPath,
  "-e",
  "process.stdout.write(JSON.stringify([process.argv.slice(1), process.env]))",
  "--",
];

function run(shell: string, command: readonly string[], env: Record<string, string>) {
  const [, ...rest] = command;
  const args = shell === "busybox" ? ["sh", ...rest] : rest;
  const { stdout, status, stderr } = spawnSync(shell, args, {
    env: { PATH: "/usr/bin:/bin", ...env },
    encoding: "utf8",
    // On a socket bash takes itself for one that was called from afar, and reads what is set up for that.
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { status, stderr, seen: status === 0 ? JSON.parse(stdout) : undefined };
}

describe("a wrapped command", () => {
  it.each(shells)(
    "in %s: the program gets its arguments and its old index, and nothing else has changed",
    (shell) => {
      fc.assert(
        fc.property(someIndexes, words, fc.nat(), (indexes, args, at) => {
          const child = at % indexes.length;
          const env: Record<string, string> = { n: "mine", a: "mine", r: "mine", s: "mine", IFS: "1" };
          if (indexes.length > 1) env.AWS_BATCH_JOB_ARRAY_INDEX = String(child);
          const command = wrapped([...program, ...args], oldIndexes(indexes, 10_000));
          const { seen, stderr } = run(shell, command, env);
          expect(stderr).toBe("");
          const [argv, environment] = seen;
          expect(argv).toEqual(args);
          expect(environment).toMatchObject({
            n: "mine",
            a: "mine",
            r: "mine",
            s: "mine",
            AWS_BATCH_JOB_ARRAY_INDEX: String(indexes[child]),
            AWS_BATCH_JOB_ARRAY_SIZE: "10000",
          });
        }),
        { numRuns: 12 },
      );
    },
    60_000,
  );

  it.each(shells)("in %s: a child beyond the old indexes, or without a number, runs nothing", (shell) => {
    const command = wrapped(program, oldIndexes([3, 17], 20));
    for (const env of [{ AWS_BATCH_JOB_ARRAY_INDEX: "2" }, {}]) {
      const { status, stderr } = run(shell, command, env);
      expect(status).toBe(2);
      expect(stderr).toContain("batchmate: this child has no index of the array before");
    }
  });

  it("is known again, and no other command is taken for one", () => {
    fc.assert(
      fc.property(someIndexes, words, (indexes, command) => {
        expect(unwrapped(wrapped(command, oldIndexes(indexes, 10_000)))).toEqual(command);
        expect(unwrapped(command)).toEqual(command);
      }),
    );
  });
});

describe("old indexes", () => {
  it("are the same as ranges, child by child", () => {
    fc.assert(
      fc.property(someIndexes, fc.nat({ max: 70 }), (indexes, count) => {
        const old = oldIndexes(indexes, 10_000);
        expect(indexesIn(old)).toEqual(indexes);
        expect(countOf(old)).toBe(indexes.length);
        expect(indexes.map((_, child) => oldIndexAt(old, child))).toEqual(indexes);
        expect(oldIndexAt(old, indexes.length)).toBeUndefined();
        expect(indexesIn(firstOf(old, count))).toEqual(indexes.slice(0, count));
      }),
    );
  });
});
