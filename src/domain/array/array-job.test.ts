import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reportOf } from "../../../test/support/events.ts";
import type { Attempt } from "../job/attempt.ts";
import { type BatchStatus, isFinal, type Report } from "../job/report.ts";
import { limits } from "../limits.ts";
import { type ChildReport, type Children, noChildren, statusAt, takeChildReports } from "./array-job.ts";
import { causeText } from "./child-cause.ts";
import { readChildren, writeChildren } from "./children-text.ts";

const base = reportOf("array.child-17-failed");

function aReport(changes: Partial<Report>): Report {
  const { statusReason: _reason, startedAtMs: _start, stoppedAtMs: _stop, ...bare } = base;
  return { ...bare, status: "RUNNABLE", attempts: [], ...changes };
}

function failedAttempt(exitCode: number): Attempt {
  return {
    startedAtMs: 1_000,
    stoppedAtMs: 2_000,
    statusReason: "Essential container in task exited",
    containers: [{ exitCode }],
  };
}

const statuses = ["SUBMITTED", "PENDING", "RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED", "FAILED"] as const;

/** More causes than are kept apart, so that some must be given up, and few children, so that reports meet. */
const attempts = fc.array(fc.integer({ min: 1, max: limits.childCauses + 15 }).map(failedAttempt), {
  maxLength: 3,
});

const childReport: fc.Arbitrary<ChildReport> = fc.record({
  index: fc.integer({ min: 0, max: 12 }),
  report: fc
    .record({
      status: fc.constantFrom(...statuses),
      observedAtMs: fc.integer({ min: 1, max: 9 }).map((step) => step * 1_000),
      attempts,
      isTerminated: fc.boolean(),
      reason: fc.constantFrom(
        "Essential container in task exited",
        "something\nnew",
        "Host EC2 (instance i-1) terminated.",
        "",
      ),
    })
    .map(({ reason, ...told }) => aReport({ ...told, ...(reason === "" ? {} : { statusReason: reason }) })),
});

const told = fc.array(childReport, { minLength: 1, maxLength: 60 });

/** The same reports in another order, some of them several times, cut into folds. */
const retold = told.chain((reports) =>
  fc
    .array(fc.constantFrom(...reports), { maxLength: 30 })
    .chain((again) => {
      const all = [...reports, ...again];
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    })
    .chain((other) =>
      fc.record({
        reports: fc.constant(reports),
        other: fc.constant(other),
        foldSize: fc.integer({ min: 1, max: 40 }),
      }),
    ),
);

function inFolds(reports: readonly ChildReport[], size: number): Children {
  let children = noChildren;
  for (let from = 0; from < reports.length; from += size)
    children = readChildren(writeChildren(takeChildReports(children, reports.slice(from, from + size))));
  return children;
}

/** As nobody would keep it: every report of every child. */
function byHand(reports: readonly ChildReport[]) {
  const order = ({ status, attempts }: Report) =>
    [Number(isFinal(status)), attempts.length, statuses.indexOf(status)]
      .map((n) => String(n).padStart(2, "0"))
      .join();
  const failures = reports.filter(({ report }) => report.status === "FAILED");
  const causes = [...new Set(failures.map(({ report }) => causeText(report)))]
    .sort()
    .slice(0, limits.childCauses);
  return [...Map.groupBy(reports, ({ index }) => index)].map(([index, ofChild]) => {
    const greatest = ofChild
      .map(({ report }) => order(report))
      .sort()
      .at(-1);
    const same = ofChild.map(({ report }) => report).filter((report) => order(report) === greatest);
    const [cause] = same.map((report) => (report.status === "FAILED" ? causeText(report) : "")).sort();
    const status = same[0]?.status as BatchStatus;
    return { index, status, cause: status === "FAILED" && causes.includes(cause ?? "") ? cause : undefined };
  });
}

describe("the children of an array", () => {
  test("are the same whatever the order, the number and the folds of their reports, kept or not", () => {
    fc.assert(
      fc.property(retold, ({ reports, other, foldSize }) => {
        expect(inFolds(other, foldSize)).toEqual(takeChildReports(noChildren, reports));
      }),
      { numRuns: 1_000 },
    );
  });

  test("are what one finds who keeps every report of every child", () => {
    fc.assert(
      fc.property(told, fc.integer({ min: 1, max: 60 }), (reports, foldSize) => {
        const { levels, causeAt, causes } = inFolds(reports, foldSize);
        for (const { index, status, cause } of byHand(reports)) {
          expect(statusAt(levels[index] ?? 0)).toBe(status);
          expect(causes[(causeAt[index] ?? 0) - 1]).toBe(cause);
        }
        const heard = new Set(reports.map(({ index }) => index));
        expect([...levels.keys()].filter((index) => levels[index] !== 0)).toEqual(
          [...heard].sort((a, b) => a - b),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  test("told again, tell nothing: it is the very same value", () => {
    fc.assert(
      fc.property(told, (reports) => {
        const children = takeChildReports(noChildren, reports);
        expect(takeChildReports(children, reports)).toBe(children);
      }),
    );
  });

  test("never hold more causes than are kept apart, and ten thousand of them take 20 kB and those causes", () => {
    const reports = Array.from({ length: limits.arraySizeMax }, (_, index) => ({
      index,
      report: aReport({ status: "FAILED", statusReason: `${index} ${"x".repeat(1_000)}` }),
    }));
    const children = takeChildReports(noChildren, reports);
    expect(children.causes).toHaveLength(limits.childCauses);
    expect(writeChildren(children).length).toBeLessThan(
      2 * limits.arraySizeMax + limits.childCauses * (limits.childReasonLength + 10) + 100,
    );
  });

  test.each<[string, Partial<Report>, Partial<Report>, BatchStatus]>([
    [
      "one that is tried again waits again",
      { status: "RUNNING" },
      { status: "RUNNABLE", attempts: [failedAttempt(1)] },
      "RUNNABLE",
    ],
    [
      "one that succeeds on its second attempt has succeeded",
      { status: "SUCCEEDED", attempts: [failedAttempt(1), failedAttempt(0)] },
      { status: "RUNNING", attempts: [failedAttempt(1)] },
      "SUCCEEDED",
    ],
    [
      "an end stands, whatever comes late",
      { status: "FAILED" },
      { status: "RUNNING", attempts: [failedAttempt(1)] },
      "FAILED",
    ],
    [
      "more attempts than AWS allows are no more than the most",
      { status: "RUNNABLE", attempts: Array(40).fill(failedAttempt(1)) },
      { status: "RUNNING" },
      "RUNNABLE",
    ],
  ])("%s", (_what, one, another, status) => {
    for (const reports of [
      [one, another],
      [another, one],
    ]) {
      const { levels } = takeChildReports(
        noChildren,
        reports.map((changes) => ({ index: 3, report: aReport(changes) })),
      );
      expect([...levels].map(statusAt)).toEqual([undefined, undefined, undefined, status]);
    }
  });

  test("have begun with the first that ran, though it is tried again and AWS does not say when it ran", () => {
    const running = { index: 0, report: aReport({ status: "RUNNING", observedAtMs: 5_000 }) };
    const again = { index: 0, report: aReport({ status: "RUNNABLE", attempts: [{ containers: [] }] }) };
    expect(takeChildReports(noChildren, [again, running]).firstStartedAtMs).toBe(5_000);
    expect(takeChildReports(noChildren, [again]).firstStartedAtMs).toBeUndefined();
  });

  test("that were kept in a form we do not know are not guessed at", () => {
    expect(() => readChildren("2 anything")).toThrow("unknown form");
  });
});
