import { describe, expect, test } from "vitest";
import type { ChannelId, MemberId, MessageTs } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { jobIn, submittedAtMs } from "../../fixtures/jobs.ts";
import { jobNo, saveJob, threadOf } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const amate = "U0AMATE" as MemberId;
const cardTs = "1732128120.000100" as MessageTs;
const time = { nowMs: submittedAtMs + 60_000, quietMs: 60_000 };

/** The n-th run of one job: each comes after the one before, in its threads. */
function run(n: number, changes: Partial<Job> = {}): Job {
  const { facts } = jobIn("failed");
  return jobNo(n, {
    subject: jobNo(1).subject,
    state: "failed",
    submittedAtMs: submittedAtMs + n,
    version: n * 10,
    ...(facts === undefined ? {} : { facts }),
    ...changes,
  });
}

export const chains: Part = (store) => {
  const goesOn = (job: Job) =>
    store().transaction(async (tables) => {
      await tables.jobs.add(job, 0);
      await tables.threads.goOnWith(job);
    });

  describe("a job that is run again", () => {
    test("is the newest of its subject, and knows what came before it, newest first", async () => {
      await saveJob(store(), run(1));
      await goesOn(run(2));
      await goesOn(run(3, { state: "running" }));
      await saveJob(store(), jobNo(9), { channel: "C0OTHER" });
      expect((await store().jobs.newestOf(run(1).subject))?.id).toBe(run(3).id);
      expect((await store().jobs.before(run(3), 5)).map(({ id }) => id)).toEqual([run(2).id, run(1).id]);
      expect((await store().jobs.before(run(3), 1)).map(({ id }) => id)).toEqual([run(2).id]);
      expect(await store().jobs.before(run(1), 5)).toEqual([]);
    });

    test("takes the threads over: their cards show it, and fall back to its owner", async () => {
      const { owner } = run(1);
      const thread = await saveJob(store(), run(1), { channel: "C0A", fallbacks: ["C0B", owner] });
      await goesOn(run(2, { owner: amate }));
      expect(await store().threads.get(thread.id)).toMatchObject({
        job: run(2).id,
        channel: "C0A",
        fallbacks: ["C0B", amate],
      });
      const place = { channel: "C0A" as ChannelId, cardTs, version: 10, nowMs: 0 };
      await store().transaction((tables) => tables.threads.cardPosted(thread.id, place));
      expect((await store().threads.toEdit(1, 5)).map(({ id }) => id)).toEqual([thread.id]);
    });

    test("falls back to its new owner, where who owned it before was taken out of the lab", async () => {
      const thread = await saveJob(store(), run(1), { channel: "C0A", fallbacks: ["C0B"] });
      await goesOn(run(2, { owner: amate }));
      expect((await store().threads.get(thread.id))?.fallbacks).toEqual(["C0B", amate]);
    });

    test("stands in the direct messages of who began it, whoever has run it again, and in nobody else's", async () => {
      const { owner, pi } = run(1);
      const inDirectOf = async (member: MemberId) =>
        (await store().threads.inDirectOf(member, pi)).map(({ id }) => id);
      const begun = await saveJob(store(), run(1), { channel: owner });
      const inChannel = threadOf(run(1), { channel: "C0A", fallbacks: [owner] });
      await store().transaction((tables) => tables.threads.add(inChannel));
      expect(await inDirectOf(owner)).toEqual([begun.id]);
      await store().threads.openedAs(begun.id, "D0OWNER" as ChannelId);
      await goesOn(run(2, { owner: amate }));
      expect(await inDirectOf(owner)).toEqual([begun.id]);
      expect(await inDirectOf(amate)).toEqual([]);
      await store().threads.moveTo(inChannel.id, amate as string as ChannelId, []);
      expect(await inDirectOf(amate)).toEqual([inChannel.id]);
      await store().threads.openedAs(inChannel.id, "D0AMATE" as ChannelId);
      expect(await inDirectOf(amate)).toEqual([inChannel.id]);
      expect(await inDirectOf(owner)).toEqual([begun.id]);
    });

    test("has its card edited when more is told of the one before", async () => {
      const thread = await saveJob(store(), run(1));
      await goesOn(run(2, { state: "running" }));
      const place = { channel: thread.channel, cardTs, version: 20, nowMs: 0 };
      await store().transaction((tables) => tables.threads.cardPosted(thread.id, place));
      expect(await store().threads.toEdit(1, 5)).toEqual([]);
      const before = run(1);
      const after = {
        ...before,
        version: before.version + 1,
        children: { counts: { FAILED: 1 }, failed: [] },
      };
      await store().transaction((tables) => tables.recordJob({ before, after }, time));
      expect((await store().jobs.get(run(2).id))?.version).toBe(21);
      expect((await store().threads.toEdit(time.nowMs, 5)).map(({ id }) => id)).toEqual([thread.id]);
    });

    test("is forgotten with the others of its subject, and not before the last of them is old", async () => {
      await saveJob(store(), run(1));
      await goesOn(run(2, { state: "running" }));
      const farMs = submittedAtMs + 1_000 * 86_400_000;
      const forget = () => store().transaction((tables) => tables.jobs.forgetEndedBefore(farMs));
      expect(await forget()).toBe(0);
      await store().jobs.save(run(2), null);
      expect(await forget()).toBe(1);
      expect(await store().jobs.get(run(1).id)).toBeUndefined();
      expect(await store().jobs.get(run(2).id)).toBeUndefined();
    });
  });
};
