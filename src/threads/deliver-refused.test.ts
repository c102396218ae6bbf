import { afterEach, beforeEach, expect, test } from "vitest";
import { inTurn, refused, silence } from "../../test/support/fake-posts.ts";
import { jobNo } from "../../test/support/saved-jobs.ts";
import { plainRender, type ThreadWorld, threadWorld } from "../../test/support/thread-world.ts";
import { noticeIdOf } from "../domain/derived-ids.ts";
import { limits } from "../domain/limits.ts";
import type { Loop } from "../lifecycle/loop.ts";
import { SlackTrouble } from "../slack/slack-trouble.ts";
import type { Thread } from "../store/thread-row.ts";

let world: ThreadWorld;
let delivery: Loop;
let thread: Thread;
beforeEach(async () => {
  world = await threadWorld();
  delivery = world.open();
  thread = await world.thread(jobNo(1));
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(5_000);
});
afterEach(async () => {
  await delivery.stop();
  await world.store.close();
});

async function finished(forMs = 60_000): Promise<void> {
  await world.say(thread, "finished");
  delivery.wake();
  await world.clock.advance(forMs);
}

test("an end whose form Slack does not take is told in plain words", async () => {
  world.render = async (body, post) => {
    const { message, metadata } = await plainRender(body, post);
    return { message: { ...message, blocks: [{ type: "divider" }] }, metadata };
  };
  world.slack.mishap = inTurn({ post: [{ trouble: refused("invalid_blocks") }] });
  await finished();
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  expect(world.outcomes).toContain("in plain words");
});

test("a card whose form Slack does not take is edited in plain words", async () => {
  world.slack.mishap = inTurn({ edit: [{ trouble: refused("msg_blocks_too_long") }] });
  await world.grow(thread);
  delivery.wake();
  await world.clock.advance(10_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v2"]);
});

test("an end that finds its card deleted waits for it to be posted anew, and stands under that", async () => {
  world.slack.remove("card of align-0001 v1");
  world.slack.mishap = inTurn({ post: [{ trouble: refused("thread_not_found") }] });
  await finished();
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  const [card, end] = world.slack.messages;
  expect(end?.threadTs).toBe(card?.ts);
});

test("an end whose card is deleted twice stands alone, and is told once", async () => {
  world.slack.mishap = ({ method, threadTs }) =>
    method === "post" && threadTs !== undefined && !world.slack.messages.some(({ ts }) => ts === threadTs)
      ? { trouble: refused("thread_not_found") }
      : undefined;
  world.slack.remove("card of align-0001 v1");
  await finished(1_500);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1"]);
  world.slack.remove("card of align-0001 v1");
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual(["finished of align-0001 v1"]);
  expect(await world.store.notices.backlog()).toEqual({ count: 0 });
});

test("a reply that Slack quietly puts beside a deleted card has the card posted anew, for what comes next", async () => {
  world.slack.remove("card of align-0001 v1");
  await world.say(thread, "started");
  delivery.wake();
  await world.clock.advance(10_000);
  await finished();
  const [started, card, end] = world.slack.messages;
  expect([started, card, end].map((message) => message?.text)).toEqual([
    "started of align-0001 v1",
    "card of align-0001 v1",
    "finished of align-0001 v1",
  ]);
  expect(end?.threadTs).toBe(card?.ts);
});

test("what Slack has not taken for a week is given up, and hides nothing that comes later", async () => {
  const odd = new SlackTrouble("later", "something_new");
  const body = { kind: "started", attempt: 1, maxAttempts: 1 } as const;
  const id = noticeIdOf(thread.id, "started");
  const createdAtMs = world.clock.nowMs() - limits.noticeGiveUpMs - 1;
  await world.store.notices.add({
    id,
    thread: thread.id,
    job: thread.job,
    key: "started",
    body,
    createdAtMs,
  });
  world.slack.mishap = ({ method }) => (method === "post" ? { trouble: odd } : undefined);
  delivery.wake();
  await world.clock.advance(30 * 60_000);
  expect(world.outcomes.at(-1)).toBe("dead");
  world.slack.mishap = () => undefined;
  await finished();
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
});

test("an edit that Slack goes on refusing is tried ever less often, and leaves the pace to other cards", async () => {
  const odd = new SlackTrouble("later", "something_new");
  const other = await world.thread(jobNo(2), "C0ALIGN");
  await world.say(other, "card");
  await world.clock.advance(5_000);
  const [first] = world.slack.messages;
  world.slack.mishap = ({ method, notice }) =>
    method === "edit" && notice === first?.metadata.notice ? { trouble: odd } : undefined;
  await world.grow(thread);
  await world.grow(other);
  delivery.wake();
  const before = world.slack.calls.length;
  await world.clock.advance(10 * 60_000);
  const tries = world.slack.calls.slice(before).filter(({ notice }) => notice === first?.metadata.notice);
  expect(tries.length).toBeLessThan(12);
  expect(world.slack.shown("C0ALIGN")).toEqual(["card of align-0002 v2"]);
  world.slack.mishap = () => undefined;
  await world.clock.advance(10 * 60_000);
  expect(world.slack.shown("C0PETERS")).toEqual(["card of align-0001 v2"]);
});

test("a card that is found gone late, when it was posted anew already, is left alone", async () => {
  const slow = Promise.withResolvers<void>();
  world.slack.mishap = inTurn({ edit: [{ until: slow.promise, trouble: refused("message_not_found") }] });
  await world.grow(thread);
  delivery.wake();
  await world.clock.settle();
  world.slack.remove("card of align-0001 v1");
  world.slack.mishap = ({ method, threadTs }) =>
    method === "post" && threadTs !== undefined && !world.slack.messages.some(({ ts }) => ts === threadTs)
      ? { trouble: refused("thread_not_found") }
      : undefined;
  await finished(5_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v2", "> finished of align-0001 v2"]);
  slow.resolve();
  await world.clock.settle();
  await world.grow(thread);
  delivery.wake();
  await world.clock.advance(10_000);
  expect(world.slack.shown()[0]).toBe("card of align-0001 v3");
});

test("an uncertain end that Slack will not let us look for is told all the same, before long", async () => {
  const odd = new SlackTrouble("later", "accesslimited");
  world.slack.mishap = inTurn({ post: [{ trouble: silence }] });
  await world.say(thread, "finished");
  delivery.wake();
  await world.clock.settle();
  world.slack.mishap = ({ method }) => (method === "find" ? { trouble: odd } : undefined);
  await world.clock.advance(30 * 60_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  expect(world.outcomes).toContain("unreadable");
});

test("a card whose channel was closed for a while is made true once something gets through again", async () => {
  world.slack.mishap = ({ channel }) =>
    channel === "C0PETERS" ? { trouble: refused("is_archived") } : undefined;
  await world.grow(thread);
  delivery.wake();
  await world.clock.advance(10_000);
  world.slack.mishap = () => undefined;
  await finished(10_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v2", "> finished of align-0001 v2"]);
});
