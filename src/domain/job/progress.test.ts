import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aJob, jobIn, minuteMs, someFacts, submittedAtMs } from "../../../test/fixtures/jobs.ts";
import type { ChildrenSum } from "../array/children-sum.ts";
import { limits } from "../limits.ts";
import type { Job } from "./job.ts";
import { advance, type Facts } from "./job-state.ts";
import {
  allHaveEnded,
  endsAboutMs,
  listFailuresAtMs,
  type Progress,
  progressOf,
  untoldFailures,
} from "./progress.ts";
import type { BatchStatus, Report } from "./report.ts";

type Counts = Partial<Record<BatchStatus, number>>;

/** An array of a hundred: what its children have told, and what AWS counts. */
function array({
  told,
  counted,
  job = {},
  sum = {},
}: {
  told?: Counts;
  counted?: Counts;
  job?: Partial<Job>;
  sum?: Partial<ChildrenSum>;
}): Job {
  const asked = { ...aJob().asked, arraySize: 100 };
  const facts =
    counted === undefined
      ? {}
      : { facts: someFacts({ status: "PENDING", array: { size: 100, counts: counted } }) };
  const children = told === undefined ? {} : { children: { counts: told, failed: [], ...sum } };
  return aJob({ asked, state: "running", ...facts, ...children, ...job });
}

const zero: Progress = {
  of: "child",
  size: 100,
  succeeded: 0,
  failed: 0,
  stopped: 0,
  running: 0,
  starting: 0,
  waiting: 0,
  unknown: 0,
};

describe("how far an array has come", () => {
  test.each<[string, Job, Partial<Progress>]>([
    [
      "by its children alone, the rest waits",
      array({ told: { RUNNING: 3, STARTING: 2, SUCCEEDED: 10 } }),
      { succeeded: 10, running: 3, starting: 2, waiting: 85 },
    ],
    [
      "by AWS alone",
      array({ counted: { RUNNING: 12, STARTING: 7, SUCCEEDED: 58, FAILED: 3, RUNNABLE: 20 } }),
      { succeeded: 58, failed: 3, running: 12, starting: 7, waiting: 20 },
    ],
    [
      "AWS is late: the children count",
      array({ told: { RUNNING: 3, SUCCEEDED: 60 }, counted: { RUNNING: 20, SUCCEEDED: 30 } }),
      { succeeded: 60, running: 3, waiting: 37 },
    ],
    [
      "events were lost: AWS counts",
      array({ told: { RUNNING: 40, SUCCEEDED: 20 }, counted: { RUNNING: 9, SUCCEEDED: 70, FAILED: 1 } }),
      { succeeded: 70, failed: 1, running: 9, waiting: 20 },
    ],
    [
      "of each end the greater counts",
      array({ told: { SUCCEEDED: 60 }, counted: { SUCCEEDED: 50, FAILED: 20 } }),
      { succeeded: 60, failed: 20, waiting: 20 },
    ],
    [
      "never more than there are",
      array({ told: { SUCCEEDED: 90, RUNNING: 50 }, counted: { FAILED: 30 } }),
      { succeeded: 70, failed: 30 },
    ],
    [
      "as many ended: who has seen more begin tells of what goes on",
      array({ told: { RUNNING: 1 }, counted: { RUNNING: 5 } }),
      { running: 5, waiting: 95 },
    ],
    [
      "those that were stopped are not those that failed",
      array({
        told: { FAILED: 9, RUNNING: 91 },
        sum: { failed: [{ cause: "stopped", count: 7, ranges: [[0, 6]] }] },
      }),
      { failed: 2, stopped: 7, running: 91 },
    ],
    [
      "at its end nothing goes on any more, and what nobody told of is not known",
      array({ told: { SUCCEEDED: 60, FAILED: 3, RUNNING: 30 }, job: { state: "failed" } }),
      { succeeded: 60, failed: 3, unknown: 37 },
    ],
    [
      "when the whole succeeded, so has each",
      array({ told: { RUNNING: 30 }, job: { state: "succeeded" } }),
      { succeeded: 100 },
    ],
    [
      "when the whole succeeded, though none has told",
      array({ job: { state: "succeeded" } }),
      { succeeded: 100 },
    ],
  ])("%s", (_what, job, progress) => {
    expect(progressOf(job)).toEqual({ ...zero, ...progress });
  });

  test("is not told of a job that has no children, nor before anything is heard of them", () => {
    expect(progressOf(jobIn("running"))).toBeUndefined();
    expect(progressOf(array({}))).toBeUndefined();
  });

  test("is told of a multi-node job by its nodes", () => {
    const job = aJob({
      state: "running",
      facts: someFacts({ nodes: { count: 4, main: 0 } }),
      children: { counts: { RUNNING: 3 }, failed: [] },
    });
    expect(progressOf(job)).toEqual({ ...zero, of: "node", size: 4, running: 3, waiting: 1 });
    expect(endsAboutMs(job)).toBeUndefined();
  });

  test("never goes back in what has ended, in whatever order AWS's counts come", () => {
    const counts = fc.record({
      SUCCEEDED: fc.nat({ max: 50 }),
      FAILED: fc.nat({ max: 50 }),
      RUNNING: fc.nat({ max: 50 }),
    });
    fc.assert(
      fc.property(
        fc.array(fc.record({ counts, observedAtMs: fc.nat({ max: 9 }) }), { minLength: 1, maxLength: 8 }),
        (seen) => {
          const base = someFacts({ status: "PENDING" }).head;
          const reports = seen.map(
            ({ counts, observedAtMs }): Report => ({ ...base, observedAtMs, array: { size: 100, counts } }),
          );
          const facts = reports.reduce<Facts | undefined>(advance, undefined) as Facts;
          const progress = progressOf(array({ job: { facts } }));
          expect(progress?.failed).toBe(Math.max(...seen.map(({ counts }) => counts.FAILED)));
          expect(progress?.succeeded).toBe(Math.max(...seen.map(({ counts }) => counts.SUCCEEDED)));
        },
      ),
    );
  });

  test("failures that AWS counts and no child has told of are looked for", () => {
    const facts = advance(undefined, {
      ...someFacts({ status: "PENDING" }).head,
      array: { size: 100, counts: { FAILED: 5 } },
    });
    expect(untoldFailures(array({ told: { FAILED: 2 }, job: { facts } }))).toBe(3);
    expect(untoldFailures(array({ told: { FAILED: 9 }, job: { facts } }))).toBe(0);
    expect(untoldFailures(array({}))).toBe(0);
  });

  test("AWS is asked which they are, ever less often, and no more once the array has long ended", () => {
    const stoppedAtMs = submittedAtMs + 100 * minuteMs;
    const facts = someFacts({ status: "FAILED", statusReason: "Array Child Job failed", stoppedAtMs });
    const ended = array({ job: { state: "failed", facts } });
    const inMs = (nowMs: number, job = ended) => {
      const atMs = listFailuresAtMs(job, nowMs);
      return atMs === undefined ? undefined : atMs - nowMs;
    };
    expect(untoldFailures(ended)).toBe(1);
    expect(inMs(stoppedAtMs - 5_000)).toBe(limits.listFailuresMs);
    expect(inMs(stoppedAtMs + 20 * minuteMs)).toBe(5 * minuteMs);
    expect(inMs(stoppedAtMs + 61 * minuteMs)).toBeUndefined();
    expect(
      inMs(stoppedAtMs, array({ told: { FAILED: 1 }, job: { state: "failed", facts } })),
    ).toBeUndefined();
    const goesOn = {
      head: someFacts({ status: "PENDING" }).head,
      attempts: [],
      mostEnded: { succeeded: 0, failed: 4 },
    };
    expect(inMs(submittedAtMs + 24 * 60 * minuteMs, array({ job: { facts: goesOn } }))).toBe(limits.askMaxMs);
    expect(inMs(submittedAtMs, aJob({ facts: goesOn }))).toBeUndefined();
  });

  test("all of its children have ended: it is about to end itself", () => {
    expect(allHaveEnded(array({ told: { SUCCEEDED: 98, FAILED: 2 } }))).toBe(true);
    expect(allHaveEnded(array({ told: { SUCCEEDED: 98, FAILED: 1, RUNNING: 1 } }))).toBe(false);
    expect(allHaveEnded(aJob())).toBe(false);
  });
});

