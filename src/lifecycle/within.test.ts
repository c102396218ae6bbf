import { expect, test } from "vitest";
import { manualClock } from "../../test/support/manual-clock.ts";
import { within } from "./within.ts";

test("what is done in time is given, and what fails in time fails", async () => {
  const clock = manualClock();
  expect(await within(clock, 10, Promise.resolve("done"))).toBe("done");
  await expect(within(clock, 10, Promise.reject(new Error("no")))).rejects.toThrow("no");
});

test("what takes longer is waited for no longer, and its failure hurts nobody", async () => {
  const clock = manualClock();
  let fail = (_error: Error): void => {};
  const late = within(clock, 10, new Promise((_resolve, reject) => (fail = reject)));
  await clock.advance(10);
  expect(await late).toBeUndefined();
  fail(new Error("late"));
});
