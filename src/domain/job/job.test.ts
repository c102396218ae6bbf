import { describe, expect, test } from "vitest";
import {
  aJob,
  anArrayThatTold,
  jobIn,
  minuteMs,
  someFacts,
  states,
  submittedAtMs,
} from "../../../test/fixtures/jobs.ts";
import { reportOf } from "../../../test/support/events.ts";
import type { BatchId } from "../ids.ts";
import { limits } from "../limits.ts";
import { askAtMs, type Job, missed, shortId, takeChildren, takeReport } from "./job.ts";
import { isEnded } from "./job-state.ts";
import type { Report } from "./report.ts";

function report(changes: Partial<Report>): Report {
  return { ...someFacts().head, ...changes };
}

const hourMs = 60 * minuteMs;
const capacity = "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - no machine";

describe("a job after one more report", () => {
  test("has a new state and a new version", () => {
    const job = takeReport(aJob(), report({ status: "RUNNING" }));
    expect(job).toMatchObject({ state: "running", version: 2 });
  });

  test("is the very same when the report is the same", () => {
    const job = takeReport(aJob(), report({ status: "RUNNING" }));
    expect(takeReport(job, report({ status: "RUNNING" }))).toBe(job);
  });

  test("is the very same when the report comes late", () => {
    const job = takeReport(aJob(), report({ status: "RUNNING" }));
    expect(takeReport(job, report({ status: "RUNNABLE", observedAtMs: 9e15 }))).toBe(job);
  });

  test("has no new version when only the time of seeing is new, but remembers it", () => {
    const job = takeReport(aJob(), report({ status: "RUNNING", observedAtMs: 1 }));
    const seen = takeReport(job, report({ status: "RUNNING", observedAtMs: 2 }));
    expect(seen.version).toBe(job.version);
    expect(seen.facts?.head.observedAtMs).toBe(2);
  });

  test("has a new version when an array's counts are new", () => {
    const counted = (RUNNING: number, observedAtMs: number) =>
      report({ status: "PENDING", array: { size: 100, counts: { RUNNING } }, observedAtMs });
    const job = takeReport(aJob(), counted(1, 1));
    expect(takeReport(job, counted(2, 2)).version).toBe(job.version + 1);
  });

  test("is no longer missing", () => {
    const found = takeReport(missed(aJob(), 5), report({ status: "RUNNING" }));
    expect(found).not.toHaveProperty("missingSinceMs");
  });

  test("keeps who stopped it, and its end is a stop", () => {
    const { stop } = jobIn("stopped");
    const job = aJob({ ...(stop && { stop }) });
    expect(takeReport(job, report({ status: "FAILED" }))).toMatchObject({ state: "stopped", stop });
  });
});

describe("a job at the head of a queue that can not start", () => {
  const blocked = (statusReason: string, observedAtMs = 1) =>
    report({ status: "RUNNABLE", statusReason, observedAtMs });

  test("says so, and since when", () => {
    const job = takeReport(aJob(), blocked(capacity, 77));
    expect(job).toMatchObject({ state: "waiting", blocked: { reason: capacity, sinceMs: 77 } });
  });

  test.each([
    "CAPACITY",
    "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - x",
    "ACTION_REQUIRED - x",
    "UNDETERMINED - x",
  ])("for the reason %s", (reason) => {
    expect(takeReport(aJob(), blocked(reason)).blocked?.reason).toBe(reason);
  });

  test.each(["Host EC2 (instance i-1) terminated.", "capacity", "", "THE CAPACITY"])(
    "but not for %j, which is its last attempt's or nobody's",
    (reason) => {
      expect(takeReport(aJob(), blocked(reason))).not.toHaveProperty("blocked");
    },
  );

  test("has no new version when it is said again", () => {
    const job = takeReport(aJob(), blocked(capacity, 1));
    expect(takeReport(job, blocked(capacity, 2)).version).toBe(job.version);
  });

  test("no longer says so once it starts", () => {
    const job = takeReport(aJob(), blocked(capacity));
    expect(takeReport(job, report({ status: "STARTING" }))).not.toHaveProperty("blocked");
  });
});

