import { describe, expect, test } from "vitest";
import { noticeIdOf } from "../../../src/domain/derived-ids.ts";
import type { ChannelId, MessageTs } from "../../../src/domain/ids.ts";
import type { NoticeBody } from "../../../src/store/notice-row.ts";
import type { Thread } from "../../../src/store/thread-row.ts";
import { jobNo, saveJob } from "../../support/saved-jobs.ts";
import type { Part } from "../store-suite.ts";

const bodies: Record<"card" | "started" | "finished", NoticeBody> = {
  card: { kind: "card" },
  started: { kind: "started", attempt: 1, maxAttempts: 1 },
  finished: { kind: "finished", state: "succeeded" },
};
type Key = keyof typeof bodies;
const ts = "1732128120.000100" as MessageTs;

export const noticeOrder: Part = (store) => {
  const thread = (n: number, channel = "C0PETERS") => saveJob(store(), jobNo(n), { channel });
  const say = (of: Thread, key: Key, createdAtMs = 0) =>
    store().notices.add({
      id: noticeIdOf(of.id, key),
      thread: of.id,
      job: of.job,
      key,
      body: bodies[key],
      createdAtMs,
    });
  const cardStands = async (of: Thread) => {
    await store().notices.sent(noticeIdOf(of.id, "card"), ts, bodies.card);
    await store().threads.cardPosted(of.id, { channel: of.channel, cardTs: ts, version: 1, nowMs: 0 });
  };
  const told = async (nowMs = 1_000, limit = 10) =>
    (await store().notices.heads(nowMs, limit)).map(({ notice }) => `${notice.job} ${notice.body.kind}`);

  describe("what is to be posted next", () => {
    test("is the card, and replies only once it stands", async () => {
      const one = await thread(1);
      for (const key of ["card", "started", "finished"] as const) await say(one, key);
      expect(await told()).toEqual(["s_0001 card"]);
      await store().notices.claim({ id: noticeIdOf(one.id, "card"), tries: 0 }, 0);
      expect(await told()).toEqual([]);
      await cardStands(one);
      expect(await told()).toEqual(["s_0001 started"]);
      await store().notices.sent(noticeIdOf(one.id, "started"), ts, bodies.started);
      expect(await told()).toEqual(["s_0001 finished"]);
      await store().notices.sent(noticeIdOf(one.id, "finished"), ts, bodies.finished);
      expect(await told()).toEqual([]);
    });

    test("is said once, however often it is saved", async () => {
      const one = await thread(1);
      await say(one, "card");
      await say(one, "card", 99);
      expect(await store().notices.backlog()).toEqual({ count: 1, oldestMs: 0 });
    });

    test("is nothing while the one before it may have been posted", async () => {
      const [one, two] = [await thread(1), await thread(2, "C0ALIGN")];
      for (const each of [one, two]) {
        await say(each, "card");
        await cardStands(each);
        await say(each, "started");
        await say(each, "finished");
      }
      await store().notices.uncertain(noticeIdOf(one.id, "started"), {
        looks: 0,
        nextAtMs: 9_000,
        gaveUpAtMs: 0,
      });
      expect(await told()).toEqual(["s_0002 started", "s_0001 started"]);
    });

    test("goes on after one that was refused for good, even if that is the card", async () => {
      const one = await thread(1);
      for (const key of ["card", "started", "finished"] as const) await say(one, key);
      await store().notices.dead(noticeIdOf(one.id, "card"), "invalid_blocks");
      expect(await told()).toEqual(["s_0001 started"]);
      await store().notices.dead(noticeIdOf(one.id, "started"), "invalid_blocks");
      expect(await told()).toEqual(["s_0001 finished"]);
    });

    test("is an end before a card, and a card before other replies, of what is due in one channel", async () => {
      const [one, two, three] = [await thread(1), await thread(2), await thread(3)];
      for (const each of [one, two]) {
        await say(each, "card");
        await cardStands(each);
      }
      await say(one, "started");
      await say(three, "card");
      expect(await told()).toEqual(["s_0003 card"]);
      await say(two, "finished");
      expect(await told()).toEqual(["s_0002 finished"]);
    });

    test("is in one channel never hidden by a long line in another", async () => {
      for (let n = 0; n < 30; n++) await say(await thread(n, "C0BUSY"), "card");
      const last = await thread(99, "C0ALIGN");
      await say(last, "card");
      expect(await told(1_000, 10)).toEqual(["s_0000 card", "s_0099 card"]);
    });

    test("is what is due before what has to wait, and else what will be due first", async () => {
      const [one, two, three] = [await thread(1), await thread(2), await thread(3)];
      await say(one, "card", 5_000);
      await say(two, "card", 3_000);
      await say(three, "card", 4_000);
      expect(await told(0)).toEqual(["s_0002 card"]);
      expect(await told(4_500)).toEqual(["s_0002 card"]);
      await store().notices.requeue(noticeIdOf(two.id, "card"), {
        tries: 1,
        nextAtMs: 9_000,
        error: "later",
      });
      expect(await told(4_500)).toEqual(["s_0003 card"]);
    });

    test("leaves out threads in which nothing more can be said", async () => {
      const one = await thread(1);
      await say(one, "card");
      await store().threads.close(one.id);
      expect(await told()).toEqual([]);
      expect(await store().notices.backlog()).toEqual({ count: 0 });
    });

    test("is the card again in the place to which its thread moves, and then what was still to be said", async () => {
      const one = await thread(1, "C0CLOSED");
      await say(one, "card");
      await cardStands(one);
      await say(one, "finished");
      await store().threads.moveTo(one.id, "C0PETERS" as ChannelId, []);
      expect(await told()).toEqual(["s_0001 card"]);
      const [head] = await store().notices.heads(1_000, 1);
      expect(head?.notice).toMatchObject({ state: "queued", tries: 0, looks: 0 });
      expect(head?.notice).not.toHaveProperty("ts");
      expect(head?.thread).toMatchObject({ id: one.id, channel: "C0PETERS", fallbacks: [] });
      await cardStands({ ...one, channel: "C0PETERS" as ChannelId });
      expect(await told()).toEqual(["s_0001 finished"]);
    });
  });
};
