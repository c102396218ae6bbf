import { describe, expect, test } from "vitest";
import { noChildren, takeChildReports } from "../../../src/domain/array/array-job.ts";
import type { BatchId, SubmissionId } from "../../../src/domain/ids.ts";
import { limits } from "../../../src/domain/limits.ts";
import { reportOf } from "../../support/events.ts";
import { jobNo } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const key = { job: "s_0001" as SubmissionId, batchId: "aaaa" as BatchId };
const others = { ...key, batchId: "bbbb" as BatchId };
const report = reportOf("array.child-17-failed");
const one = takeChildReports(noChildren, [{ index: 17, report }]);
/** As long and as odd as a value can be. */
const all = takeChildReports(
  noChildren,
  Array.from({ length: limits.arraySizeMax }, (_, index) => ({
    index,
    report: { ...report, attempts: [], statusReason: `\\ '" \u0001 ü 😀 ${index % 50}` },
  })),
);

export const children: Part = (store) => {
  describe("the children of an array", () => {
    test("come back as they were saved, the newest value alone", async () => {
      expect(await store().children.get(key)).toEqual(noChildren);
      await store().children.save(key, one);
      expect(await store().children.get(key)).toEqual(one);
      await store().children.save(key, all);
      expect(await store().children.get(key)).toEqual(all);
      expect(await store().children.families(key.job)).toEqual([key.batchId]);
    });

    test("of two jobs that bear one submission's name are kept apart, until it knows which is its own", async () => {
      await store().children.save(key, one);
      await store().children.save(others, all);
      await store().children.save({ ...key, job: "s_0002" as SubmissionId }, one);
      expect(new Set(await store().children.families(key.job))).toEqual(
        new Set([key.batchId, others.batchId]),
      );
      await store().children.forgetOthers(others);
      expect(await store().children.families(key.job)).toEqual([others.batchId]);
      expect(await store().children.get(others)).toEqual(all);
      expect(await store().children.families("s_0002" as SubmissionId)).toEqual([key.batchId]);
    });

    test("are listed when that is due, the longest due first, and each by one who takes it up", async () => {
      const second = { ...key, job: "s_0002" as SubmissionId };
      expect(await store().children.nextListingMs()).toBeUndefined();
      await store().children.save(key, one);
      await store().children.listUnlessDue(key, 500);
      await store().children.listUnlessDue(key, 400);
      await store().children.listUnlessDue(second, 300);
      expect(await store().children.nextListingMs()).toBe(300);
      expect(await store().children.dueForListing(499, 10)).toEqual([{ ...second, listAtMs: 300 }]);
      const [first, last] = await store().children.dueForListing(500, 10);
      expect([first?.job, last?.job]).toEqual([second.job, key.job]);
      expect(await store().children.claimForListing({ ...key, listAtMs: 500 }, 900)).toBe(true);
      expect(await store().children.claimForListing({ ...key, listAtMs: 500 }, 900)).toBe(false);
      expect(await store().children.dueForListing(500, 10)).toHaveLength(1);
      await store().children.listAt(second, undefined);
      expect(await store().children.nextListingMs()).toBe(900);
      await store().children.listAt(key, 1_000);
      expect(await store().children.nextListingMs()).toBe(1_000);
      expect(await store().children.get(key)).toEqual(one);
      expect(await store().children.get(second)).toEqual(noChildren);
    });

    test("that tell more are listed when they were to be", async () => {
      await store().children.listUnlessDue(key, 300);
      await store().children.save(key, one);
      expect(await store().children.nextListingMs()).toBe(300);
    });

    test("what is shown of them comes back with the job", async () => {
      const job = jobNo(1, {
        children: {
          counts: { RUNNING: 3, FAILED: 2 },
          failed: [{ cause: "exit-code", exitCode: 1, count: 2, ranges: [[3, 4]] }],
          firstStartedAtMs: 5,
        },
      });
      await store().jobs.add(job, 0);
      expect(await store().jobs.get(job.id)).toEqual(job);
    });
  });
};
