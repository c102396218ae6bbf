import { expect, test } from "vitest";
import { jobIn } from "../../../test/fixtures/jobs.ts";
import { jobNo } from "../../../test/support/saved-jobs.ts";
import type { MemberId } from "../ids.ts";
import type { Job } from "../job/job.ts";
import type { State } from "../job/job-state.ts";
import { limits } from "../limits.ts";
import { digestOf } from "./digest.ts";

const jblow = "U0JBLOW" as MemberId;
const job = (n: number, state: State, changes: Partial<Job> = {}): Job => ({
  ...jobIn(state),
  id: jobNo(n).id,
  ...changes,
});
const stuck = { blocked: { reason: "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - no", sinceMs: 0 } };
const busy = { blocked: { reason: "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - later", sinceMs: 0 } };

test("tells failures first, then what cannot start, then the rest; lost and not accepted are failures", () => {
  const jobs = [
    job(1, "succeeded"),
    job(2, "stopped"),
    job(3, "waiting", stuck),
    job(4, "failed"),
    job(5, "lost"),
  ];
  expect(digestOf(jblow, jobs)).toEqual({
    kind: "digest",
    to: jblow,
    jobs: [4, 5, 3, 2, 1].map((n) => jobNo(n).id),
    counts: { failed: 2, blocked: 1, stopped: 1, succeeded: 1 },
  });
});

test("leaves out what goes on by itself, and says nothing where that is all", () => {
  expect(digestOf(jblow, [job(1, "running"), job(2, "waiting"), job(3, "waiting", busy)])).toBeUndefined();
  expect(digestOf(jblow, [])).toBeUndefined();
});

test("names so many, and counts all", () => {
  const digest = digestOf(
    jblow,
    Array.from({ length: limits.digestLines + 5 }, (_, n) => job(n, "succeeded")),
  );
  expect(digest?.jobs).toHaveLength(limits.digestLines);
  expect(digest?.counts.succeeded).toBe(limits.digestLines + 5);
});

test("gives jobs that were refused together one line, and counts all", () => {
  const outcome = { kind: "denied", by: "U0PETERS" as MemberId, reason: "", atMs: 0 } as const;
  const approval = { needs: [], reason: "", askedAtMs: 0, together: { size: 3, differ: [] }, outcome };
  const { subject } = jobNo(1);
  const refused = [1, 2, 3].map((n) => job(n, "rejected", { subject, approval }));
  const digest = digestOf(jblow, [...refused, job(4, "rejected"), job(5, "failed")]);
  expect(digest?.jobs).toEqual([1, 4, 5].map((n) => jobNo(n).id));
  expect(digest?.together).toEqual({ [jobNo(1).id]: 3 });
  expect(digest?.counts.failed).toBe(5);
});
