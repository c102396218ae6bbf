import { describe, expect, test } from "vitest";
import { aJob, anArray, anAttempt, jobIn, minuteMs, someFacts, states } from "../../../test/fixtures/jobs.ts";
import { reportOf } from "../../../test/support/events.ts";
import type { Attempt } from "../job/attempt.ts";
import type { Job } from "../job/job.ts";
import { takeReport } from "../job/job.ts";
import { isEnded, type State } from "../job/job-state.ts";
import { ranForMs } from "../job/job-times.ts";
import type { Report } from "../job/report.ts";
import { failureOf, noticesOf } from "./notices-of.ts";

const keys = (before: Job, after: Job) => noticesOf(before, after).map(({ key }) => key);
const told = (before: Job, after: Job, key: string) =>
  noticesOf(before, after).find((said) => said.key === key)?.notice;
const withReport = (job: Job, changes: Partial<Report>): Job =>
  takeReport(job, { ...someFacts().head, ...changes });

const waiting = jobIn("waiting");
const running = jobIn("running");

describe("what is told, and when", () => {
  const ends: readonly State[] = ["succeeded", "failed", "stopped", "lost"];
  const table: readonly [State, State, string[]][] = [
    ["submitting", "submitted", []],
    ["submitted", "waiting", []],
    ["waiting", "starting", []],
    ["submitted", "running", ["started"]],
    ["waiting", "running", ["started"]],
    ["starting", "running", ["started"]],
    ["running", "running", []],
    ["running", "waiting", []],
    ["running", "starting", []],
    ["submitting", "rejected", []],
    ...(["waiting", "running"] as const).flatMap((from) =>
      ends.map((end): [State, State, string[]] => [from, end, ["finished"]]),
    ),
  ];
  test.each(table)("from %s to %s: %s", (from, to, expected) => {
    expect(keys(jobIn(from), jobIn(to))).toEqual(expected);
  });

  test.each(states.filter(isEnded))("nothing more is told of a job that is %s", (state) => {
    for (const next of states) expect(keys(jobIn(state), jobIn(next))).toEqual([]);
  });
});

describe("the start of a job", () => {
  test("says how long it waited", () => {
    const facts = someFacts({ createdAtMs: 1_000, startedAtMs: 61_000 });
    const notice = told(waiting, aJob({ state: "running", facts }), "started");
    expect(notice).toEqual({ kind: "started", waitedMs: minuteMs, attempt: 1, maxAttempts: 3 });
  });

  test("is told without a time where AWS gave none, and never with a negative one", () => {
    expect(told(waiting, aJob({ state: "running", facts: someFacts() }), "started")).not.toHaveProperty(
      "waitedMs",
    );
    const early = someFacts({ createdAtMs: 61_000, startedAtMs: 1_000 });
    expect(told(waiting, aJob({ state: "running", facts: early }), "started")).toMatchObject({ waitedMs: 0 });
  });

  test("is told once: a second attempt is told by the end of the first", () => {
    const again = withReport(waiting, { attempts: [anAttempt(1)], startedAtMs: 9 });
    expect(keys(waiting, again)).toEqual(["attempt:1"]);
  });

  test("of an array is that of its first child", () => {
    expect(keys(jobIn("submitted"), anArray())).toEqual(["started"]);
  });
});

describe("the end of an attempt", () => {
  const reclaimed: Attempt = {
    startedAtMs: 0,
    stoppedAtMs: 41 * minuteMs,
    statusReason: "Host EC2 (instance i-0abc) terminated.",
    containers: [{ logStream: "align/default/aa" }],
  };

  test("is told with its number, how long it ran and why it failed", () => {
    const again = withReport(running, { status: "RUNNABLE", attempts: [reclaimed] });
    expect(told(running, again, "attempt:1")).toMatchObject({
      kind: "attempt",
      attempt: 1,
      maxAttempts: 3,
      ranMs: 41 * minuteMs,
      failure: { cause: "spot-reclaim" },
    });
  });

  test("is told for each of several that were learnt of at once", () => {
    const again = withReport(running, { status: "RUNNABLE", attempts: [reclaimed, anAttempt(1)] });
    expect(keys(running, again)).toEqual(["attempt:1", "attempt:2"]);
    expect(told(running, again, "attempt:2")).toMatchObject({ failure: { cause: "exit-code" } });
  });

  test("is told for those before the last when the job ends: the last is the job's own end", () => {
    const ended = withReport(running, { status: "SUCCEEDED", attempts: [reclaimed, anAttempt(0)] });
    expect(keys(running, ended)).toEqual(["attempt:1", "finished"]);
  });

  test("is not explained by what AWS says of the whole job", () => {
    const quiet: Attempt = { startedAtMs: 0, stoppedAtMs: 1, containers: [{ exitCode: 1 }] };
    const ended = withReport(running, {
      status: "FAILED",
      statusReason: "Dependent Job failed",
      attempts: [quiet, quiet],
    });
    expect(told(running, ended, "attempt:1")).toMatchObject({ failure: { cause: "exit-code" } });
    expect(told(running, ended, "finished")).toMatchObject({ failure: { cause: "dependency" } });
  });

  test("is not told for an array, whose children are many", () => {
    const array = { ...anArray(), facts: someFacts({ attempts: [anAttempt(1)] }) };
    expect(keys(anArray(), array)).toEqual([]);
  });
});