describe("when an array will be done", () => {
  const startedAtMs = submittedAtMs;
  const afterPace = (minutes: number, told: Counts, job: Partial<Job> = {}) =>
    array({
      told,
      job,
      sum: { firstStartedAtMs: startedAtMs, lastEndedAtMs: startedAtMs + minutes * minuteMs },
    });
  const inMinutes = (job: Job) => {
    const atMs = endsAboutMs(job);
    return atMs === undefined ? undefined : (atMs - startedAtMs) / minuteMs;
  };

  test("follows from the pace of its ends so far, and is said the rougher the further it is", () => {
    expect(inMinutes(afterPace(10, { SUCCEEDED: 50 }))).toBe(20);
    expect(inMinutes(afterPace(10.4, { SUCCEEDED: 40, FAILED: 10 }))).toBe(21);
    // Submitted at 18:42, so that round times are not round minutes from there.
    expect(inMinutes(afterPace(10, { SUCCEEDED: 11 }))).toBe(93);
    expect(inMinutes(afterPace(60, { SUCCEEDED: 10 }))).toBe(603);
  });

  test.each<[string, Job]>([
    ["too few have ended", afterPace(10, { SUCCEEDED: 9 })],
    ["they have only just begun to end", afterPace(0.9, { SUCCEEDED: 50 })],
    ["all have ended", afterPace(10, { SUCCEEDED: 100 })],
    ["it has not begun", afterPace(10, { SUCCEEDED: 50 }, { state: "waiting" })],
    ["it has ended", afterPace(10, { SUCCEEDED: 50 }, { state: "stopped" })],
    [
      "nobody told when it began",
      array({ told: { SUCCEEDED: 50 }, sum: { lastEndedAtMs: startedAtMs + 10 * minuteMs } }),
    ],
    ["it is no array", jobIn("running")],
  ])("is not told when %s", (_what, job) => {
    expect(endsAboutMs(job)).toBeUndefined();
  });

  test("follows from AWS's counts where those tell of more ends", () => {
    const facts = someFacts({
      status: "PENDING",
      observedAtMs: startedAtMs + 30 * minuteMs,
      array: { size: 100, counts: { SUCCEEDED: 50 } },
    });
    expect(inMinutes(afterPace(10, { SUCCEEDED: 2 }, { facts }))).toBe(63);
  });
});
