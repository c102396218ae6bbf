import { describe, expect, it } from "vitest";
import { aJob, anArray, anAttempt, jobIn, someFacts } from "../../../test/fixtures/jobs.ts";
import type { Job } from "../job/job.ts";
import { noticesOf } from "./notices-of.ts";
import { stepsOf } from "./steps-of.ts";

const again = (state: "starting" | "running"): Job =>
  aJob({
    state,
    facts: someFacts({ status: state === "running" ? "RUNNING" : "STARTING", attempts: [anAttempt(137)] }),
  });

describe("one more step", () => {
  it.each([
    ["a machine for the first attempt", jobIn("waiting"), jobIn("starting"), ["starting:1"]],
    ["the first start, which others are told too", jobIn("starting"), jobIn("running"), []],
    ["a machine for the second attempt", jobIn("running"), again("starting"), ["starting:2"]],
    ["the second start", again("starting"), again("running"), ["started:2"]],
    ["a wait", jobIn("submitted"), jobIn("waiting"), []],
    ["an end", jobIn("running"), jobIn("succeeded"), []],
    ["anything after the end", jobIn("succeeded"), again("running"), []],
    ["a child of an array", jobIn("waiting"), anArray(), []],
  ] as const)("%s", (_, before, after, keys) => {
    expect(stepsOf(before, after).map(({ key }) => key)).toEqual(keys);
  });

  it("is never the same thing that all are told, nor under the same key", () => {
    const changes = [
      [jobIn("waiting"), jobIn("starting")],
      [jobIn("starting"), jobIn("running")],
      [jobIn("running"), again("starting")],
      [again("starting"), again("running")],
    ] as const;
    const keys = changes.flatMap(([before, after]) => [
      ...stepsOf(before, after).map(({ key }) => key),
      ...noticesOf(before, after).map(({ key }) => key),
    ]);
    expect(keys).toHaveLength(new Set(keys).size);
  });

  it("says that it is one, so that only who wants to hear of each is told", () => {
    for (const { notice } of stepsOf(jobIn("waiting"), jobIn("starting")))
      expect(notice).toMatchObject({ kind: "started", isStep: true, isStarting: true, attempt: 1 });
  });
});
