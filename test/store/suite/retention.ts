import { describe, expect, test } from "vitest";
import { noChildren } from "../../../src/domain/array/array-job.ts";
import { noticeIdOf } from "../../../src/domain/derived-ids.ts";
import type { BatchId, ChannelId, MemberId, MessageTs, SubjectId } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { limits } from "../../../src/domain/limits.ts";
import { cleanUp } from "../../../src/store/clean-up.ts";
import { submittedAtMs } from "../../fixtures/jobs.ts";
import { keptLog } from "../../support/kept-log.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { jobNo, saveJob, threadOf } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const ts = "1732128120.000100" as MessageTs;
const dayMs = 24 * 60 * 60_000;
const places = { channel: "C0PETERS" };

/** The n-th job, ended as AWS tells it. */
function endedJob(n: number, changes: Partial<Job> = {}): Job {
  return jobNo(n, { state: "rejected", ...changes });
}

export const retention: Part = (store) => {
  /** A job whose card and end stand in Slack. */
  const saveTold = async (job: Job) => {
    const thread = await saveJob(store(), job, places);
    const card = noticeIdOf(thread.id, "card");
    const end = noticeIdOf(thread.id, `${job.id} finished`);
    await store().transaction(async (tables) => {
      await tables.announce(job, job.submittedAtMs);
      await tables.notices.sent(card, ts, { kind: "card" });
      const place = { channel: thread.channel, cardTs: ts, version: job.version, nowMs: job.submittedAtMs };
      await tables.threads.cardPosted(thread.id, place);
      const key = `${job.id} finished`;
      const body = { kind: "finished", state: "failed" } as const;
      const createdAtMs = job.submittedAtMs;
      await tables.notices.add({ id: end, thread: thread.id, job: job.id, key, body, createdAtMs });
      await tables.notices.sent(end, ts, body);
      const { id, owner: member, pi } = job;
      await tables.submissions.add({ id, member, pi, state: "accepted", tries: 1 });
      await tables.children.save({ job: id, batchId: job.batchId as BatchId }, noChildren);
    });
    return { thread, card, end };
  };
  const forget = (beforeMs: number) => store().transaction(({ jobs }) => jobs.forgetEndedBefore(beforeMs));
  const afterMs = submittedAtMs + 1;

  describe("jobs that ended long ago", () => {
    test("are let go of with all that belongs to them", async () => {
      const job = endedJob(1);
      const { thread, card, end } = await saveTold(job);
      expect(await forget(submittedAtMs)).toBe(0);
      expect(await forget(afterMs)).toBe(1);
      expect(await store().jobs.get(job.id)).toBeUndefined();
      expect(await store().threads.get(thread.id)).toBeUndefined();
      expect(await store().notices.get(card)).toBeUndefined();
      expect(await store().notices.get(end)).toBeUndefined();
      expect(await store().submissions.get(job.id)).toBeUndefined();
      expect(await store().children.families(job.id)).toEqual([]);
      expect(await forget(afterMs)).toBe(0);
    });

    test("are not found by any of the ways in which people ask", async () => {
      const job = endedJob(1);
      await saveTold(job);
      await forget(afterMs);
      const pis = [job.pi];
      expect(await store().jobs.find({ pis, idStart: "0001", name: job.name, limit: 5 })).toEqual([]);
      expect(await store().jobs.list({ pis, owner: job.owner, limit: 5 })).toEqual([]);
      expect(await store().jobs.ofThread(pis, "C0PETERS" as ChannelId, ts)).toBeUndefined();
    });

    test("stay as long as another job of the same card goes on, or ended lately", async () => {
      const subject = "u_0001" as SubjectId;
      const first = endedJob(1, { subject });
      await saveTold(first);
      const again = jobNo(2, { subject, state: "running" });
      await store().jobs.add(again, 0);
      expect(await forget(afterMs)).toBe(0);
      await store().jobs.save({ ...again, state: "rejected", submittedAtMs: afterMs }, null);
      expect(await forget(afterMs)).toBe(0);
      expect(await forget(afterMs + 1)).toBe(1);
      expect(await store().jobs.get(again.id)).toBeUndefined();
    });

    test("stay as long as something about them is to be said, shown or told in the morning", async () => {
      const [waiting, stale, morning] = [endedJob(1), endedJob(2), endedJob(3)];
      const said = await saveTold(waiting);
      await store().notices.requeue(said.end, { tries: 1, nextAtMs: 1, error: "ratelimited" });
      await saveTold(stale);
      await store().threads.markStale([stale.subject]);
      await saveTold(morning);
      await store().gathered.add({ member: morning.owner, job: morning.id, dueMs: 1 });
      expect(await forget(afterMs)).toBe(0);
      await store().notices.sent(said.end, ts, { kind: "finished", state: "failed" });
      expect(await forget(afterMs)).toBe(1);
      expect(await store().jobs.get(waiting.id)).toBeUndefined();
      expect(await store().jobs.get(stale.id)).toBeDefined();
    });

    test("are let go of although a thread that was closed shows an old state", async () => {
      const job = endedJob(1);
      const { thread } = await saveTold(job);
      await store().threads.close(thread.id);
      expect(await forget(afterMs)).toBe(1);
    });

    test("are let go of some at a time", async () => {
      for (let n = 1; n <= limits.forgetSubjects + 1; n++) await saveJob(store(), endedJob(n), places);
      expect(await forget(afterMs)).toBe(limits.forgetSubjects);
      expect(await forget(afterMs)).toBe(1);
    });
  });

  describe("what was said", () => {
    test("is let go of once its job has long ended; that which waits, or is about a job that goes on, stays", async () => {
      const over = await saveTold(endedJob(1));
      const goesOn = await saveTold(jobNo(2, { state: "running" }));
      const waits = await saveTold(endedJob(3));
      await store().notices.requeue(waits.end, { tries: 1, nextAtMs: 1, error: "ratelimited" });
      expect(await store().notices.forgetBefore(submittedAtMs)).toBe(0);
      expect(await store().notices.forgetBefore(afterMs)).toBe(3);
      expect(await store().notices.get(over.end)).toBeUndefined();
      expect(await store().notices.get(goesOn.end)).toBeDefined();
      expect(await store().notices.get(waits.end)).toBeDefined();
      expect(await store().jobs.get(endedJob(1).id)).toBeDefined();
    });
  });

  describe("the clean-up", () => {
    const job = endedJob(1);
    const atMs = submittedAtMs;
    const daysLater = async (days: number, turns = 1) => {
      const clock = manualClock(atMs + days * dayMs);
      const cleaning = cleanUp({
        store: store(),
        clock,
        logger: keptLog().logger,
        keepAuditMs: () => limits.keepAuditMs,
      });
      for (let turn = 0; turn < turns; turn++) {
        cleaning.start();
        await cleaning.stop();
      }
    };

    test("keeps a job for 400 days, what was said of it for 90, and who did it for seven years", async () => {
      const { end } = await saveTold(job);
      const entry = {
        atMs,
        member: job.owner,
        via: "slash",
        verb: "submit",
        outcome: "done",
        detail: {},
      } as const;
      await store().audit.append(entry);
      await daysLater(89);
      expect(await store().notices.get(end)).toBeDefined();
      await daysLater(91);
      expect(await store().notices.get(end)).toBeUndefined();
      expect(await store().jobs.get(job.id)).toEqual(job);
      await daysLater(401);
      expect(await store().jobs.get(job.id)).toBeUndefined();
      await daysLater(7 * 365);
      expect(await store().audit.forgetBefore(atMs + 1)).toBe(1);
    });

    test("lets go of the audit in the end, and of names that nobody asks for", async () => {
      const entry = {
        atMs,
        member: job.owner,
        via: "slash",
        verb: "list",
        outcome: "done",
        detail: {},
      } as const;
      await store().audit.append(entry);
      await store().roster.saveProfile("U0GONE" as MemberId, { name: "G. One" }, atMs);
      await daysLater(399);
      expect(await store().roster.displayName("U0GONE" as MemberId)).toBeDefined();
      await daysLater(7 * 367);
      expect(await store().audit.forgetBefore(atMs + 1)).toBe(0);
      expect(await store().roster.displayName("U0GONE" as MemberId)).toBeUndefined();
    });

    test("comes to the end of a long list, a little at a time", async () => {
      const count = limits.forgetRows * 2 + 1;
      const report = { account: job.account, region: job.region, batchId: job.batchId, jobName: job.jobName };
      await store().strays.keep(
        Array.from({ length: count }, () => report as never),
        atMs,
      );
      await daysLater(1, 3);
      const left = await store().strays.claim({ ...job, batchId: job.batchId as BatchId });
      expect(left).toEqual([]);
    });
  });

  test("a thread of a job that is kept stays", async () => {
    const job = endedJob(1);
    await saveTold(job);
    await forget(submittedAtMs);
    expect(await store().threads.get(threadOf(job, places).id)).toBeDefined();
  });
};
