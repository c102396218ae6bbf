import { expect, test } from "vitest";
import { aJob, jobIn } from "../../../test/fixtures/jobs.ts";
import { firstStartedAtMs } from "./job-times.ts";
import { stopLoss } from "./stop-loss.ts";

test("of jobs that wait nothing is lost", () => {
  expect(stopLoss([jobIn("waiting"), jobIn("submitted")], 0)).toEqual({ started: 0, notStarted: 2 });
});

test("the one that has run longest is told, an array from its first child on", () => {
  const running = jobIn("running");
  const startedAtMs = firstStartedAtMs(running) ?? 0;
  const array = {
    ...jobIn("running"),
    children: { counts: {}, failed: [], firstStartedAtMs: startedAtMs - 1_000 },
  };
  const loss = stopLoss([running, jobIn("waiting"), array], startedAtMs + 5_000);
  expect(loss).toEqual({ started: 2, notStarted: 1, longest: { job: array, ranMs: 6_000 } });
});

test("clocks that differ make no job run less than nothing", () => {
  expect(stopLoss([aJob({ state: "running" })], 0).longest?.ranMs ?? 0).toBe(0);
});
