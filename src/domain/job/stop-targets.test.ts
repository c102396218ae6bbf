import { describe, expect, test } from "vitest";
import { aJob } from "../../../test/fixtures/jobs.ts";
import type { SubmissionId } from "../ids.ts";
import { limits } from "../limits.ts";
import { countTargets, mergeTargets, stoppedAtOnce } from "./stop-targets.ts";

const job = (nth: number) => aJob({ id: `s_${nth}` as SubmissionId });
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe("what is named twice is stopped once", () => {
  test("a job", () => {
    expect(mergeTargets([{ job: job(1) }, { job: job(2) }, { job: job(1) }])).toEqual([
      { job: job(1) },
      { job: job(2) },
    ]);
  });

  test("children of one array, in order", () => {
    expect(
      mergeTargets([
        { job: job(1), indexes: [7, 8] },
        { job: job(1), indexes: [3, 7] },
      ]),
    ).toEqual([{ job: job(1), indexes: [3, 7, 8] }]);
  });

  test.each([
    ["before", [{ job: job(1) }, { job: job(1), indexes: [3] }]],
    ["behind", [{ job: job(1), indexes: [3] }, { job: job(1) }]],
  ])("all of an array, named %s a child of it, is all of it", (_where, targets) => {
    expect(mergeTargets(targets)).toEqual([{ job: job(1) }]);
  });
});

describe("so many are stopped at once", () => {
  const many = { job: job(1), indexes: upTo(limits.stopsAtOnce + 40) };

  test("of more children the first, and it is known how many are left out", () => {
    const { targets, left } = stoppedAtOnce([many, { job: job(2) }]);
    expect(targets).toEqual([{ job: job(1), indexes: upTo(limits.stopsAtOnce) }]);
    expect(left).toBe(41);
  });

  test("of fewer all", () => {
    const few = [{ job: job(2) }, { job: job(1), indexes: upTo(limits.stopsAtOnce - 1) }];
    expect(countTargets(few)).toBe(limits.stopsAtOnce);
    expect(stoppedAtOnce(few)).toEqual({ targets: few, left: 0 });
  });
});
