import { describe, expect, test } from "vitest";
import type { AccountId, BatchId, SubmissionId } from "../../../src/domain/ids.ts";
import { jobNo } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const place = { account: "111122223333" as AccountId, region: "us-west-2" };
const [one, two] = ["b-1", "b-2"] as BatchId[] as [BatchId, BatchId];
const about = (batchId: BatchId, seenAtMs = 100) => ({
  ...place,
  batchId,
  job: "s_0001" as SubmissionId,
  seenAtMs,
  nextAtMs: seenAtMs,
});
const lease = { leaseMs: 50, limit: 10, busy: [] };

export const duplicates: Part = (store) => {
  describe("second jobs of a submission", () => {
    const among = async (...ids: BatchId[]) => [
      ...(await store().duplicates.among(place.account, place.region, ids)),
    ];

    test("are suspected once, and are nobody's only when they are known to be duplicates", async () => {
      await store().duplicates.suspect(about(one));
      await store().duplicates.suspect(about(one, 200));
      expect(await store().duplicates.get(about(one))).toEqual({ ...about(one), state: "suspected" });
      expect(await among(one, two)).toEqual([]);
      await store().duplicates.add(about(one, 300), "stopping");
      expect(await among(one, two)).toEqual([one]);
      expect(await store().duplicates.get(about(one))).toEqual({
        ...about(one),
        state: "stopping",
        nextAtMs: 300,
      });
    });

    test("are taken up by one alone when they are due, and again when their lease is over", async () => {
      await store().duplicates.suspect(about(one));
      await store().duplicates.add(about(two, 400), "stopping");
      expect(await store().duplicates.nextDueMs()).toBe(100);
      const ids = async (nowMs: number) =>
        (await store().duplicates.claimDue(nowMs, lease)).map(({ batchId }) => batchId);
      expect(await ids(99)).toEqual([]);
      expect(await ids(120)).toEqual([one]);
      expect(await ids(169)).toEqual([]);
      expect(await ids(170)).toEqual([one]);
    });

    test("are left for later in an account that is busy", async () => {
      await store().duplicates.suspect(about(one));
      const { account } = place;
      expect(await store().duplicates.claimDue(100, { ...lease, busy: [account] })).toEqual([]);
      const busy = ["999900001111" as AccountId];
      expect(await store().duplicates.claimDue(100, { ...lease, busy })).toHaveLength(1);
    });

    test("rest when they are settled, and are forgotten when they are old", async () => {
      await store().duplicates.add(about(one), "stopping");
      await store().duplicates.settle({ ...about(one), state: "stopping" }, "stopped");
      expect(await store().duplicates.nextDueMs()).toBeUndefined();
      expect(await among(one)).toEqual([one]);
      await store().duplicates.suspect(about(two, 200));
      await store().duplicates.later({ ...about(two), state: "suspected" }, 900);
      await store().duplicates.forgetBefore(200);
      expect(await among(one)).toEqual([]);
      expect(await store().duplicates.nextDueMs()).toBe(900);
      await store().duplicates.remove(about(two));
      expect(await store().duplicates.get(about(two))).toBeUndefined();
    });

    test("stay as another has found them meanwhile", async () => {
      await store().duplicates.suspect(about(one));
      const suspected = { ...about(one), state: "suspected" as const };
      const { nextAtMs: _never, ...ended } = about(one);
      await store().duplicates.add(ended, "stopped");
      await store().duplicates.later(suspected, 900);
      await store().duplicates.settle(suspected, "other");
      expect(await store().duplicates.get(about(one))).toMatchObject({ state: "stopped" });
      expect(await store().duplicates.nextDueMs()).toBeUndefined();
    });

    test("are not forgotten before they are settled, however old", async () => {
      await store().duplicates.suspect(about(one));
      await store().duplicates.add(about(two), "stopping");
      await store().duplicates.forgetBefore(9_999);
      expect(await store().duplicates.get(about(one))).toMatchObject({ state: "suspected" });
      expect(await store().duplicates.get(about(two))).toMatchObject({ state: "stopping" });
    });

    test("are looked for only where AWS may have taken more than one try", async () => {
      for (const [n, perhapsTaken] of [1, 0].entries()) {
        const job = jobNo(n);
        await store().jobs.add(job, 0);
        const { id, owner: member, pi } = job;
        await store().submissions.add({ id, state: "accepted", member, pi, tries: 1, perhapsTaken });
      }
      const names = [jobNo(0).jobName, jobNo(1).jobName];
      const found = await store().jobs.perhapsTakenTwice(place.account, place.region, names);
      expect(found.map(({ id }) => id)).toEqual([jobNo(0).id]);
    });
  });
};
