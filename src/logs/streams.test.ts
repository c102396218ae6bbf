import { describe, expect, test } from "vitest";
import type { AccountId, BatchId, PiName } from "../domain/ids.ts";
import type { Attempt } from "../domain/job/attempt.ts";
import { advance } from "../domain/job/job-state.ts";
import type { Report } from "../domain/job/report.ts";
import { streamsOf } from "./streams.ts";

const pi = "peters-u" as PiName;

function job(report: Partial<Report>) {
  const whole: Report = {
    account: "111122223333" as AccountId,
    region: "us-west-2",
    batchId: "3fa9c1d2-0000-4000-8000-000000000000" as BatchId,
    jobName: "jblow-align-a1b2c3",
    queue: "default",
    definition: "align:14",
    status: "FAILED",
    observedAtMs: 1_790_000_000_000,
    attempts: [],
    parameters: {},
    size: { vcpus: 1, memoryMiB: 2_048, gpus: 0 },
    maxAttempts: 3,
    tags: {},
    platform: "EC2",
    ...report,
  };
  return { pi, facts: advance(undefined, whole) };
}

const attempt = (logStream?: string, more: Partial<Attempt> = {}): Attempt => ({
  stoppedAtMs: 1_790_000_000_000,
  statusReason: "Essential container in task exited",
  containers: [{ exitCode: 1, ...(logStream === undefined ? {} : { logStream }) }],
  ...more,
});

const place = { pi, region: "us-west-2", group: "/aws/batch/job" };

describe("the log of a job", () => {
  test("stands in the stream of its newest attempt", () => {
    expect(
      streamsOf(job({ attempts: [attempt("a/1"), attempt("a/2")], current: { logStream: "a/2" } })),
    ).toEqual({
      kind: "streams",
      list: [{ ...place, stream: "a/2", attempt: 2 }],
      attempts: 2,
    });
  });

  test("of a chosen attempt stands in that attempt's", () => {
    const two = job({ attempts: [attempt("a/1"), attempt("a/2")] });
    expect(streamsOf(two, { attempt: 1 })).toMatchObject({ list: [{ stream: "a/1", attempt: 1 }] });
    expect(streamsOf(two, { attempt: 3 })).toEqual({ kind: "no-such-attempt", attempts: 2 });
    expect(streamsOf(two, { attempt: 0 })).toEqual({ kind: "no-such-attempt", attempts: 2 });
  });

  test("that runs is known by its stream alone", () => {
    const running = job({ status: "RUNNING", attempts: [attempt("a/1")], current: { logStream: "a/2" } });
    expect(streamsOf(running)).toMatchObject({ list: [{ stream: "a/2", attempt: 2 }], attempts: 2 });
    expect(streamsOf(running, { attempt: 1 })).toMatchObject({ list: [{ stream: "a/1" }] });
  });

  test("waiting for its next attempt is the one of the last", () => {
    const waiting = job({ status: "RUNNABLE", attempts: [attempt("a/1")], current: { logStream: "a/1" } });
    expect(streamsOf(waiting)).toMatchObject({ list: [{ stream: "a/1", attempt: 1 }], attempts: 1 });
  });

  test("whose newest attempt never started is the one before, and the count says so", () => {
    const failed = job({
      attempts: [attempt("a/1"), attempt(undefined, { statusReason: "Task failed to start" })],
    });
    expect(streamsOf(failed)).toMatchObject({ list: [{ stream: "a/1", attempt: 1 }], attempts: 2 });
    expect(streamsOf(failed, { attempt: 2 })).toEqual({ kind: "never", reason: "Task failed to start" });
  });

  test("goes where its own log configuration says", () => {
    const logs = { driver: "awslogs", group: "/lab/align", region: "us-east-1" };
    expect(streamsOf(job({ attempts: [attempt("ecs/1")], logs }))).toMatchObject({
      list: [{ group: "/lab/align", region: "us-east-1", stream: "ecs/1" }],
    });
    expect(streamsOf(job({ attempts: [attempt("a/1")], logs: { driver: "awslogs" } }))).toMatchObject({
      list: [place],
    });
  });

  test("of several containers begins with the one that failed", () => {
    const containers = [
      { name: "sidecar", exitCode: 0, logStream: "a/sidecar/1" },
      { name: "main", exitCode: 2, logStream: "a/main/1" },
    ];
    const several = job({ attempts: [{ ...attempt(), containers }] });
    expect(streamsOf(several)).toMatchObject({
      list: [
        { stream: "a/main/1", container: "main" },
        { stream: "a/sidecar/1", container: "sidecar" },
      ],
    });
    expect(streamsOf(several, { container: "sidecar" })).toMatchObject({ list: [{ stream: "a/sidecar/1" }] });
    expect(streamsOf(several, { container: "mian" })).toEqual({
      kind: "no-such-container",
      containers: ["sidecar", "main"],
    });
  });
});

