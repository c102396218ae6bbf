import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reportOf } from "../../../test/support/events.ts";
import { canonicalJson } from "../canonical-json.ts";
import type { AccountId, BatchId, MemberId } from "../ids.ts";
import type { Attempt, AttemptContainer } from "./attempt.ts";
import { advance, compareReports, type Facts, isEnded, type State, stateOf } from "./job-state.ts";
import { type BatchStatus, isFinal, type Report } from "./report.ts";
import { stopReason } from "./stop.ts";

const statuses: readonly BatchStatus[] = [
  "SUBMITTED",
  "PENDING",
  "RUNNABLE",
  "STARTING",
  "RUNNING",
  "SUCCEEDED",
  "FAILED",
];

const base: Report = {
  account: "111122223333" as AccountId,
  region: "us-west-2",
  batchId: "4fd0c2a1-6a52-4e1b-a0f3-0d5a3b0f9c11" as BatchId,
  jobName: "jblow-align-k3v9x2",
  queue: "default",
  definition: "align:14",
  status: "RUNNABLE",
  observedAtMs: 1_000,
  attempts: [],
  parameters: {},
  size: { vcpus: 1, memoryMiB: 2_048, gpus: 0 },
  maxAttempts: 3,
  tags: {},
  platform: "EC2",
};

/** Few values, so that ties and contradictions come up often. */
const timeMs = fc.integer({ min: 1, max: 5 }).map((step) => step * 1_000);

function sometimes<T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> {
  return fc.option(value, { nil: undefined });
}

function dense<T>(value: object): T {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as T;
}

const container: fc.Arbitrary<AttemptContainer> = fc
  .record({
    exitCode: sometimes(fc.constantFrom(0, 1, 137)),
    reason: sometimes(fc.constantFrom("OutOfMemoryError", "Error")),
    logStream: sometimes(fc.constantFrom("align/default/aa", "align/default/bb")),
  })
  .map((value) => dense(value));

const attempt: fc.Arbitrary<Attempt> = fc
  .record({
    startedAtMs: sometimes(timeMs),
    stoppedAtMs: sometimes(timeMs),
    statusReason: sometimes(
      fc.constantFrom("Essential container in task exited", "Host EC2 (i-1) terminated."),
    ),
    containers: fc.array(container, { maxLength: 2 }),
  })
  .map((value) => dense(value));

const report: fc.Arbitrary<Report> = fc
  .record({
    status: fc.constantFrom(...statuses),
    observedAtMs: timeMs,
    startedAtMs: sometimes(timeMs),
    statusReason: sometimes(fc.constantFrom("a", "b")),
    isTerminated: sometimes(fc.boolean()),
    isCancelled: sometimes(fc.boolean()),
    attempts: fc.array(attempt, { maxLength: 3 }),
  })
  .map((value) => ({ ...base, ...dense<Partial<Report>>(value) }));

const reports = fc.array(report, { minLength: 1, maxLength: 8 });

/** The same reports in another order, some of them several times. */
const retold = reports.chain((told) =>
  fc
    .array(fc.constantFrom(...told), { maxLength: 8 })
    .chain((again) => {
      const all = [...told, ...again];
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    })
    .map((other) => ({ told, other })),
);

function fold(told: readonly Report[]): Facts | undefined {
  return told.reduce<Facts | undefined>(advance, undefined);
}

describe("what AWS has told of a job", () => {
  test("is the same whatever the order and number of reports", () => {
    fc.assert(
      fc.property(retold, ({ told, other }) => {
        expect(canonicalJson(fold(other))).toBe(canonicalJson(fold(told)));
      }),
      { numRuns: 2_000 },
    );
  });

  test("is the same when two halves are folded apart and told again in full", () => {
    fc.assert(
      fc.property(reports, reports, (one, two) => {
        expect(canonicalJson(fold([...one, ...two, ...one]))).toBe(canonicalJson(fold([...two, ...one])));
      }),
    );
  });

  test("never leaves a final state", () => {
    fc.assert(
      fc.property(reports, fc.boolean(), (told, hasStop) => {
        const stop = hasStop
          ? {
              by: "U0JBLOW" as MemberId,
              reason: "",
              atMs: 0,
              hutchnet: "jblow",
              dueMs: 0,
              taken: true as const,
            }
          : undefined;
        let facts: Facts | undefined;
        let hasEnded = false;
        for (const one of told) {
          facts = advance(facts, one);
          hasEnded ||= isFinal(one.status);
          expect(isEnded(stateOf(facts, stop))).toBe(hasEnded);
        }
      }),
    );
  });

  test("never loses an attempt, and of each keeps one that was told, ended where any told of its end", () => {
    fc.assert(
      fc.property(reports, (told) => {
        const attempts = fold(told)?.attempts ?? [];
        expect(attempts).toHaveLength(Math.max(...told.map((one) => one.attempts.length)));
        for (const [index, kept] of attempts.entries()) {
          const versions = told.flatMap((one) => one.attempts[index] ?? []);
          expect(versions.map(canonicalJson)).toContain(canonicalJson(kept));
          expect(kept.stoppedAtMs !== undefined).toBe(versions.some((one) => one.stoppedAtMs !== undefined));
        }
      }),
    );
  });

  test("begins with the earliest start that any report tells of", () => {
    fc.assert(
      fc.property(reports, (told) => {
        const starts = told.flatMap((one) => [
          one.startedAtMs,
          ...one.attempts.map((each) => each.startedAtMs),
        ]);
        const earliest = Math.min(...starts.filter((start) => start !== undefined));
        expect(fold(told)?.firstStartedAtMs ?? Number.POSITIVE_INFINITY).toBe(earliest);
      }),
    );
  });
});

