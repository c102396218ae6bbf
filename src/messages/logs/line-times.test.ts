import { expect, test } from "vitest";
import { lineTimes } from "./line-times.ts";

test("a line's time is told to the millisecond in the reader's zone, also where the clocks are changed", () => {
  const times = lineTimes("America/Los_Angeles");
  const before = Date.UTC(2026, 10, 1, 8, 59, 59, 7);
  expect(times(before)).toBe("2026-11-01 01:59:59.007");
  expect(times(before + 1_000)).toBe("2026-11-01 01:00:00.007");
  expect(times(before + 3_601_000)).toBe("2026-11-01 02:00:00.007");
  expect(times(before)).toBe("2026-11-01 01:59:59.007");
});

test("a time that no calendar holds is no trouble", () => {
  expect(lineTimes("UTC")(Number.NaN)).toBe("0000-00-00 00:00:00.000");
  expect(lineTimes("UTC")(-1)).toBe("1969-12-31 23:59:59.999");
});