describe("a job that AWS does not know", () => {
  test("is missing at first, which the card does not show", () => {
    expect(missed(aJob(), 1_000)).toEqual({ ...aJob(), missingSinceMs: 1_000 });
  });

  test("is lost after a day of asking, and not a moment sooner", () => {
    const missing = missed(aJob(), 1_000);
    expect(missed(missing, 1_000 + limits.lostAfterMs - 1)).toEqual(missing);
    expect(missed(missing, 1_000 + limits.lostAfterMs)).toMatchObject({ state: "lost", version: 2 });
  });

  test.each(states.filter(isEnded))("stays %s if it has ended", (state) => {
    const job = { ...jobIn(state), missingSinceMs: 1 };
    expect(missed(job, 1 + limits.lostAfterMs)).toBe(job);
  });

  test("and that turns up again is what AWS says it is", () => {
    const lost: Job = { ...missed(aJob(), 0), state: "lost" };
    expect(takeReport(lost, reportOf("single.succeeded")).state).toBe("succeeded");
  });
});

describe("when AWS is asked about a quiet job", () => {
  const quietMs = 60_000;
  const pauseAt = (ageMs: number, quiet = quietMs) => {
    const nowMs = submittedAtMs + ageMs;
    return (askAtMs(aJob(), nowMs, quiet) ?? Number.NaN) - nowMs;
  };

  test.each([
    [-1_000, 6_000],
    [0, 6_000],
    [6_000, 6_000],
    [12_000, 12_000],
    [48_000, 48_000],
    [minuteMs, minuteMs],
    [4 * minuteMs, minuteMs],
    [8 * minuteMs, 2 * minuteMs],
    [hourMs, 15 * minuteMs],
    [hourMs + 3, 15 * minuteMs + 1],
    [4 * hourMs, hourMs],
    [100 * hourMs, hourMs],
  ])("at the age of %i ms the pause is %i ms", (ageMs, pauseMs) => {
    expect(pauseAt(ageMs)).toBe(pauseMs);
  });

  test("the pause is never shorter than what is set, even beyond an hour", () => {
    expect(pauseAt(1_000, 1_000)).toBe(1_000);
    expect(pauseAt(100 * hourMs, 2 * hourMs)).toBe(2 * hourMs);
  });

  test("a clock that was set back makes a job new again", () => {
    expect(pauseAt(-hourMs)).toBe(quietMs * limits.askFirst);
  });

  test.each(states.filter(isEnded))("never, once it is %s", (state) => {
    expect(askAtMs(jobIn(state), 0, quietMs)).toBeUndefined();
  });
});

test.each([
  ["3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f", "3fa9c1d2"],
  ["3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f:17", "3fa9c1d2:17"],
  ["3fa9c1d2-7c0e-4b55-9d1c-0a1b2c3d4e5f#0", "3fa9c1d2#0"],
])("people read and type %s as %s", (batchId, short) => {
  expect(shortId(batchId as BatchId)).toBe(short);
});

describe("an array that succeeded, of whose children more is heard", () => {
  const array = anArrayThatTold(undefined, { state: "succeeded" });
  const { firstStartedAtMs = 0, ...children } = array.children ?? { counts: {}, failed: [] };

  test("has a new version when one had begun earlier, as its card says how long it waited", () => {
    const heard = takeChildren(array, { ...children, firstStartedAtMs: firstStartedAtMs - 1_000 });
    expect(heard.version).toBe(array.version + 1);
  });

  test("has no new version when only more of them are counted", () => {
    const heard = takeChildren(array, { ...children, firstStartedAtMs, counts: { SUCCEEDED: 100 } });
    expect(heard).toMatchObject({ version: array.version, children: { counts: { SUCCEEDED: 100 } } });
  });
});
