import { afterEach, beforeEach, expect, test } from "vitest";
import { jobNo } from "../../test/support/saved-jobs.ts";
import { type ThreadWorld, threadWorld } from "../../test/support/thread-world.ts";
import type { Loop } from "../lifecycle/loop.ts";

let world: ThreadWorld;
let delivery: Loop;
beforeEach(async () => {
  world = await threadWorld();
  delivery = world.open();
});
afterEach(async () => {
  await delivery.stop();
  await world.store.close();
});

test("a job's card is posted, and under it what is said, in the order in which it was said", async () => {
  const thread = await world.thread(jobNo(1));
  for (const said of ["card", "waiting", "started", "finished"] as const) await world.say(thread, said);
  delivery.start();
  await world.clock.advance(10_000);
  expect(world.slack.shown()).toEqual([
    "card of align-0001 v1",
    "> waiting of align-0001 v1",
    "> started of align-0001 v1",
    "> finished of align-0001 v1",
  ]);
  const [card, ...replies] = world.slack.messages;
  for (const reply of replies) expect(reply.threadTs).toBe(card?.ts);
  expect(world.cardsPosted.count).toBe(1);
});

test("everything is posted once, however often the delivery is woken", async () => {
  const thread = await world.thread(jobNo(1));
  await world.say(thread, "card");
  await world.say(thread, "finished");
  delivery.start();
  for (let n = 0; n < 200; n++) {
    delivery.wake();
    await world.clock.advance(50);
  }
  expect(world.slack.shown()).toHaveLength(2);
});

test("a post that a slow look at its owner's name holds up is not made a second time", async () => {
  const gate = Promise.withResolvers<void>();
  const render = world.render;
  world.render = async (...asked) => {
    await gate.promise;
    return render(...asked);
  };
  const read = world.store.notices.heads;
  const thread = await world.thread(jobNo(1));
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(5_000);
  // A turn reads what is to be posted; before it begins anything, the post under way is done.
  world.store.notices.heads = async (...asked) => {
    const heads = await read(...asked);
    gate.resolve();
    await world.clock.settle();
    return heads;
  };
  delivery.wake();
  await world.clock.settle();
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1"]);
});

test("between threads of one channel ends go first, then cards, then the rest", async () => {
  const [one, two, three] = [
    await world.thread(jobNo(1)),
    await world.thread(jobNo(2)),
    await world.thread(jobNo(3)),
  ];
  for (const each of [one, two]) await world.say(each, "card");
  delivery.start();
  await world.clock.advance(10_000);
  await world.say(one, "started");
  await world.say(three, "card");
  await world.say(two, "finished");
  delivery.wake();
  await world.clock.advance(10_000);
  expect(world.slack.shown().slice(2)).toEqual([
    "> finished of align-0002 v1",
    "card of align-0003 v1",
    "> started of align-0001 v1",
  ]);
});

test("one message a second goes into a channel", async () => {
  for (let n = 0; n < 10; n++) await world.say(await world.thread(jobNo(n)), "card");
  delivery.start();
  await world.clock.advance(30_000);
  const times = world.slack.calls.map((call) => call.atMs);
  expect(times).toHaveLength(10);
  for (const [n, atMs] of times.entries()) if (n > 0) expect(atMs - (times[n - 1] ?? 0)).toBe(1_050);
});

test("a channel with a long line, and one that answers slowly, hold up no other", async () => {
  const slow = Promise.withResolvers<void>();
  world.slack.mishap = ({ channel }) => (channel === "C0SLOW" ? { until: slow.promise } : undefined);
  await world.say(await world.thread(jobNo(1), "C0SLOW"), "card");
  for (let n = 100; n < 400; n++) await world.say(await world.thread(jobNo(n), "C0BUSY"), "card");
  const quick = await world.thread(jobNo(2), "C0QUICK");
  await world.say(quick, "card");
  await world.say(quick, "finished");
  delivery.start();
  await world.clock.advance(3_000);
  expect(world.slack.shown("C0QUICK")).toEqual(["card of align-0002 v1", "> finished of align-0002 v1"]);
  expect(world.slack.shown("C0SLOW")).toEqual([]);
  slow.resolve();
  await world.clock.settle();
  expect(world.slack.shown("C0SLOW")).toEqual(["card of align-0001 v1"]);
});

