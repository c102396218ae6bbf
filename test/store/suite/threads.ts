import { describe, expect, test } from "vitest";
import type { ChannelId, MemberId, MessageTs, SubjectId } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import type { State } from "../../../src/domain/job/job-state.ts";
import { jobNo, saveJob, threadOf } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const cardTs = "1732128120.000100" as MessageTs;

export const threads: Part = (store) => {
  const withCard = async (job: Job, channel = "C0PETERS") => {
    const thread = await saveJob(store(), job, { channel });
    await store().threads.cardPosted(thread.id, {
      channel: thread.channel,
      cardTs,
      version: job.version,
      nowMs: 0,
    });
    return thread;
  };
  const stale = async (nowMs = 1_000, limit = 10) =>
    (await store().threads.toEdit(nowMs, limit)).map((thread) => thread.job);
  const grows = async (job: Job, version = job.version + 1) => {
    await store().jobs.save({ ...job, version }, 0);
    await store().threads.markStale([job.subject]);
  };

  describe("threads", () => {
    test("a thread comes back as it was saved, with the places it may fall back to", async () => {
      const thread = await saveJob(store(), jobNo(1), { channel: "C0A", fallbacks: ["C0B", "U0JBLOW"] });
      expect(await store().threads.get(thread.id)).toEqual(thread);
      expect(await store().threads.ofSubject(thread.subject)).toEqual([thread]);
      expect(await store().threads.get("t_none")).toBeUndefined();
    });

    test("a subject may have threads in several places, and closed ones are no longer among them", async () => {
      const thread = await saveJob(store(), jobNo(1), { channel: "C0A" });
      const watched = threadOf(jobNo(1), { channel: "C0B" });
      await store().threads.add(watched);
      expect(await store().threads.ofSubject(thread.subject)).toHaveLength(2);
      await store().threads.close(thread.id);
      expect(await store().threads.ofSubject(thread.subject)).toEqual([watched]);
      expect(await store().threads.ofSubject("u_none" as SubjectId)).toEqual([]);
    });

    test("a posted card stands where it was posted", async () => {
      const thread = await saveJob(store(), jobNo(1), { channel: "U0JBLOW" });
      await store().threads.cardPosted(thread.id, {
        channel: "D0JBLOW" as ChannelId,
        cardTs,
        version: 1,
        nowMs: 0,
      });
      expect(await store().threads.get(thread.id)).toMatchObject({ channel: "D0JBLOW", cardTs });
    });

    test("a thread that moves has no card until it is posted anew", async () => {
      const thread = await withCard(jobNo(1));
      await store().threads.moveTo(thread.id, "C0NEXT" as ChannelId, ["U0JBLOW" as MemberId]);
      const moved = await store().threads.get(thread.id);
      expect(moved).toEqual({ ...thread, channel: "C0NEXT", fallbacks: ["U0JBLOW"] });
    });
  });

  describe("cards to edit", () => {
    test("are those whose job has moved on since they were shown", async () => {
      const thread = await withCard(jobNo(1));
      expect(await stale()).toEqual([]);
      await grows(jobNo(1));
      expect(await stale()).toEqual(["s_0001"]);
      await store().threads.edited(thread.id, 2, { nowMs: 0, editAtMs: 0 });
      expect(await stale()).toEqual([]);
      await store().threads.markStale([]);
      expect(await stale()).toEqual([]);
    });

    test("stay so when the job moved on while the edit was made", async () => {
      const thread = await withCard(jobNo(1));
      await grows(jobNo(1), 3);
      await store().threads.edited(thread.id, 2, { nowMs: 0, editAtMs: 0 });
      expect(await stale()).toEqual(["s_0001"]);
    });

    test("are those posted with an older version as well", async () => {
      const thread = await saveJob(store(), jobNo(1, { version: 5 }));
      await store().threads.cardPosted(thread.id, { channel: thread.channel, cardTs, version: 4, nowMs: 0 });
      expect(await stale()).toEqual(["s_0001"]);
    });

    test("are none that do not stand or whose thread is closed", async () => {
      await saveJob(store(), jobNo(1));
      await grows(jobNo(1));
      const closed = await withCard(jobNo(2));
      await grows(jobNo(2));
      await store().threads.close(closed.id);
      expect(await stale()).toEqual([]);
    });

    test("say when the next edit may follow", async () => {
      const thread = await withCard(jobNo(1));
      await grows(jobNo(1), 9);
      await store().threads.edited(thread.id, 2, { nowMs: 0, editAtMs: 4_000 });
      expect(await store().threads.toEdit(0, 1)).toMatchObject([{ editAtMs: 4_000 }]);
      await store().threads.editLater(thread.id, 7_000);
      expect(await store().threads.toEdit(0, 1)).toMatchObject([{ editAtMs: 7_000 }]);
    });

    test("are due sooner when told so, unless somebody is at one just now: who is will see to it", async () => {
      const thread = await withCard(jobNo(1));
      await grows(jobNo(1), 9);
      const editAtMs = async () => (await store().threads.toEdit(0, 1))[0]?.editAtMs;
      await store().threads.edited(thread.id, 2, { nowMs: 0, editAtMs: 9_000 });
      await store().threads.markStale([jobNo(1).subject]);
      expect(await editAtMs()).toBe(9_000);
      await store().threads.markStale([jobNo(1).subject], 10_000);
      expect(await editAtMs()).toBe(9_000);
      await store().threads.markStale([jobNo(1).subject], 2_000);
      expect(await editAtMs()).toBe(2_000);
      const claim = { nowMs: 2_000, againAtMs: 60_000, unsureUntilMs: 90_000 };
      expect(await store().threads.claimEdit({ id: thread.id, editAtMs: 2_000 }, claim)).toBe(true);
      await store().threads.markStale([jobNo(1).subject], 3_000);
      expect(await editAtMs()).toBe(60_000);
    });

    test("are due sooner after an edit that did not show the state that the job is in now", async () => {
      const thread = await withCard(jobNo(1));
      await grows({ ...jobNo(1), state: "failed" }, 9);
      const shown = async (state: State) => {
        const sooner = { unless: state, editAtMs: 1_500 };
        await store().threads.edited(thread.id, 2, { nowMs: 0, editAtMs: 9_000, sooner });
        return (await store().threads.toEdit(0, 1))[0]?.editAtMs;
      };
      expect(await shown("running")).toBe(1_500);
      expect(await shown("failed")).toBe(9_000);
    });

    test("come one of each channel, what is due before what waits, and ended jobs before others", async () => {
      const jobs = [
        jobNo(1),
        jobNo(2, { state: "failed" }),
        jobNo(3, { state: "succeeded" }),
        jobNo(4),
        jobNo(5, { state: "failed" }),
      ];
      for (const job of jobs) {
        await withCard(job, job.id === "s_0004" ? "C0ALIGN" : "C0PETERS");
        await grows(job);
      }
      for (const job of [jobs[1], jobs[4]]) {
        const thread = threadOf(job as Job, { channel: "C0PETERS" });
        await store().threads.editLater(thread.id, 9_000);
      }
      expect(await stale()).toEqual(["s_0003", "s_0004"]);
      expect(await stale(1_000, 1)).toEqual(["s_0003"]);
    });
  });
};
