import { describe, expect, test } from "vitest";
import type { MemberId, PiName, SubmissionId } from "../../../src/domain/ids.ts";
import type { Submission } from "../../../src/domain/submission/submission.ts";
import { jobNo, saveJob, unsent } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const saved: Submission = {
  id: "s_0001" as SubmissionId,
  state: "saved",
  member: "U0JBLOW" as MemberId,
  pi: "peters-u" as PiName,
  request: { jobName: "jblow-align-k3x9q2", jobQueue: "default", jobDefinition: "align:14", tags: {} },
  tries: 0,
  nextAtMs: 500,
};
const trying: Submission = { ...saved, state: "trying", tries: 1, nextAtMs: 900 };

export const submissions: Part = (store) => {
  describe("submissions", () => {
    test("a submission comes back as it was saved", async () => {
      await store().submissions.add(saved);
      expect(await store().submissions.get(saved.id)).toEqual(saved);
      const uncertain: Submission = { ...trying, state: "uncertain", missedSinceMs: 700 };
      await store().submissions.save(uncertain);
      expect(await store().submissions.get(saved.id)).toEqual(uncertain);
      expect(await store().submissions.get("s_none" as SubmissionId)).toBeUndefined();
    });

    test("a request that was let go is gone", async () => {
      await store().submissions.add(saved);
      const { request: _gone, nextAtMs: _never, ...rest } = saved;
      await store().submissions.save({ ...rest, state: "accepted" });
      expect(await store().submissions.get(saved.id)).toEqual({ ...rest, state: "accepted" });
    });

    test("only one of two takes a submission up for a try", async () => {
      await store().submissions.add(saved);
      expect(await store().submissions.claim(saved, trying)).toBe(true);
      expect(await store().submissions.claim(saved, trying)).toBe(false);
      expect(await store().submissions.get(saved.id)).toEqual(trying);
    });

    test("a later try can not be taken up by who remembers the one before", async () => {
      const throttled: Submission = { ...saved, state: "throttled", tries: 1 };
      await store().submissions.add({ ...throttled, tries: 2 });
      expect(await store().submissions.claim(throttled, { ...trying, tries: 2 })).toBe(false);
    });

    test("what AWS may have taken is not taken back", async () => {
      const stop = { by: saved.member, hutchnet: "jblow", reason: "", atMs: 5, dueMs: 9 };
      for (const [at, changes] of [
        { state: "trying" as const },
        { state: "uncertain" as const },
        { state: "throttled" as const, perhapsTaken: 1 },
        { state: "accepted" as const },
      ].entries()) {
        const job = unsent(jobNo(at + 1));
        await saveJob(store(), job);
        const submission: Submission = { ...saved, ...changes, id: job.id };
        await store().submissions.add(submission);
        const now = await store().transaction((tables) =>
          tables.withdrawSubmission({ job, stop }, { nowMs: 1, quietMs: 1 }),
        );
        expect(now).toEqual(job);
        expect(await store().submissions.get(job.id)).toEqual(submission);
      }
    });

    const claimDue = async (nowMs: number, limit: number, busy: readonly PiName[] = []) => {
      const claimed = await store().submissions.claimDue(nowMs, { leaseMs: 100, limit, busy });
      return claimed.map(({ id }) => id);
    };

    test("those that are due are taken up by one alone, the longest due first, until their lease ends", async () => {
      for (const [id, nextAtMs] of [
        ["s_1", 300],
        ["s_2", 100],
        ["s_3", 501],
      ] as const)
        await store().submissions.add({ ...saved, id: id as SubmissionId, nextAtMs });
      const { nextAtMs: _never, ...settled } = saved;
      await store().submissions.add({ ...settled, id: "s_4" as SubmissionId, state: "accepted" });
      expect(await store().submissions.nextDueMs()).toBe(100);
      expect(await claimDue(500, 1)).toEqual(["s_2"]);
      expect(await Promise.all([claimDue(500, 10), claimDue(500, 10)]).then((both) => both.flat())).toEqual([
        "s_1",
      ]);
      expect(await claimDue(500, 10)).toEqual([]);
      expect(await store().submissions.nextDueMs()).toBe(501);
      expect((await claimDue(600, 10)).toSorted()).toEqual(["s_1", "s_2", "s_3"]);
    });

    test("those of a busy lab are left for later", async () => {
      await store().submissions.add(saved);
      expect(await claimDue(9_999, 10, [saved.pi])).toEqual([]);
      expect(await claimDue(9_999, 10, ["okafor-n" as PiName])).toEqual([saved.id]);
    });

    test("nothing is due when all are settled", async () => {
      const { nextAtMs: _never, ...settled } = saved;
      await store().submissions.add({ ...settled, state: "rejected" });
      expect(await store().submissions.nextDueMs()).toBeUndefined();
      expect(await claimDue(9_999, 10)).toEqual([]);
    });
  });
};
