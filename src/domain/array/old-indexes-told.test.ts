import { describe, expect, test } from "vitest";
import { aDefinition, aWish } from "../../../test/fixtures/a-submission.ts";
import type { PiName } from "../ids.ts";
import { limits } from "../limits.ts";
import { toldOf } from "../submission/submission.ts";
import { firstOf, oldIndexes, type ToldOldIndexes } from "./old-indexes.ts";
import { oldIndexProblems } from "./old-indexes-told.ts";

const pi = "peters-u" as PiName;
const definition = aDefinition({ command: ["score", "Ref::sample"] });
const told = (indexes: number[], how: ToldOldIndexes["how"]) => ({ ...oldIndexes(indexes, 10_000), how });
/** None is another's neighbour, so that each takes room of its own. */
const many = Array.from({ length: 3_000 }, (_, at) => at * 3);

describe("a program that runs some indexes again", () => {
  test("is told them by variables, and its command stays the definition's, where the lab says so", () => {
    expect(toldOf(aWish({ oldIndexes: told([3, 17, 18], "env") }), definition)).toEqual({
      environment: [
        { name: "BATCHMATE_ARRAY_INDEX", value: "3,17,18" },
        { name: "BATCHMATE_ARRAY_SIZE", value: "10000" },
      ],
    });
  });

  test("is wrapped with the definition's own command where none was given, and its parameters stay Batch's to fill in", () => {
    const { command, environment } = toldOf(aWish({ oldIndexes: told([3], "shell") }), definition);
    expect(environment).toEqual([]);
    expect(command?.slice(0, 2)).toEqual(["/bin/sh", "-c"]);
    expect(command?.slice(-2)).toEqual(["score", "Ref::sample"]);
  });

  test.each([
    [undefined, /names no command.*give the command behind `--`/],
    [["--sample", "NA1"], /begins with `--sample`.*`arrayRetry: env`/],
  ])("can not be told by a shell that it is not behind: %j", (command, words) => {
    const { command: _own, ...bare } = definition;
    const wish = aWish({ oldIndexes: told([3], "shell"), ...(command === undefined ? {} : { command }) });
    expect(oldIndexProblems(wish, bare, pi)).toEqual([expect.stringMatching(words)]);
  });

  test.each(["shell", "env"] as const)(
    "by %s: of too many it is said how many fit, and one more does not",
    (how) => {
      const wish = aWish({ oldIndexes: told(many, how) });
      const [problem = "", ...others] = oldIndexProblems(wish, definition, pi);
      expect(others).toEqual([]);
      const [, fit = "", last = ""] =
        /: ([\d,]+) of them fit, those up to index (\d+): pick them with `--index 0-\2`/.exec(problem) ?? [];
      const count = Number(fit.replace(",", ""));
      expect(many[count - 1]).toBe(Number(last));
      const isFine = (first: number) =>
        oldIndexProblems(aWish({ oldIndexes: { ...firstOf(told(many, how), first), how } }), definition, pi)
          .length === 0;
      expect([isFine(count), isFine(count + 1)]).toEqual([true, false]);
    },
  );

  test("of very many neighbours all fit", () => {
    const neighbours = Array.from({ length: 9_000 }, (_, at) => at + 500);
    expect(oldIndexProblems(aWish({ oldIndexes: told(neighbours, "shell") }), definition, pi)).toEqual([]);
  });

  test("none fits beside a command that leaves no room", () => {
    const wish = aWish({ command: ["x".repeat(limits.overridesBytes)], oldIndexes: told([3], "shell") });
    expect(oldIndexProblems(wish, definition, pi)).toEqual([
      expect.stringMatching(/not one of them fits beside the command and the environment\.$/),
    ]);
  });

  test("can not be told by a shell where the image hands the command to a script that it fetches", () => {
    const script = { name: "BATCH_FILE_S3_URL", value: "s3://fh-pi-peters-u/run.sh" };
    const problems = (how: ToldOldIndexes["how"], given: (typeof script)[], own = {}) =>
      oldIndexProblems(
        aWish({ command: ["run.sh"], environment: given, oldIndexes: told([3], how) }),
        { ...definition, environment: own },
        pi,
      );
    const refused = [expect.stringMatching(/fetches a script from S3.*`arrayRetry: env`\.$/)];
    expect(problems("shell", [script])).toEqual(refused);
    expect(problems("shell", [], { [script.name]: script.value })).toEqual(refused);
    expect(problems("env", [script])).toEqual([]);
    expect(problems("shell", [{ name: "OTHER", value: "x" }])).toEqual([]);
  });
});