describe("which report counts", () => {
  test("is decided by a total order", () => {
    fc.assert(
      fc.property(report, report, report, (a, b, c) => {
        expect(Math.sign(compareReports(a, b))).toBe(-Math.sign(compareReports(b, a)) + 0);
        expect(compareReports(a, b) === 0).toBe(canonicalJson(a) === canonicalJson(b));
        if (compareReports(a, b) <= 0 && compareReports(b, c) <= 0) {
          expect(compareReports(a, c)).toBeLessThanOrEqual(0);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ["an end before everything", { status: "FAILED" }, { status: "RUNNING", attempts: [{ containers: [] }] }],
    [
      "a job back in the queue before the run it came from",
      { status: "RUNNABLE", attempts: [{ containers: [] }] },
      { status: "RUNNING", observedAtMs: 9_000 },
    ],
    [
      "the further status within one attempt, though seen earlier",
      { status: "RUNNING" },
      { status: "STARTING", observedAtMs: 9_000 },
    ],
    ["of one status the one seen later", { status: "PENDING", observedAtMs: 2_000 }, { status: "PENDING" }],
  ] satisfies [string, Partial<Report>, Partial<Report>][])("%s", (_, greater, lesser) => {
    expect(compareReports({ ...base, ...greater }, { ...base, ...lesser })).toBeGreaterThan(0);
  });
});

describe("a job in our words", () => {
  test.each([
    ["SUBMITTED", "submitted"],
    ["PENDING", "waiting"],
    ["RUNNABLE", "waiting"],
    ["STARTING", "starting"],
    ["RUNNING", "running"],
    ["SUCCEEDED", "succeeded"],
    ["FAILED", "failed"],
  ] satisfies [BatchStatus, State][])("%s is %s", (status, state) => {
    expect(stateOf(advance(undefined, { ...base, status }), undefined)).toBe(state);
  });

  test("is submitted before AWS has said anything", () => {
    expect(stateOf(undefined, undefined)).toBe("submitted");
  });

  test("is stopped when someone stopped it, with us or elsewhere, and not when it succeeded all the same", () => {
    const asked = { by: "U0JBLOW" as MemberId, reason: "wrong genome", atMs: 0, hutchnet: "jblow", dueMs: 0 };
    const stop = { ...asked, taken: true as const };
    const facts = (name: string) => advance(undefined, reportOf(name));
    expect(stateOf(facts("failed.terminated"), undefined)).toBe("stopped");
    expect(stateOf(facts("failed.cancelled"), undefined)).toBe("stopped");
    expect(stateOf(facts("failed.exit-1"), stop)).toBe("stopped");
    expect(stateOf(facts("failed.exit-1"), undefined)).toBe("failed");
    expect(stateOf(facts("single.succeeded"), stop)).toBe("succeeded");
    // What failed before anybody stopped it, or while AWS never took the stop, failed by itself.
    expect(stateOf(facts("failed.exit-1"), asked)).toBe("failed");
    expect(stateOf(facts("failed.exit-1"), { ...stop, atMs: Number.MAX_SAFE_INTEGER })).toBe("failed");
    const named = { ...reportOf("failed.exit-1"), statusReason: stopReason(asked) };
    expect(stateOf(advance(undefined, named), asked)).toBe("stopped");
  });
});

describe("a whole life", () => {
  test("told backwards, with a repeat, ends as it did", () => {
    const names = ["single.runnable", "single.starting", "single.running", "single.succeeded"];
    const life = names.map(reportOf);
    const facts = fold([...life.toReversed(), ...life.slice(0, 2)]);
    expect(stateOf(facts, undefined)).toBe("succeeded");
    expect(facts?.firstStartedAtMs).toBe(reportOf("single.running").startedAtMs);
  });

  test("a job retried after a reclaim waits again, then succeeds, with both attempts kept", () => {
    const again = fold([reportOf("retried.runnable-again")]);
    expect(stateOf(again, undefined)).toBe("waiting");
    const done = advance(again, reportOf("retried.succeeded"));
    expect(stateOf(done, undefined)).toBe("succeeded");
    expect(done.attempts).toHaveLength(2);
    expect(done.firstStartedAtMs).toBe(again?.attempts[0]?.startedAtMs);
  });

  test("a first attempt whose image could not be pulled does not hide when the second began", () => {
    const facts = fold([
      { ...base, status: "RUNNABLE", attempts: [{ stoppedAtMs: 2_000, containers: [] }] },
      { ...base, status: "RUNNING", attempts: [{ stoppedAtMs: 2_000, containers: [] }], startedAtMs: 3_000 },
    ]);
    expect(facts?.firstStartedAtMs).toBe(3_000);
  });
});
