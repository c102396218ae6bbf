import { describe, expect, test } from "vitest";
import type { MessageTs, NoticeId, SubmissionId } from "../../../src/domain/ids.ts";
import type { Finished } from "../../../src/domain/telling/notice.ts";
import { jobNo, saveJob } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const id = "n_0001" as NoticeId;
const ts = "1732128120.000100" as MessageTs;
const failed: Finished = { kind: "finished", state: "failed" };
const withLines: Finished = { ...failed, logLines: ["Traceback"] };

export const notices: Part = (store) => {
  const add = (changes: { id?: NoticeId; thread?: string; linesUntilMs?: number } = {}) =>
    store().notices.add({
      id,
      thread: "t_1",
      job: "s_0001" as SubmissionId,
      key: `finished ${changes.id ?? id}`,
      body: failed,
      createdAtMs: 100,
      ...changes,
    });
  const posted = async (nowMs = 1_000) =>
    (await store().notices.toEdit(nowMs, 10)).map(({ notice }) => notice.id);

  describe("notices", () => {
    test("a notice comes back as it was saved", async () => {
      await add({ linesUntilMs: 900 });
      expect(await store().notices.get(id)).toEqual({
        seq: expect.any(Number),
        id,
        thread: "t_1",
        job: "s_0001",
        key: `finished ${id}`,
        body: failed,
        state: "queued",
        tries: 0,
        nextAtMs: 100,
        looks: 0,
        createdAtMs: 100,
        linesUntilMs: 900,
        calls: [],
      });
      expect(await store().notices.get("n_none" as NoticeId)).toBeUndefined();
    });

    test("a start that waited too long is dropped once the end stands behind it, and nothing else is", async () => {
      const started = { kind: "started", attempt: 1, maxAttempts: 1 } as const;
      const say = (n: number, changes: object) =>
        store().notices.add({
          id: `n_${n}` as NoticeId,
          thread: "t_1",
          job: "s_0001" as SubmissionId,
          key: `${n}`,
          body: started,
          createdAtMs: 100,
          ...changes,
        });
      await say(1, {});
      await say(2, { body: failed });
      await say(3, { createdAtMs: 5_000 });
      await say(4, { job: "s_0002" });
      await store().notices.dropOvertaken(1_000, 500);
      const states = await Promise.all([1, 2, 3, 4].map((n) => store().notices.get(`n_${n}` as NoticeId)));
      expect(states.map((row) => row?.state)).toEqual(["dead", "queued", "queued", "queued"]);
    });

    test("only one of two takes a notice up for a try, and only while it is as it was read", async () => {
      await add();
      expect(await store().notices.claim({ id, tries: 0 }, 500)).toBe(true);
      expect(await store().notices.claim({ id, tries: 0 }, 500)).toBe(false);
      expect(await store().notices.get(id)).toMatchObject({ state: "trying", tries: 1, triedAtMs: 500 });
      await store().notices.requeue(id, { tries: 1, nextAtMs: 700, error: "ratelimited" });
      expect(await store().notices.claim({ id, tries: 0 }, 800)).toBe(false);
      expect(await store().notices.claim({ id, tries: 1 }, 800)).toBe(true);
    });

    test("those that a dead process left in the middle of a try are found", async () => {
      await add();
      await add({ id: "n_0002" as NoticeId });
      await store().notices.claim({ id, tries: 0 }, 500);
      expect((await store().notices.leftTrying(501)).map((row) => row.id)).toEqual([id]);
      await store().notices.uncertain(id, { looks: 1, nextAtMs: 900, gaveUpAtMs: 600 });
      expect(await store().notices.leftTrying(9_999)).toEqual([]);
      expect(await store().notices.get(id)).toMatchObject({ state: "uncertain", looks: 1, nextAtMs: 900 });
    });

    test("a new try begins its look-ups anew", async () => {
      await add();
      await store().notices.uncertain(id, { looks: 2, nextAtMs: 900, gaveUpAtMs: 600 });
      await store().notices.requeue(id, { tries: 1, nextAtMs: 900, error: "not found" });
      await store().notices.claim({ id, tries: 1 }, 901);
      expect(await store().notices.get(id)).toMatchObject({ looks: 0, triedAtMs: 901 });
    });

    test("what somebody says of a try that is no longer theirs changes nothing", async () => {
      await add();
      await store().notices.claim({ id, tries: 0 }, 500);
      const was = { state: "trying", tries: 1 } as const;
      const again = { tries: 1, nextAtMs: 900, error: "not found" };
      await store().notices.uncertain(id, { looks: 1, nextAtMs: 800, gaveUpAtMs: 600 }, was);
      const looked = { state: "uncertain", tries: 1, looks: 1 } as const;
      const requeued = [
        await store().notices.requeue(id, again, { ...looked, looks: 0 }),
        await store().notices.requeue(id, again, { ...looked, tries: 0 }),
        await store().notices.requeue(id, again, was),
      ];
      expect(requeued).toEqual([false, false, false]);
      await store().notices.dead(id, "invalid_blocks", was);
      await store().notices.uncertain(id, { looks: 0, nextAtMs: 0, gaveUpAtMs: 0 }, was);
      expect(await store().notices.get(id)).toMatchObject({ ...looked, nextAtMs: 800 });
      expect(await store().notices.requeue(id, again, looked)).toBe(true);
      expect(await store().notices.get(id)).toMatchObject({ state: "queued", nextAtMs: 900 });
    });

    test("the backlog counts what is not posted, and says since when the oldest waits", async () => {
      expect(await store().notices.backlog()).toEqual({ count: 0 });
      await add();
      await add({ id: "n_0002" as NoticeId });
      await store().notices.uncertain(id, { looks: 0, nextAtMs: 0, gaveUpAtMs: 600 });
      expect(await store().notices.backlog()).toEqual({ count: 2, oldestMs: 100 });
      await store().notices.sent(id, ts, failed);
      await store().notices.dead("n_0002" as NoticeId, "invalid_blocks");
      expect(await store().notices.backlog()).toEqual({ count: 0 });
    });
  });

  describe("log lines that come after a reply", () => {
    test("are waited for until they are there or given up", async () => {
      await add({ linesUntilMs: 900 });
      await add({ id: "n_0002" as NoticeId, linesUntilMs: 800 });
      await add({ id: "n_0003" as NoticeId });
      const waiting = async () => (await store().notices.awaitingLines(9e15, 10)).map((row) => row.id);
      expect(await waiting()).toEqual(["n_0002", id]);
      expect((await store().notices.awaitingLines(9e15, 1)).map((row) => row.id)).toEqual(["n_0002"]);
      await store().notices.expectNoLines("n_0002" as NoticeId);
      await store().notices.amend(id, withLines);
      expect(await waiting()).toEqual([]);
      expect((await store().notices.get(id))?.body).toEqual(withLines);
    });

    test("make a posted reply one to edit, until it shows them", async () => {
      const { id: thread } = await saveJob(store(), jobNo(1));
      await add({ thread });
      await store().notices.sent(id, ts, failed);
      expect(await posted()).toEqual([]);
      await store().notices.amend(id, withLines);
      expect(await posted()).toEqual([id]);
      await store().notices.edited(id, failed, { nowMs: 0, editAtMs: 0 });
      expect(await posted()).toEqual([id]);
      await store().notices.edited(id, withLines, { nowMs: 0, editAtMs: 0 });
      expect(await posted()).toEqual([]);
    });

    test("are still waited for when what the reply tells of has changed; the reply is one to edit", async () => {
      const { id: thread } = await saveJob(store(), jobNo(1));
      await add({ thread, linesUntilMs: 900 });
      await store().notices.sent(id, ts, failed);
      await store().notices.retell(id, { ...failed, toldVersion: 7 });
      expect(await posted()).toEqual([id]);
      expect((await store().notices.awaitingLines(9e15, 10)).map((row) => row.id)).toEqual([id]);
      await store().notices.edited(id, { ...failed, toldVersion: 7 }, { nowMs: 0, editAtMs: 5_000 });
      expect(await posted()).toEqual([]);
      expect((await store().notices.get(id))?.nextAtMs).toBe(5_000);
    });

    test("that come while the reply is being posted are added afterwards", async () => {
      const { id: thread } = await saveJob(store(), jobNo(1));
      await add({ thread });
      await store().notices.claim({ id, tries: 0 }, 0);
      await store().notices.amend(id, withLines);
      expect(await posted()).toEqual([]);
      await store().notices.sent(id, ts, failed);
      expect(await posted()).toEqual([id]);
    });

    test("that were there before it was posted need no edit", async () => {
      const { id: thread } = await saveJob(store(), jobNo(1));
      await add({ thread });
      await store().notices.amend(id, withLines);
      await store().notices.sent(id, ts, withLines);
      expect(await posted()).toEqual([]);
    });

    test("are shown in every channel, one reply of each at a time, those that may be tried first", async () => {
      const [one, two] = [
        await saveJob(store(), jobNo(1), { channel: "C0A" }),
        await saveJob(store(), jobNo(2), { channel: "C0B" }),
      ];
      for (const [notice, thread] of [
        ["n_1", one],
        ["n_2", one],
        ["n_3", two],
      ] as const) {
        await add({ id: notice as NoticeId, thread: thread.id });
        await store().notices.sent(notice as NoticeId, ts, failed);
        await store().notices.amend(notice as NoticeId, withLines);
      }
      expect(await posted()).toEqual(["n_1", "n_3"]);
      await store().notices.editLater("n_1" as NoticeId, 5_000);
      expect(await posted()).toEqual(["n_2", "n_3"]);
      expect(await posted(5_000)).toEqual(["n_1", "n_3"]);
    });
  });
};