describe("several containers that run", () => {
  const current = {
    logStream: "main/1",
    containers: [
      { name: "main", logStream: "main/1" },
      { name: "sidecar", logStream: "sidecar/1", logs: { group: "/lab/sidecar" } },
    ],
  };
  const running = job({ status: "RUNNING", attempts: [attempt("a/1")], current });

  test("have each a stream, in the group where it writes", () => {
    expect(streamsOf(running)).toMatchObject({
      list: [
        { stream: "main/1", container: "main", group: "/aws/batch/job", attempt: 2 },
        { stream: "sidecar/1", container: "sidecar", group: "/lab/sidecar" },
      ],
    });
  });

  test("are chosen by their names", () => {
    expect(streamsOf(running, { container: "sidecar" })).toMatchObject({ list: [{ stream: "sidecar/1" }] });
    expect(streamsOf(running, { container: "mian" })).toEqual({
      kind: "no-such-container",
      containers: ["main", "sidecar"],
    });
  });
});

describe("there is no log", () => {
  test("yet", () => {
    expect(streamsOf({ pi })).toEqual({ kind: "not-yet", status: "SUBMITTED" });
    expect(streamsOf(job({ status: "RUNNABLE" }))).toEqual({ kind: "not-yet", status: "RUNNABLE" });
    expect(streamsOf(job({ status: "RUNNING" }))).toEqual({ kind: "not-yet", status: "RUNNING" });
    const again = job({ status: "STARTING", attempts: [attempt("a/1")] });
    expect(streamsOf(again, { attempt: 2 })).toEqual({ kind: "not-yet", status: "STARTING" });
    expect(streamsOf(again, { attempt: 2, container: "main" })).toEqual({
      kind: "not-yet",
      status: "STARTING",
    });
  });

  test("and never will be, because the container never started", () => {
    const reason = "CannotPullContainerError: manifest for align:1.5 not found";
    const notPulled = { stoppedAtMs: 1, statusReason: "Task failed to start", containers: [{ reason }] };
    expect(streamsOf(job({ attempts: [notPulled] }))).toEqual({ kind: "never", reason });
    expect(streamsOf(job({ statusReason: "Dependent Job failed" }))).toEqual({
      kind: "never",
      reason: "Dependent Job failed",
    });
    expect(streamsOf(job({}))).toEqual({ kind: "never" });
  });

  test("in CloudWatch, when its driver is another", () => {
    expect(streamsOf(job({ platform: "EKS" }))).toEqual({ kind: "elsewhere", driver: "eks" });
    expect(streamsOf(job({ logs: { driver: "splunk" } }))).toEqual({ kind: "elsewhere", driver: "splunk" });
  });

  test("of an array, only of its children", () => {
    expect(streamsOf(job({ array: { size: 100 } }))).toEqual({ kind: "array", size: 100 });
    expect(streamsOf(job({ array: { index: 7 }, attempts: [attempt("a/7")] }))).toMatchObject({
      list: [{ stream: "a/7" }],
    });
  });
});
