import { expect, test } from "vitest";
import { aJob } from "../../../test/fixtures/jobs.ts";
import { failedOverRuns, indexesOfJob } from "./failed-over-runs.ts";
import { oldIndexes } from "./old-indexes.ts";

const all = [0, 1, 2, 3, 4, 5];

test.each([
  ["what was not run again", [{ indexes: [1], failed: [] }], [3, 4]],
  ["what failed once more", [{ indexes: [1, 3], failed: [3] }], [3, 4]],
  ["what failed only later", [{ indexes: [0, 1], failed: [0, 1] }], [0, 1, 3, 4]],
  [
    "nothing that a later part brought to success",
    [
      { indexes: [1, 3, 4], failed: [1, 3] },
      { indexes: [1, 3], failed: [] },
    ],
    [],
  ],
])("failed still is %s", (_what, parts, still) => {
  expect(failedOverRuns([{ indexes: all, failed: [1, 3, 4] }, ...parts])).toEqual(still);
});

test("only an array of that size and parts of it tell of its indexes", () => {
  const { asked } = aJob();
  expect(indexesOfJob({ asked: { ...asked, arraySize: 3 } }, 3)).toEqual([0, 1, 2]);
  expect(indexesOfJob({ asked: { ...asked, arraySize: 2, oldIndexes: oldIndexes([1, 4], 6) } }, 6)).toEqual([
    1, 4,
  ]);
  expect(
    indexesOfJob({ asked: { ...asked, arraySize: 6, oldIndexes: oldIndexes(all, 20) } }, 6),
  ).toBeUndefined();
  expect(indexesOfJob({ asked }, 6)).toBeUndefined();
});
