import { expect, test } from "vitest";
import { typicalTime } from "./typical-time.ts";

test.each<[readonly number[], ReturnType<typeof typicalTime>]>([
  [[], undefined],
  [[5], { count: 1, medianMs: 5, shortestMs: 5, longestMs: 5 }],
  [[9, 1], { count: 2, medianMs: 5, shortestMs: 1, longestMs: 9 }],
  [[100, 1, 2], { count: 3, medianMs: 2, shortestMs: 1, longestMs: 100 }],
])("of the times %j the middle and both ends are told", (times, told) => {
  expect(typicalTime(times)).toEqual(told);
});
