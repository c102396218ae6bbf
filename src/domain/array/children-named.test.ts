import { describe, expect, test } from "vitest";
import { aJob } from "../../../test/fixtures/jobs.ts";
import { childrenNamed, indexOfChild } from "./children-named.ts";
import { oldIndexes } from "./old-indexes.ts";

const { asked } = aJob();
const part = { asked: { ...asked, arraySize: 3, oldIndexes: oldIndexes([3, 17, 18], 20) } };
const single = { asked: { ...asked, oldIndexes: oldIndexes([17], 20) } };

describe("of a part of an array that runs again", () => {
  test("an index is the one of the first array", () => {
    expect(childrenNamed(part, [18, 3])).toEqual({ children: [2, 0] });
    expect([0, 1, 2].map((child) => indexOfChild(part, child))).toEqual([3, 17, 18]);
  });

  test.each([
    [0, "Index 0 was not run again: this job runs index 3, 17–18 of the array of 20 again."],
    [20, "The array has 20 indexes, from 0 to 19; there is no 20."],
  ])("index %i is answered, not taken for a child", (index, mistake) => {
    expect(childrenNamed(part, [3, index])).toEqual({ mistake });
  });

  test("a single one is all of the job", () => {
    expect(childrenNamed(single, [17])).toEqual({ children: [] });
    expect(childrenNamed(single, [3])).toMatchObject({ mistake: expect.stringContaining("not run again") });
  });
});

test("of any other array an index is the child's own number", () => {
  const whole = { asked: { ...asked, arraySize: 20 } };
  expect(childrenNamed(whole, [17, 25])).toEqual({ children: [17, 25] });
  expect(indexOfChild(whole, 17)).toBe(17);
});
