import { describe, expect, test } from "vitest";
import { noticeIdOf } from "../../../src/domain/derived-ids.ts";
import type { ChannelId, InvocationId, MemberId, MessageTs, TeamId } from "../../../src/domain/ids.ts";
import type { Job } from "../../../src/domain/job/job.ts";
import { limits } from "../../../src/domain/limits.ts";
import type { SubmissionState } from "../../../src/domain/submission/submission.ts";
import { submittedAtMs } from "../../fixtures/jobs.ts";
import { jobNo, saveJob } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const ts = "1732128120.000100" as MessageTs;
const takenAtMs = submittedAtMs + 10_000;
const nowMs = takenAtMs + 60 * 60_000;

export const restoring: Part = (store) => {
  const putBack = () => store().transaction((tables) => tables.markRestored({ takenAtMs, nowMs }));

  /** A job with its card in Slack, and the end of it still to be said. */
  const saveTold = async (job: Job) => {
    const thread = await saveJob(store(), job);
    const place = { channel: thread.channel, cardTs: ts, version: job.version, nowMs: submittedAtMs };
    const end = noticeIdOf(thread.id, "finished");
    await store().transaction(async (tables) => {
      await tables.announce(job, submittedAtMs);
      await tables.notices.sent(noticeIdOf(thread.id, "card"), ts, { kind: "card" });
      await tables.threads.cardPosted(thread.id, place);
    });
    const say = (id = end, key = "finished") =>
      store().notices.add({
        id,
        key,
        thread: thread.id,
        job: job.id,
        body: { kind: "finished", state: "failed" },
        createdAtMs: submittedAtMs,
      });
    return { thread, end, say };
  };
  const unseen = { state: "uncertain", gaveUpAtMs: nowMs, nextAtMs: nowMs };

  describe("a store that was put back", () => {
    test("looks for what it was about to post, since it was tried or else since the copy was made", async () => {
      const [queued, tried, told] = [jobNo(1), jobNo(2), jobNo(3)];
      const ends = [await saveTold(queued), await saveTold(tried), await saveTold(told)] as const;
      for (const { say } of ends) await say();
      await store().notices.claim({ id: ends[1].end, tries: 0 }, takenAtMs - 7);
      await store().notices.sent(ends[2].end, ts, { kind: "finished", state: "failed" });
      await putBack();
      expect(await store().notices.get(ends[0].end)).toMatchObject({ ...unseen, triedAtMs: takenAtMs });
      expect(await store().notices.get(ends[1].end)).toMatchObject({ ...unseen, triedAtMs: takenAtMs - 7 });
      expect(await store().notices.get(ends[2].end)).toMatchObject({ state: "sent", ts });
    });

    test("looks for all that it learns of jobs under way, and posts at once what is new of others", async () => {
      const [open, ended] = [jobNo(1, { state: "running" }), jobNo(2, { state: "rejected" })];
      const [onOpen, onEnded] = [await saveTold(open), await saveTold(ended)];
      await putBack();
      for (const { say } of [onOpen, onEnded]) await say();
      expect(await store().notices.get(onOpen.end)).toMatchObject({
        state: "uncertain",
        triedAtMs: takenAtMs,
        gaveUpAtMs: nowMs,
      });
      expect(await store().notices.get(onEnded.end)).toMatchObject({ state: "queued" });
    });

    test("shows the cards of jobs under way anew, and leaves AWS the time to be asked about them before", async () => {
      const [open, ended] = [jobNo(1, { state: "running" }), jobNo(2, { state: "rejected" })];
      const { thread } = await saveTold(open);
      await saveTold(ended);
      await putBack();
      expect(await store().threads.toEdit(nowMs + limits.restoredEditMs, 10)).toMatchObject([
        { id: thread.id, editAtMs: nowMs + limits.restoredEditMs },
      ]);
    });

    test("looks in AWS for what was on its way there before it sends it", async () => {
      const states: readonly SubmissionState[] = [
        "saved",
        "trying",
        "throttled",
        "uncertain",
        "accepted",
        "rejected",
      ];
      for (const [n, state] of states.entries()) {
        const { id, owner: member, pi } = jobNo(n);
        await store().submissions.add({ id, member, pi, state, tries: 1 });
      }
      await putBack();
      const after = await Promise.all(states.map((_, n) => store().submissions.get(jobNo(n).id)));
      expect(after.map((submission) => submission?.state)).toEqual([
        "uncertain",
        "uncertain",
        "uncertain",
        "uncertain",
        "accepted",
        "rejected",
      ]);
    });

    test("does nothing again that a person asked for, and has forgotten what it used of Slack's pace", async () => {
      const invocation = {
        id: "1.2.abc" as InvocationId,
        verb: "submit",
        input: { kind: "text", text: "submit" },
        who: { member: "U0JBLOW" as MemberId, team: "T0" as TeamId },
        where: { channel: "C0ALIGN" as ChannelId },
        via: "slash",
        reply: { receivedAtMs: nowMs },
      } as const;
      await store().invocations.save(invocation, 0);
      await store().transaction(async ({ paces }) => {
        await paces.hold(["chat.update"]);
        await paces.save("chat.update", { timesMs: [nowMs], stoppedUntilMs: nowMs });
      });
      await putBack();
      const asked = { nowMs, sinceMs: 0, leaseUntilMs: nowMs + 1, limit: 10 };
      expect(await store().invocations.takeLeft(asked)).toEqual([]);
      expect(await store().invocations.save(invocation, 0)).toBeUndefined();
      expect(await store().paces.read(["chat.update"])).toEqual(new Map());
    });
  });
};
