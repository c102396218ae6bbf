import { describe, expect, test } from "vitest";
import { noticeIdOf } from "../../../src/domain/derived-ids.ts";
import type { MemberId, MessageTs, SubjectId } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import type { State } from "../../../src/domain/job/job-state.ts";
import { limits } from "../../../src/domain/limits.ts";
import type { Batch } from "../../../src/domain/submission/batch.ts";
import { jobIn } from "../../fixtures/jobs.ts";
import { jobNo, threadOf, unsent } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const time = { nowMs: Date.UTC(2026, 10, 20, 19), quietMs: 60_000 };
const subject = "u_batch" as SubjectId;
const rows = (n: number): Job[] =>
  Array.from({ length: n }, (_, index) => jobNo(index + 1, { subject, batchRow: index + 1 }));

function inState(job: Job, state: State): Job {
  const { batchId: _shared, ...become } = jobIn(state);
  return { ...become, ...pick(job), version: job.version + 1, state };
}

function pick({ id, batchId, name, jobName, owner, submittedAtMs }: Job) {
  return { id, owner, submittedAtMs, ...(batchId === undefined ? {} : { batchId }), name, jobName, subject };
}

/** Many jobs as one: whoever moves the last of them says that all have ended, and nobody else. */
export const batches: Part = (store) => {
  const saved = async (n: number): Promise<Job[]> => {
    const jobs = rows(n);
    const [first] = jobs as [Job];
    const batch: Batch = {
      subject,
      name: "align",
      first: first.id,
      owner: first.owner,
      size: n,
      state: "submitting",
      version: 1,
      failuresTold: 0,
    };
    await store().transaction(async (tables) => {
      for (const job of jobs) await tables.jobs.add(unsent(job), 0);
      await tables.batches.add(batch);
      await tables.threads.add(threadOf(first, { channel: "C0PETERS" }));
    });
    return jobs;
  };
  const move = (job: Job, state: State): Promise<void> =>
    store().transaction(async (tables) => {
      const before = (await tables.jobs.get(job.id)) as Job;
      const after = { ...inState(job, state), batchRow: job.batchRow as number, version: before.version + 1 };
      await tables.recordJob({ before, after }, time);
    });
  const thread = () => threadOf(rows(1)[0] as Job, { channel: "C0PETERS" });
  const closing = (jobs: number) => store().notices.get(noticeIdOf(thread().id, `batch finished ${jobs}`));
  const failure = ({ id }: Job) => store().notices.get(noticeIdOf(thread().id, `${id} finished`));

  describe("many jobs as one", () => {
    test("come back as they were saved, in the order of their rows", async () => {
      const jobs = await saved(12);
      expect((await store().batches.jobs(subject)).map(({ id }) => id)).toEqual(jobs.map(({ id }) => id));
      expect(await store().batches.get(subject)).toMatchObject({ name: "align", size: 12, version: 1 });
      expect(await store().batches.counts(subject)).toEqual({ submitting: 12 });
    });

    test("end once, when the last of them has: with one call, however each ended", async () => {
      const [one, two, three] = (await saved(3)) as [Job, Job, Job];
      await move(one, "succeeded");
      await move(two, "failed");
      expect(await closing(3)).toBeUndefined();
      expect(await store().batches.get(subject)).toMatchObject({ state: "running", failuresTold: 1 });
      await move(three, "succeeded");
      expect(await closing(3)).toMatchObject({
        calls: [one.owner],
        body: { kind: "finished", state: "failed", batch: { counts: { succeeded: 2, failed: 1 } } },
      });
      expect(await failure(two)).toMatchObject({ calls: [], body: { state: "failed" } });
      expect(await failure(one)).toBeUndefined();
      expect(await store().batches.get(subject)).toMatchObject({ state: "failed", version: 4 });
    });

    test("say that all have ended although the last of them end at the same time", async () => {
      const jobs = await saved(12);
      await Promise.all(jobs.map((job) => move(job, "succeeded")));
      expect(await closing(12)).toMatchObject({ body: { state: "succeeded" } });
      expect(await store().batches.get(subject)).toMatchObject({ state: "succeeded", version: 13 });
    });

    test("tell of the first failures each by itself, and the last of these says so", async () => {
      const jobs = await saved(limits.batchFailureReplies + 2);
      for (const job of jobs) await move(job, "failed");
      const told = await Promise.all(jobs.map(failure));
      expect(told.filter((notice) => notice !== undefined)).toHaveLength(limits.batchFailureReplies);
      expect(told[limits.batchFailureReplies - 1]).toMatchObject({ body: { isLastTold: true } });
    });

    test("start without a word, and their card is behind until it shows so", async () => {
      const [one] = (await saved(2)) as [Job];
      const { id } = thread();
      await store().threads.cardPosted(id, {
        channel: thread().channel,
        cardTs: "1.1" as MessageTs,
        version: 1,
        nowMs: time.nowMs,
      });
      await move(one, "running");
      expect(await store().notices.get(noticeIdOf(id, `${one.id} started`))).toBeUndefined();
      expect(await store().threads.toEdit(time.nowMs, 10)).toHaveLength(1);
      await store().threads.edited(id, 1, { nowMs: time.nowMs, editAtMs: 0 });
      expect(await store().threads.toEdit(time.nowMs, 10)).toHaveLength(1);
      await store().threads.edited(id, 2, { nowMs: time.nowMs, editAtMs: 0 });
      expect(await store().threads.toEdit(time.nowMs, 10)).toEqual([]);
    });

    test("count a row that was run again once, and say again when that has ended too", async () => {
      const [one, two] = (await saved(2)) as [Job, Job];
      await move(one, "succeeded");
      await move(two, "failed");
      const again: Job = { ...jobNo(9, { subject, batchRow: 2 }), submittedAtMs: two.submittedAtMs + 1 };
      await store().jobs.add(unsent(again), 0);
      await move(again, "running");
      expect(await store().batches.counts(subject)).toEqual({ succeeded: 1, running: 1 });
      expect((await store().batches.jobs(subject)).map(({ id }) => id)).toEqual([one.id, again.id]);
      await move(again, "succeeded");
      expect(await closing(2)).toMatchObject({ body: { state: "failed" } });
      expect(await closing(3)).toMatchObject({ body: { state: "succeeded" } });
    });

    test("say their end anew where a row that AWS seemed to refuse was taken after all", async () => {
      const [one, two] = (await saved(2)) as [Job, Job];
      await move(one, "succeeded");
      await move(two, "rejected");
      expect(await closing(2)).toMatchObject({
        body: { state: "failed", batch: { counts: { rejected: 1 } } },
      });
      await move(two, "running");
      await move(two, "succeeded");
      const told = await closing(2);
      expect(told).toMatchObject({ body: { state: "succeeded", batch: { counts: { succeeded: 2 } } } });
      expect(told?.calls).toEqual([one.owner]);
    });

    test("call who runs a row of another's again where that row ends, and who submitted them at the end of all", async () => {
      const [one, two] = (await saved(2)) as [Job, Job];
      await move(one, "succeeded");
      await move(two, "failed");
      const amate = "U0AMATE" as MemberId;
      const again = jobNo(9, {
        subject,
        batchRow: 2,
        owner: amate,
        submittedAtMs: two.submittedAtMs + 1,
      });
      await store().jobs.add(unsent(again), 0);
      await move(again, "running");
      await move(again, "succeeded");
      expect(await failure(again)).toMatchObject({ calls: [amate], body: { state: "succeeded" } });
      expect(await closing(3)).toMatchObject({ calls: [one.owner] });
    });

    test("write to nobody's direct messages of a row that another runs again", async () => {
      const [one, two] = (await saved(2)) as [Job, Job];
      const direct = threadOf(one, { channel: one.owner });
      await store().transaction((tables) => tables.threads.add(direct));
      await move(one, "succeeded");
      await move(two, "failed");
      const amate = "U0AMATE" as MemberId;
      const again = jobNo(9, { subject, batchRow: 2, owner: amate, submittedAtMs: two.submittedAtMs + 1 });
      await store().jobs.add(unsent(again), 0);
      await move(again, "succeeded");
      expect(await failure(again)).toMatchObject({ calls: [amate] });
      expect(await store().notices.get(noticeIdOf(direct.id, `${again.id} finished`))).toBeUndefined();
    });
  });
};