describe("a job that can not start", () => {
  const blockedBy = (reason: string) => aJob({ state: "waiting", blocked: { reason, sinceMs: 1 } });
  const tooLarge = "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE";

  test("is told when somebody must act", () => {
    expect(noticesOf(waiting, blockedBy(`${tooLarge} - too large`))).toEqual([
      { key: `waiting:${tooLarge}`, notice: { kind: "waiting", reason: `${tooLarge} - too large` } },
    ]);
  });

  test("is not told when AWS is merely busy", () => {
    expect(keys(waiting, blockedBy("CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - busy"))).toEqual([]);
    expect(keys(waiting, blockedBy("UNDETERMINED - who knows"))).toEqual([]);
  });

  test("is told once for a reason, and again for another", () => {
    const blocked = blockedBy(`${tooLarge} - too large`);
    expect(keys(blocked, blocked)).toEqual([]);
    expect(keys(blocked, blockedBy("ACTION_REQUIRED - invalid"))).toEqual(["waiting:ACTION_REQUIRED"]);
  });

  test("has the same key however the words behind the code change", () => {
    expect(keys(waiting, blockedBy(`${tooLarge} - 1`))).toEqual(keys(waiting, blockedBy(`${tooLarge} - 2`)));
  });
});

describe("the end of a job", () => {
  const finished = (after: Job) => told(running, after, "finished");

  test("that succeeded names what it wrote, by the names of its parameters", () => {
    const asked = {
      ...aJob().asked,
      parameters: {
        out: "s3://b/out/",
        outdir: "s3://b/outdir/",
        "publish-dir": "s3://b/publish/",
        resultPrefix: "s3://b/result/",
        reads: "s3://b/in.fq.gz",
        layout: "s3://b/layout.txt",
        output: "/tmp/here",
      },
    };
    expect(finished({ ...jobIn("succeeded"), asked })).toMatchObject({
      kind: "finished",
      state: "succeeded",
      outputs: ["s3://b/out/", "s3://b/outdir/", "s3://b/publish/", "s3://b/result/"],
    });
  });

  test("that failed says why and not what it wrote", () => {
    const notice = finished(jobIn("failed"));
    expect(notice).toMatchObject({ state: "failed", ranMs: 4_000, failure: { exitCode: 127 } });
    expect(notice).not.toHaveProperty("outputs");
  });

  test("that was stopped says who did it and why, as far as known", () => {
    expect(finished(jobIn("stopped"))).toMatchObject({ stop: { by: "U0JBLOW", reason: "wrong genome" } });
    const facts = someFacts({ status: "FAILED", statusReason: "stopped in the console", isTerminated: true });
    expect(finished(aJob({ state: "stopped", facts }))).toMatchObject({
      stop: { reason: "stopped in the console" },
    });
    expect(finished(aJob({ state: "stopped" }))).toMatchObject({ stop: {} });
  });

  test("that is lost says no more", () => {
    expect(finished(aJob({ state: "lost" }))).toEqual({ kind: "finished", state: "lost" });
  });

  test("that AWS explains only for the whole job is explained by that", () => {
    const job = takeReport(aJob(), reportOf("failed.dependency"));
    expect(failureOf(job).cause).toBe("dependency");
    expect(failureOf(aJob()).cause).toBe("unknown");
  });
});

describe("how long a job ran", () => {
  const attempt = (startedAtMs: number, stoppedAtMs: number): Attempt => ({
    startedAtMs,
    stoppedAtMs,
    containers: [],
  });

  test("is the time of all its attempts together", () => {
    const facts = someFacts({ attempts: [attempt(0, 100), attempt(500, 600), { containers: [] }] });
    expect(ranForMs(aJob({ facts }))).toBe(200);
  });

  test("is from start to end where AWS tells no attempts, as for an array", () => {
    expect(ranForMs(aJob({ facts: someFacts({ startedAtMs: 100, stoppedAtMs: 400 }) }))).toBe(300);
  });

  test("is not known of one that never started or has not ended", () => {
    expect(ranForMs(aJob())).toBeUndefined();
    expect(ranForMs(aJob({ facts: someFacts({ stoppedAtMs: 400 }) }))).toBeUndefined();
    expect(ranForMs(aJob({ facts: someFacts({ startedAtMs: 400 }) }))).toBeUndefined();
  });

  test("is never less than nothing", () => {
    expect(ranForMs(aJob({ facts: someFacts({ attempts: [attempt(100, 0)] }) }))).toBe(0);
    expect(ranForMs(aJob({ facts: someFacts({ startedAtMs: 100, stoppedAtMs: 0 }) }))).toBe(0);
  });
});
