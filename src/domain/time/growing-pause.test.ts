import { expect, test } from "vitest";
import { growingPauseMs } from "./growing-pause.ts";

const bounds = { firstMs: 1_000, mostMs: 10_000 };

test.each([
  [1, 1_000],
  [2, 2_000],
  [4, 8_000],
  [5, 10_000],
  [2_000, 10_000],
])("after failure %i it is at most %i ms, and at least half of that", (failures, mostMs) => {
  expect(growingPauseMs(bounds, failures, 0.999_999)).toBe(mostMs);
  expect(growingPauseMs(bounds, failures, 0)).toBe(mostMs / 2);
});
