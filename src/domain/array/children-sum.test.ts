import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reportOf } from "../../../test/support/events.ts";
import type { Report } from "../job/report.ts";
import { limits } from "../limits.ts";
import { noChildren, takeChildReports } from "./array-job.ts";
import { leftOut, rangesOf, stoppedIn, sumOf } from "./children-sum.ts";

const base = reportOf("array.child-17-failed");

function failedWith(exitCode: number): Partial<Report> {
  return { status: "FAILED", attempts: [{ startedAtMs: 1, stoppedAtMs: 2, containers: [{ exitCode }] }] };
}
const oom: Partial<Report> = {
  status: "FAILED",
  attempts: [
    { containers: [{ exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" }] },
  ],
};
const stopped: Partial<Report> = {
  status: "FAILED",
  attempts: [],
  statusReason: "Stopped by jblow: wrong genome",
};

/** Each entry: which children, and what was heard of them. */
function sum(...told: readonly [indexes: readonly number[], changes: Partial<Report>][]) {
  const reports = told.flatMap(([indexes, changes]) =>
    indexes.map((index) => ({ index, report: { ...base, ...changes } })),
  );
  return sumOf(takeChildReports(noChildren, reports));
}

const from = (first: number, count: number) => Array.from({ length: count }, (_, index) => first + index);

describe("what a card shows of an array's children", () => {
  test("counts those that were heard of, and groups the failed by cause, most first", () => {
    const seen = sum(
      [[40], failedWith(1)],
      [[3, ...from(17, 5)], oom],
      [[0, 1], { status: "RUNNING" }],
      [[9], { status: "SUCCEEDED" }],
    );
    expect(seen.counts).toEqual({ RUNNING: 2, SUCCEEDED: 1, FAILED: 7 });
    expect(seen.failed).toEqual([
      {
        cause: "out-of-memory",
        count: 6,
        ranges: [
          [3, 3],
          [17, 21],
        ],
      },
      { cause: "exit-code", exitCode: 1, count: 1, ranges: [[40, 40]] },
    ]);
  });

  test("tells those that were stopped apart, behind those that failed, whether AWS flags them or names our stop", () => {
    const seen = sum(
      [from(10, 50), stopped],
      [[1], { ...failedWith(143), isTerminated: true }],
      [[5], failedWith(2)],
    );
    expect(seen.failed.map(({ cause, count }) => [cause, count])).toEqual([
      ["exit-code", 1],
      ["stopped", 51],
    ]);
    expect(stoppedIn(seen)).toBe(51);
    expect(stoppedIn(sum([[1], oom]))).toBe(0);
  });

  test("has AWS's words where we have none, and says where AWS has none either", () => {
    const bare: Partial<Report> = { status: "FAILED", attempts: [] };
    const seen = sum(
      [[1], { ...bare, statusReason: "Something  new:\nodd" }],
      [[2, 3], { ...bare, statusReason: " " }],
    );
    expect(seen.failed).toEqual([
      { cause: "unknown", count: 2, ranges: [[2, 3]] },
      { cause: "unknown", reason: "Something new: odd", count: 1, ranges: [[1, 1]] },
    ]);
  });

  test("stays bounded: further causes are counted together, further ranges are left out", () => {
    const causes = Array.from({ length: 20 }, (_, code): [number[], Partial<Report>] => [
      from(0, 400).map((step) => step * 20 + code),
      failedWith(code + 1),
    ]);
    const seen = sum(...causes, [[9_000], stopped]);
    expect(seen.failed).toHaveLength(limits.failedGroups + 2);
    expect(seen.failed.at(-2)).toMatchObject({ cause: "stopped", count: 1 });
    expect(seen.failed.at(-1)).toMatchObject({ cause: "other", count: (20 - limits.failedGroups) * 400 });
    expect(seen.failed.every(({ ranges }) => ranges.length <= limits.failedRanges)).toBe(true);
    expect(leftOut(seen.failed[0] ?? { count: 0, ranges: [] })).toBe(400 - limits.failedRanges);
    expect(JSON.stringify(seen).length).toBeLessThan(4_000);
  });

  test("every failed child is in a range or counted as left out", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 120 }),
        (indexes) => {
          const sorted = indexes.toSorted((a, b) => a - b);
          const all = rangesOf(sorted, 300);
          expect(all.flatMap(([first, last]) => from(first, last - first + 1))).toEqual(sorted);
          expect(all.every(([first], at) => at === 0 || first > (all[at - 1]?.[1] ?? 0) + 1)).toBe(true);
          const [group] = sum([sorted, failedWith(1)]).failed;
          expect(group?.ranges).toEqual(all.slice(0, limits.failedRanges));
          expect(leftOut(group ?? { count: 0, ranges: [] })).toBe(
            sorted.length -
              all.slice(0, limits.failedRanges).reduce((n, [first, last]) => n + last - first + 1, 0),
          );
        },
      ),
    );
  });
});
