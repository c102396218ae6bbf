import { afterEach, beforeEach, expect, test } from "vitest";
import { inTurn, silence } from "../../test/support/fake-posts.ts";
import { type LiveWorld, liveWorld } from "../../test/support/live-world.ts";
import { noticeIdOf } from "../domain/derived-ids.ts";
import type { ChannelId, MemberId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { slackPace } from "./pace.ts";

const jblow = "U0JBLOW" as MemberId;

let world: LiveWorld;
beforeEach(async () => {
  world = await liveWorld();
});
afterEach(() => world.close());

test("a log is read as it grows and shown in one message, at a calm pace", async () => {
  world.reads();
  await world.follow();
  await world.clock.advance(5_000);
  expect(world.shown()).toEqual([">  (0 left out, waiting)"]);
  for (let n = 0; n < 100; n++) {
    world.printed.push(`line${n}`);
    await world.clock.advance(600);
  }
  await world.clock.advance(limits.liveLookMs + limits.cardEditMs);
  const [text, another] = world.shown();
  expect(another).toBeUndefined();
  expect(text).toMatch(/^> line84 .* line99 \(84 left out, following\)$/);
  expect(world.edits()).toBeLessThanOrEqual(limits.liveEdits + 3);
  expect(world.looks.length).toBeLessThanOrEqual(30);
});

test("what is quiet is looked at more seldom, and costs no edit", async () => {
  world.printed = ["one"];
  world.reads();
  await world.follow();
  await world.clock.advance(30_000);
  const before = { looks: world.looks.length, edits: world.edits() };
  await world.clock.advance(60_000);
  expect(world.looks.length - before.looks).toBeLessThanOrEqual(60_000 / limits.liveQuietMs + 1);
  expect(world.edits()).toBe(before.edits);
});

test("many who follow one log in several places share its reader", async () => {
  const direct = await world.directOf(jblow);
  world.printed = ["one"];
  world.reads();
  await world.follow();
  await world.follow(jblow, direct);
  await world.clock.advance(12_000);
  const before = world.looks.length;
  world.printed.push("two");
  await world.clock.advance(12_000);
  expect(world.shown()).toEqual(["> one two (0 left out, following)"]);
  expect(world.shown("D0JBLOW")).toEqual(["one two (0 left out, following)"]);
  expect(world.looks.length - before).toBeLessThanOrEqual(4);
});

test("what a process that died left is read on by the next, with no line lost or twice", async () => {
  world.printed = ["one"];
  world.reads();
  await world.follow();
  await world.clock.advance(10_000);
  const { transaction } = world.store;
  // It has read, and dies before it has saved what it read.
  world.store.transaction = () => new Promise(() => {});
  world.printed.push("two");
  await world.clock.advance(10_000);
  world.store.transaction = transaction;
  world.die();
  world.printed.push("three");
  world.reads();
  await world.clock.advance(10_000);
  expect(world.shown()).toEqual(["> one two three (0 left out, following)"]);
  expect(world.slack.messages).toHaveLength(2);
});

test("two replicas share the work: each look is one's alone", async () => {
  world.printed = ["one"];
  world.reads();
  world.reads();
  await world.follow();
  for (let n = 0; n < 20; n++) {
    world.printed.push(`line${n}`);
    await world.clock.advance(1_000);
  }
  await world.clock.advance(10_000);
  expect(world.shown()[0]).toMatch(/^> line4 .* line19 \(5 left out, following\)$/);
  for (const [n, atMs] of world.looks.entries())
    if (n > 0) expect(atMs - (world.looks[n - 1] ?? 0)).toBeGreaterThan(1_000);
});

test("who has lost the lease saves nothing of what they read", async () => {
  world.printed = ["one"];
  const slow = Promise.withResolvers<void>();
  const honest = world.store.jobs.get;
  let isFirst = true;
  world.store.jobs.get = async (id) => {
    if (isFirst) {
      isFirst = false;
      await slow.promise;
    }
    return honest(id);
  };
  await world.delivery.stop();
  await world.follow();
  world.reads();
  await world.clock.advance(1_000);
  world.reads();
  await world.clock.advance(limits.liveLeaseMs + 1_000);
  world.printed.push("two");
  slow.resolve();
  await world.clock.settle();
  const notice = await world.store.notices.get(noticeIdOf(world.thread.id, "tail"));
  expect(notice?.body).toMatchObject({ lines: [{ text: "one" }] });
  expect(JSON.stringify(notice?.body)).not.toContain("two");
});

test("a post that nobody answered is looked for and not made again, and goes on to be edited", async () => {
  world.slack.mishap = inTurn({ post: [{ trouble: silence, done: true }] });
  world.printed = ["one"];
  world.reads();
  await world.follow();
  await world.clock.advance(60_000);
  expect(world.shown()).toEqual(["> one (0 left out, following)"]);
});

test("a card and a reply are edited before a log that grows, which leaves them room in Slack's pace", async () => {
  world.printed = ["one"];
  world.reads();
  await world.follow();
  await world.clock.advance(10_000);
  const used = Array.from({ length: limits.slackPerMinute["chat.update"] - limits.liveEditsLeft }, () => ({
    method: "chat.update" as const,
    channel: "C0BUSY" as ChannelId,
  }));
  const pace = slackPace(world.store, world.clock.nowMs);
  for (const call of used) await pace.note(call);
  world.printed.push("two");
  await world.grow(world.thread);
  world.delivery.wake();
  await world.clock.advance(15_000);
  expect(world.slack.shown()[0]).toBe("card of align-0001 v2");
  expect(world.shown()).toEqual(["> one (0 left out, following)"]);
  await world.clock.advance(60_000);
  expect(world.shown()).toEqual(["> one two (0 left out, following)"]);
});
