import { describe, expect, test } from "vitest";
import type { LiveLogId, MemberId, NoticeId, SubmissionId } from "../../../src/domain/ids.ts";
import { liveBeginning } from "../../../src/domain/logs/live-log.ts";
import type { Follower } from "../../../src/store/live-logs.ts";
import type { Part } from "../store-suite.ts";

const live = "l_1" as LiveLogId;
const followed = { job: "s_0001" as SubmissionId, child: 7 };

function follower(notice: string, member: string, changes: Partial<Follower> = {}): Follower {
  return { notice: notice as NoticeId, member: member as MemberId, live, untilMs: 900, ...changes };
}

export const liveLogs: Part = (store) => {
  describe("logs that are followed", () => {
    const follow = (each: Follower, nowMs = 100) =>
      store().transaction((tables) => tables.liveLogs.follow({ ...each, followed }, nowMs));
    const isDue = async (nowMs: number) => (await store().liveLogs.due(nowMs)).map(({ id }) => id);

    test("are read at once, and by one alone", async () => {
      await follow(follower("n_1", "U0JBLOW"));
      const [one] = await store().liveLogs.due(100);
      expect(one).toEqual({ id: live, followed, state: liveBeginning, dueMs: 100 });
      expect(await store().liveLogs.claim({ id: live, dueMs: 100 }, 400)).toBe(true);
      expect(await store().liveLogs.claim({ id: live, dueMs: 100 }, 400)).toBe(false);
      expect(await store().liveLogs.nextDueMs()).toBe(400);
      expect([await isDue(399), await isDue(400)]).toEqual([[], [live]]);
    });

    test("are read once for all who follow them, and go on where they are", async () => {
      await follow(follower("n_1", "U0JBLOW"));
      const state = {
        ...liveBeginning,
        leftOut: 12,
        positions: { "a/1": { token: "f/1", lastMs: 90, atLast: 2 } },
      };
      await store().liveLogs.save({ id: live, followed, state, dueMs: 300 });
      await follow(follower("n_2", "U0AMATE"), 200);
      expect(await store().liveLogs.get(live)).toEqual({ id: live, followed, state, dueMs: 300 });
      expect(await store().liveLogs.followersOf(live)).toHaveLength(2);
    });

    test("are followed for longer by who asks again", async () => {
      await follow(follower("n_1", "U0JBLOW"));
      await follow(follower("n_1", "U0JBLOW", { untilMs: 1_800 }));
      expect(await store().liveLogs.followedBy("U0JBLOW" as MemberId)).toEqual([
        follower("n_1", "U0JBLOW", { untilMs: 1_800 }),
      ]);
    });

    test("are counted, with the messages in which they stand", async () => {
      expect(await store().liveLogs.counts()).toEqual({ logs: 0, messages: 0 });
      for (const [notice, member] of [
        ["n_1", "U0JBLOW"],
        ["n_1", "U0AMATE"],
        ["n_2", "U0PETERS"],
      ] as const)
        await follow(follower(notice, member));
      await follow(follower("n_3", "U0JBLOW", { live: "l_2" as LiveLogId }));
      expect(await store().liveLogs.counts()).toEqual({ logs: 2, messages: 3 });
    });

    test("end in one message, and go on in the others, until nobody follows them", async () => {
      await follow(follower("n_1", "U0JBLOW"));
      await follow(follower("n_2", "U0AMATE"));
      await store().liveLogs.endIn("n_1" as NoticeId);
      expect(await store().liveLogs.followersOf(live)).toEqual([follower("n_2", "U0AMATE")]);
      await store().liveLogs.remove(live);
      expect(await store().liveLogs.get(live)).toBeUndefined();
      expect(await store().liveLogs.counts()).toEqual({ logs: 0, messages: 0 });
      expect(await store().liveLogs.nextDueMs()).toBeUndefined();
    });

    test("begin one at a time: of several at once, none finds that it is the first", async () => {
      const begin = (n: number) =>
        store().transaction(async (tables) => {
          await tables.liveLogs.holdBeginning();
          const before = (await tables.liveLogs.counts()).messages;
          await tables.liveLogs.follow({ ...follower(`n_${n}`, `U${n}`), followed }, 100);
          return before;
        });
      const before = await Promise.all([1, 2, 3, 4].map(begin));
      expect(before.toSorted()).toEqual([0, 1, 2, 3]);
    });

    test("that are just given up because nobody follows them are read again for who comes then", async () => {
      await follow(follower("n_1", "U0JBLOW"));
      await store().liveLogs.endIn("n_1" as NoticeId);
      await Promise.all([
        store().transaction(async (tables) => {
          await tables.liveLogs.get(live);
          if ((await tables.liveLogs.followersOf(live)).length === 0) await tables.liveLogs.remove(live);
        }),
        follow(follower("n_2", "U0AMATE"), 200),
      ]);
      expect(await store().liveLogs.get(live)).toBeDefined();
      expect(await store().liveLogs.followersOf(live)).toEqual([follower("n_2", "U0AMATE")]);
    });
  });
};