test("a job that changes a hundred times a second has its card edited a few times, and the last is true", async () => {
  const thread = await world.thread(jobNo(1));
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(1_000);
  for (let n = 0; n < 100; n++) {
    await world.grow(thread);
    delivery.wake();
    await world.clock.advance(10);
  }
  await world.clock.advance(5_000);
  const [card] = world.slack.messages;
  expect(card?.text).toBe("card of align-0001 v101");
  expect(card?.edits).toBeGreaterThanOrEqual(1);
  expect(card?.edits).toBeLessThanOrEqual(3);
});

test("a card never stops showing a job that goes on: half a minute of changes is shown every 1.5 s", async () => {
  const thread = await world.thread(jobNo(1));
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(1_000);
  for (let n = 0; n < 300; n++) {
    await world.grow(thread);
    delivery.wake();
    await world.clock.advance(100);
  }
  expect(world.slack.messages[0]?.edits).toBeGreaterThanOrEqual(18);
  expect(world.slack.messages[0]?.edits).toBeLessThanOrEqual(21);
});

test("a final notice does not wait for its card's edit, nor the end on a card for those that go on", async () => {
  const never = Promise.withResolvers<void>();
  const [ends, goesOn] = [await world.thread(jobNo(1)), await world.thread(jobNo(2))];
  for (const each of [ends, goesOn]) await world.say(each, "card");
  delivery.start();
  await world.clock.advance(5_000);
  world.slack.mishap = ({ method }) => (method === "edit" ? { until: never.promise } : undefined);
  await world.grow(goesOn);
  await world.grow(ends, { state: "succeeded" });
  await world.say(ends, "finished");
  delivery.wake();
  await world.clock.advance(5_000);
  expect(world.slack.shown().at(-1)).toBe("> finished of align-0001 v2");
  expect(world.slack.calls.filter(({ method }) => method === "edit")).toMatchObject([
    { notice: world.slack.messages[0]?.metadata.notice },
  ]);
  never.resolve();
});

test("cards of fifty jobs in one channel do not keep another channel's card from being edited", async () => {
  for (let n = 0; n < 60; n++) {
    const thread = await world.thread(jobNo(n, { state: "succeeded" }), n === 0 ? "C0ALIGN" : "C0PETERS");
    await world.say(thread, "card");
  }
  delivery.start();
  await world.clock.advance(90_000);
  const slow = Promise.withResolvers<void>();
  world.slack.mishap = ({ channel }) => (channel === "C0PETERS" ? { until: slow.promise } : undefined);
  for (let n = 0; n < 60; n++) {
    const [thread] = await world.store.threads.ofSubject(jobNo(n).subject);
    if (thread !== undefined) await world.grow(thread);
  }
  delivery.wake();
  await world.clock.advance(5_000);
  expect(world.slack.shown("C0ALIGN")).toEqual(["card of align-0000 v2"]);
  slow.resolve();
});

test("log lines that come later are added to a reply that stands", async () => {
  const thread = await world.thread(jobNo(1));
  await world.say(thread, "card");
  const id = await world.say(thread, "finished");
  delivery.start();
  await world.clock.advance(5_000);
  await world.store.notices.amend(id, { kind: "finished", state: "failed", logLines: ["Traceback"] });
  delivery.wake();
  await world.clock.advance(5_000);
  expect(world.slack.messages.map((message) => message.edits)).toEqual([0, 1]);
});

test("a card for a member goes into their direct messages, and its replies follow", async () => {
  const thread = await world.thread(jobNo(1), "U0JBLOW");
  await world.say(thread, "card");
  await world.say(thread, "finished");
  delivery.start();
  await world.clock.advance(5_000);
  expect(world.slack.shown("D0JBLOW")).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  expect((await world.store.threads.get(thread.id))?.channel).toBe("D0JBLOW");
});

test("stopping waits for the post under way and begins no other", async () => {
  const gate = Promise.withResolvers<void>();
  world.slack.mishap = () => ({ until: gate.promise });
  const thread = await world.thread(jobNo(1));
  await world.say(thread, "card");
  await world.say(thread, "finished");
  delivery.start();
  await world.clock.settle();
  let stopped = false;
  const stopping = delivery.stop().then(() => {
    stopped = true;
  });
  await world.clock.advance(5_000);
  expect(stopped).toBe(false);
  gate.resolve();
  await stopping;
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1"]);
  expect((await world.store.notices.backlog()).count).toBe(1);
});
