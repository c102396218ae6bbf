import { describe, expect, test } from "vitest";
import { anArray } from "../../../test/fixtures/jobs.ts";
import type { Job } from "../job/job.ts";
import type { Report } from "../job/report.ts";
import { causeText } from "./child-cause.ts";
import { type ChildSummary, readChildSummary } from "./child-summary.ts";

const array = anArray();

const child: ChildSummary = {
  jobId: `${array.batchId}:17`,
  jobName: array.jobName,
  status: "FAILED",
  statusReason: "Essential container in task exited",
  startedAt: 5_000,
  stoppedAt: 9_000,
  container: { exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" },
};

const read = (changes: Partial<ChildSummary> = {}, job: Job = array) =>
  readChildSummary(job, { ...child, ...changes }, 10_000) as Report;

describe("a child in the list of its array's children", () => {
  test("is read like an event of it, with the one attempt that the list knows", () => {
    expect(read()).toMatchObject({
      account: array.account,
      batchId: `${array.batchId}:17`,
      status: "FAILED",
      observedAtMs: 10_000,
      startedAtMs: 5_000,
      stoppedAtMs: 9_000,
      array: { index: 17 },
      size: { vcpus: 4, memoryMiB: 16_384, gpus: 0 },
      platform: "EC2",
    });
    expect(read().attempts).toEqual([
      {
        startedAtMs: 5_000,
        stoppedAtMs: 9_000,
        statusReason: child.statusReason,
        containers: [{ exitCode: 137, reason: child.container?.reason }],
      },
    ]);
  });

  test.each<[string, Partial<ChildSummary>]>([
    ["out-of-memory", {}],
    ["exit-code 3", { container: { exitCode: 3 } }],
    ["!", { isTerminated: true, container: { exitCode: 143 } }],
    ["!", { isTerminated: true, container: undefined, startedAt: undefined, statusReason: "wrong genome" }],
    ["dependency", { container: undefined, startedAt: undefined, statusReason: "Dependent Job failed" }],
    ["spot-reclaim", { container: {}, statusReason: "Host EC2 (instance i-0123) terminated." }],
  ])("%s tells why it failed", (cause, changes) => {
    expect(causeText(read(changes))).toBe(cause);
  });

  test("that never began has no attempt", () => {
    expect(read({ container: undefined, startedAt: undefined }).attempts).toEqual([]);
  });

  test("has its array's time limit, and what was asked for where AWS has told nothing of the array", () => {
    const { facts: _untold, ...untold } = array;
    expect(read({}, untold)).toMatchObject({ size: array.asked.size, platform: "unknown" });
    const facts = array.facts && { ...array.facts, head: { ...array.facts.head, timeoutSeconds: 60 } };
    expect(read({}, { ...array, ...(facts && { facts }) }).timeoutSeconds).toBe(60);
  });

  test.each([{ jobId: undefined }, { status: "NEW" }, { jobName: undefined }])(
    "without %j is none",
    (changes) => {
      expect(read(changes)).toBeUndefined();
    },
  );
});
