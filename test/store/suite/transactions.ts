import { describe, expect, test } from "vitest";
import { noticeIdOf } from "../../../src/domain/derived-ids.ts";
import type { BatchId, MessageTs } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { advance, type Facts } from "../../../src/domain/job/job-state.ts";
import type { Report } from "../../../src/domain/job/report.ts";
import { limits } from "../../../src/domain/limits.ts";
import { jobIn } from "../../fixtures/jobs.ts";
import { jobNo, saveJob, threadOf, unsent } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const time = { nowMs: Date.UTC(2026, 10, 20, 19), quietMs: 60_000 };

export const transactions: Part = (store) => {
  const told = async () => {
    const rows = await Promise.all(
      ["card", ...keys].map((key) => store().notices.get(noticeIdOf(thread.id, key))),
    );
    return rows.flatMap((row) => (row === undefined ? [] : [row.body.kind]));
  };
  const job = jobNo(1);
  const thread = threadOf(job, { channel: "C0PETERS" });
  const keys = ["started", "finished"].map((key) => `${job.id} ${key}`);
  const reportOn = (changes: Partial<Report>): Report => ({
    ...(jobIn("running").facts as Facts).head,
    batchId: job.batchId as BatchId,
    jobName: job.jobName,
    ...changes,
  });
  const running: Job = {
    ...job,
    state: "running",
    version: 2,
    facts: advance(undefined, reportOn({ status: "RUNNING" })),
  };
  const failed: Job = { ...jobIn("failed"), id: job.id, subject: job.subject, version: 3 };

  describe("a transaction", () => {
    test("that fails leaves nothing behind", async () => {
      await saveJob(store(), job);
      const work = store().transaction(async (tables) => {
        await tables.recordJob({ before: job, after: running }, time);
        await tables.strays.keep([reportOn({})], 1);
        await tables.meta.set("team", "T0");
        throw new Error("the process stumbles");
      });
      await expect(work).rejects.toThrow("the process stumbles");
      expect(await store().jobs.get(job.id)).toEqual(job);
      expect(await told()).toEqual([]);
      expect(await store().meta.get("team")).toBeUndefined();
      expect(await store().strays.claim({ ...job, batchId: job.batchId as BatchId })).toEqual([]);
    });

    test("gives what its work gives, and the next one sees it", async () => {
      expect(await store().transaction((tables) => tables.meta.set("a", "1").then(() => 7))).toBe(7);
      expect(await store().transaction((tables) => tables.meta.get("a"))).toBe("1");
    });

    test("waits for the one before it", async () => {
      const add = () =>
        store().transaction(async (tables) => {
          const count = Number((await tables.meta.get("count")) ?? 0);
          await tables.meta.set("count", String(count + 1));
        });
      await Promise.all(Array.from({ length: 20 }, add));
      expect(await store().meta.get("count")).toBe("20");
    });
  });

  describe("recording a job", () => {
    test("saves it, makes its cards stale and says what is worth saying, all at once", async () => {
      await saveJob(store(), job);
      await store().threads.cardPosted(thread.id, {
        channel: thread.channel,
        cardTs: "1.1" as MessageTs,
        version: 1,
        nowMs: 0,
      });
      await store().transaction((tables) => tables.recordJob({ before: job, after: running }, time));
      expect(await store().jobs.get(job.id)).toEqual(running);
      expect(await store().threads.toEdit(time.nowMs, 10)).toHaveLength(1);
      expect(await told()).toEqual(["started"]);
    });

    test("says it in every thread of its subject", async () => {
      await saveJob(store(), job);
      const watched = threadOf(job, { channel: "C0WATCH" });
      await store().threads.add(watched);
      await store().transaction((tables) => tables.recordJob({ before: job, after: running }, time));
      expect(await store().notices.get(noticeIdOf(watched.id, `${job.id} started`))).toBeDefined();
      expect(await told()).toEqual(["started"]);
    });

    test("again says nothing twice", async () => {
      await saveJob(store(), job);
      for (let round = 0; round < 2; round++)
        await store().transaction((tables) => tables.recordJob({ before: job, after: running }, time));
      expect((await store().notices.backlog()).count).toBe(1);
    });

    test("that has not changed saves nothing", async () => {
      await saveJob(store(), job);
      await store().transaction((tables) => tables.recordJob({ before: job, after: job }, time));
      expect((await store().jobs.dueForAsking(job.submittedAtMs, [], 1))[0]?.id).toBe(job.id);
    });

    test("asks AWS about it again while it goes on, and not once it has ended", async () => {
      await saveJob(store(), job);
      await store().transaction((tables) => tables.recordJob({ before: job, after: running }, time));
      expect(await store().jobs.dueForAsking(time.nowMs + time.quietMs - 1, [], 1)).toEqual([]);
      expect(await store().jobs.dueForAsking(time.nowMs + limits.askMaxMs, [], 1)).toHaveLength(1);
      await store().transaction((tables) => tables.recordJob({ before: running, after: failed }, time));
      expect(await store().jobs.dueForAsking(Number.MAX_SAFE_INTEGER, [], 1)).toEqual([]);
    });

    test("that failed waits for its log lines, and one that succeeded does not", async () => {
      await saveJob(store(), job);
      await store().transaction((tables) => tables.recordJob({ before: running, after: failed }, time));
      expect(await store().notices.awaitingLines(9e15, 10)).toMatchObject([
        { linesUntilMs: time.nowMs + limits.logLinesMs },
      ]);
      const other = jobNo(2, { state: "running" });
      await saveJob(store(), other, { channel: "C0OTHER" });
      const { batchId } = other as { batchId: BatchId };
      const after: Job = { ...jobIn("succeeded"), id: other.id, subject: other.subject, batchId };
      await store().transaction((tables) => tables.recordJob({ before: other, after }, time));
      expect(await store().notices.awaitingLines(9e15, 10)).toHaveLength(1);
    });

    test("can say something besides, and that alone makes no card stale", async () => {
      await saveJob(store(), job);
      const also = [
        {
          key: "stopping",
          notice: { kind: "stopping", by: job.owner, reason: "wrong genome", state: "running" },
        },
      ] as const;
      await store().transaction((tables) => tables.recordJob({ before: job, after: job, also }, time));
      expect(await store().notices.get(noticeIdOf(thread.id, `${job.id} stopping`))).toBeDefined();
    });
  });

  describe("a submission that learns its job's id", () => {
    const request = { jobName: job.jobName, jobQueue: "default", jobDefinition: "align:14", tags: {} };

    test("announces the job, takes in what was reported before, and lets its request go", async () => {
      const waiting = unsent(job);
      await saveJob(store(), waiting);
      await store().submissions.add({
        id: job.id,
        state: "uncertain",
        member: job.owner,
        pi: job.pi,
        request,
        tries: 1,
        nextAtMs: 5,
        missedSinceMs: 4,
      });
      await store().strays.keep([reportOn({ status: "RUNNING" })], 1);
      const batchId = job.batchId as BatchId;
      const after = await store().transaction((tables) =>
        tables.acceptSubmission({ job: waiting, batchId }, time),
      );
      expect(after).toMatchObject({ batchId, state: "running", version: 3 });
      expect(await store().jobs.get(job.id)).toEqual(after);
      expect(await told()).toEqual(["card", "started"]);
      expect(await store().submissions.get(job.id)).toEqual({
        id: job.id,
        state: "accepted",
        member: job.owner,
        pi: job.pi,
        tries: 1,
      });
    });

    test("whose card was announced already is not announced twice", async () => {
      const waiting = unsent(job);
      await saveJob(store(), waiting);
      await store().transaction((tables) => tables.announce(waiting, 1));
      await store().transaction((tables) => tables.announce(waiting, 2));
      const batchId = job.batchId as BatchId;
      await store().transaction((tables) => tables.acceptSubmission({ job: waiting, batchId }, time));
      expect(await store().notices.backlog()).toEqual({ count: 1, oldestMs: 1 });
    });
  });
};
