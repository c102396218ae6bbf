import { describe, expect, test } from "vitest";
import type {
  AccountId,
  BatchId,
  ChannelId,
  MemberId,
  MessageTs,
  PiName,
  SubjectId,
  SubmissionId,
} from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { anArray, jobIn, minuteMs, states, submittedAtMs } from "../../fixtures/jobs.ts";
import { jobNo, saveJob, unsent } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const peters = "peters-u" as PiName;
const other = "okafor-n" as PiName;
const account = "111122223333" as AccountId;

export const jobs: Part = (store) => {
  describe("jobs", () => {
    test.each(states)("a job that is %s comes back as it was saved", async (state) => {
      const job = { ...jobIn(state), missingSinceMs: 7, blocked: { reason: "CAPACITY", sinceMs: 3 } };
      await store().jobs.add(jobNo(1, { id: job.id }), 0);
      await store().jobs.save(job, null);
      expect(await store().jobs.get(job.id)).toEqual(job);
    });

    test("a job that was not taken for its lab's role comes back as that", async () => {
      const job: Job = { ...jobIn("rejected"), rejection: { by: "role", lacks: "sts:AssumeRole" } };
      await store().jobs.add(job, 0);
      expect(await store().jobs.get(job.id)).toEqual(job);
    });

    test("an array's counts come back as they were saved", async () => {
      await store().jobs.add(anArray(), 0);
      expect(await store().jobs.get(anArray().id)).toEqual(anArray());
    });

    test("what no longer holds of a job is forgotten", async () => {
      const job = { ...jobNo(1), blocked: { reason: "CAPACITY", sinceMs: 1 }, missingSinceMs: 1 };
      await store().jobs.add(job, 0);
      await store().jobs.save(jobNo(1), 0);
      expect(await store().jobs.get(job.id)).toEqual(jobNo(1));
    });

    test("a job is found by its id only in its own account and region", async () => {
      await store().jobs.add(jobNo(1), 0);
      const ids = [jobNo(1).batchId as BatchId, "unknown" as BatchId];
      expect(await store().jobs.byBatchIds(account, "us-west-2", ids)).toEqual([jobNo(1)]);
      expect(await store().jobs.byBatchIds("999900001111" as AccountId, "us-west-2", ids)).toEqual([]);
      expect(await store().jobs.byBatchIds(account, "us-east-1", ids)).toEqual([]);
      expect(await store().jobs.byBatchIds(account, "us-west-2", [])).toEqual([]);
    });

    test("no two jobs have the same id in one account and region, and many may have none yet", async () => {
      await store().jobs.add(jobNo(1), 0);
      const { batchId } = jobNo(1) as { batchId: BatchId };
      await expect(store().jobs.add(jobNo(2, { batchId }), 0)).rejects.toThrow();
      await store().jobs.add(jobNo(3, { batchId, account: "999900001111" as AccountId }), 0);
      await store().jobs.add(unsent(jobNo(4)), 0);
      await store().jobs.add(unsent(jobNo(5)), 0);
    });

    test("only submissions that do not know their job, though AWS may have refused a try of them, are found by the name they sent", async () => {
      const waiting = unsent(jobNo(1));
      await store().jobs.add(waiting, 0);
      await store().jobs.add(jobNo(2), 0);
      const refused: Job = { ...unsent(jobNo(3)), state: "rejected" };
      await store().jobs.add(refused, 0);
      await store().jobs.add(unsent(jobNo(4, { account: "999900001111" as AccountId })), 0);
      const names = [1, 2, 3, 4].map((n) => jobNo(n).jobName);
      expect(await store().jobs.unnamed(account, "us-west-2", names)).toEqual([waiting, refused]);
      expect(await store().jobs.unnamed(account, "us-east-1", names)).toEqual([]);
      expect(await store().jobs.unnamed(account, "us-west-2", [waiting.jobName.toUpperCase()])).toEqual([]);
      expect(await store().jobs.unnamed(account, "us-west-2", [])).toEqual([]);
    });

    test("the open jobs of a member are counted within one PI, until they end", async () => {
      await store().jobs.add(jobNo(1), 0);
      await store().jobs.add(unsent(jobNo(2)), 0);
      await store().jobs.add(jobNo(3, { state: "succeeded" }), 0);
      await store().jobs.add({ ...unsent(jobNo(4)), state: "rejected" }, 0);
      await store().jobs.add(jobNo(5, { owner: "U0SAM" as MemberId }), 0);
      await store().jobs.add(jobNo(6, { pi: other }), 0);
      expect(await store().jobs.countOpen("U0JBLOW" as MemberId, peters)).toBe(2);
      await store().jobs.save(jobNo(1, { state: "failed" }), null);
      expect(await store().jobs.countOpen("U0JBLOW" as MemberId, peters)).toBe(1);
    });

    test("the newest job of a subject is the one last submitted", async () => {
      const subject = "u_retried" as SubjectId;
      await store().jobs.add(jobNo(2, { subject, submittedAtMs: submittedAtMs + minuteMs }), 0);
      await store().jobs.add(jobNo(1, { subject }), 0);
      expect((await store().jobs.newestOf(subject))?.id).toBe("s_0002");
      expect(await store().jobs.newestOf("u_none" as SubjectId)).toBeUndefined();
    });

    test("the job of a thread is found by its card, and only under the asker's PIs", async () => {
      const thread = await saveJob(store(), jobNo(1), { channel: "C0ALIGN" });
      const place = { channel: thread.channel, cardTs: "1732128120.000100" as MessageTs };
      await store().threads.cardPosted(thread.id, { ...place, version: 1, nowMs: 0 });
      const of = (pis: PiName[], channel = place.channel) =>
        store().jobs.ofThread(pis, channel, place.cardTs);
      expect((await of([other, peters]))?.id).toBe("s_0001");
      expect(await of([other])).toBeUndefined();
      expect(await of([])).toBeUndefined();
      expect(await of([peters], "C0OTHER" as ChannelId)).toBeUndefined();
    });
  });

  describe("jobs that have been quiet too long", () => {
    const ids = async (nowMs: number, busy: PiName[] = [], limit = 10) =>
      (await store().jobs.dueForAsking(nowMs, busy, limit)).map((job) => job.id);

    test("are those AWS knows, the quietest first", async () => {
      await store().jobs.add(jobNo(1), 300);
      await store().jobs.add(jobNo(2), 100);
      await store().jobs.add(jobNo(3), 501);
      await store().jobs.add(unsent(jobNo(4)), 1);
      expect(await ids(500)).toEqual(["s_0002", "s_0001"]);
      expect(await ids(500, [], 1)).toEqual(["s_0002"]);
    });

    test("are all that have not ended, once all are to be asked about", async () => {
      await store().jobs.add(jobNo(1), 9_000);
      await store().jobs.add(jobNo(2), 100);
      await store().jobs.add(jobNo(3), 9_000);
      await store().jobs.save({ ...jobNo(3), state: "failed" }, null);
      await store().jobs.askAllBy(500);
      expect(await ids(499)).toEqual(["s_0002"]);
      expect(await ids(500)).toEqual(["s_0002", "s_0001"]);
    });

    test("leave out the PIs that are being asked about", async () => {
      await store().jobs.add(jobNo(1), 100);
      await store().jobs.add(jobNo(2, { pi: other }), 200);
      expect(await ids(500, [peters])).toEqual(["s_0002"]);
    });

    const all = ["s_0001", "s_0002", "s_0003"] as SubmissionId[];

    test("are taken up by one alone, and are due again when they were not heard of until then", async () => {
      await store().jobs.add(jobNo(1), 100);
      await store().jobs.add(jobNo(2), 501);
      await store().jobs.add(jobNo(3), 200);
      const claim = { nowMs: 500, untilMs: 700 };
      const [one, other] = await Promise.all([
        store().jobs.claimForAsking(all, claim),
        store().jobs.claimForAsking(all, claim),
      ]);
      expect([...one, ...other].toSorted()).toEqual(["s_0001", "s_0003"]);
      expect((await store().jobs.claimForAsking([], claim)).size).toBe(0);
      expect(await ids(699)).toEqual(["s_0002"]);
      expect((await ids(700)).toSorted()).toEqual(all);
    });

    test("once asked about are due again when they are said to be, unless more was heard of them meanwhile", async () => {
      for (const n of [1, 2, 3]) await store().jobs.add(jobNo(n), 100);
      await store().jobs.claimForAsking(all, { nowMs: 100, untilMs: 700 });
      await store().jobs.save(jobNo(2), 900);
      await store().jobs.save(jobNo(3, { state: "failed" }), null);
      await store().jobs.askAgainAt(all, 700, 500);
      await store().jobs.askAgainAt([], 700, 1);
      expect(await ids(499)).toEqual([]);
      expect(await ids(500)).toEqual(["s_0001"]);
      expect(await ids(9_999)).toEqual(["s_0001", "s_0002"]);
    });

    test("are brought forward, but never put off by it and never once they have ended", async () => {
      await store().jobs.add(jobNo(1), 100);
      await store().jobs.add(jobNo(2), 900);
      await store().jobs.add(jobNo(3), 100);
      await store().jobs.save(jobNo(3, { state: "failed" }), null);
      for (const id of ["s_0001", "s_0002", "s_0003"]) await store().jobs.askAgainBy(id as SubmissionId, 500);
      expect(await ids(499)).toEqual(["s_0001"]);
      expect(await ids(9_999)).toEqual(["s_0001", "s_0002"]);
    });
  });
};
