import { afterEach, beforeEach, expect, test } from "vitest";
import { inTurn, refused, silence, tooFast } from "../../test/support/fake-posts.ts";
import { jobNo } from "../../test/support/saved-jobs.ts";
import { type ThreadWorld, threadWorld } from "../../test/support/thread-world.ts";
import type { Loop } from "../lifecycle/loop.ts";
import type { Thread } from "../store/thread-row.ts";

let world: ThreadWorld;
let delivery: Loop;
let thread: Thread;
let startMs: number;
beforeEach(async () => {
  world = await threadWorld();
  delivery = world.open();
  thread = await world.thread(jobNo(1));
  startMs = world.clock.nowMs();
});
afterEach(async () => {
  await delivery.stop();
  await world.store.close();
});

const callsOf = (method: string) =>
  world.slack.calls.filter((call) => call.method === method).map((call) => call.atMs - startMs);

/** The card stands; then the end of the job is told, and goes so. */
async function afterCard(plan: Parameters<typeof inTurn>[0]): Promise<void> {
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(5_000);
  startMs = world.clock.nowMs();
  world.slack.mishap = inTurn(plan);
  await world.say(thread, "finished");
  delivery.wake();
}

test("a post that was made although Slack did not say so is found after 10 s and not made again", async () => {
  await afterCard({ post: [{ trouble: silence, done: true }] });
  await world.clock.advance(120_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  expect(callsOf("find")).toEqual([10_000]);
  expect((await world.store.notices.backlog()).count).toBe(0);
});

test("a post that was not made is looked for after 10 s and 30 s, and then made", async () => {
  await afterCard({ post: [{ trouble: silence }] });
  await world.clock.advance(29_999);
  expect(world.slack.shown()).toHaveLength(1);
  await world.clock.advance(90_000);
  expect(callsOf("find")).toEqual([10_000, 30_000]);
  expect(callsOf("post").filter((ms) => ms >= 0)).toEqual([0, 30_000]);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
});

test("a card that was made although Slack did not say so is found, and edited to be sure", async () => {
  world.slack.mishap = inTurn({ post: [{ trouble: silence, done: true }] });
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(60_000);
  expect(world.slack.messages).toHaveLength(1);
  expect(world.slack.messages[0]?.edits).toBe(1);
  expect(world.cardsPosted.count).toBe(1);
  expect((await world.store.threads.get(thread.id))?.cardTs).toBe(world.slack.messages[0]?.ts);
});

test("a look-up that fails counts for nothing and is repeated", async () => {
  await afterCard({
    post: [{ trouble: silence }],
    find: [{ trouble: silence }, { trouble: tooFast(20_000) }],
  });
  await world.clock.advance(120_000);
  // The first fails, the second stops look-ups for 20 s; only then it is missed twice, and posted.
  expect(callsOf("find")).toEqual([10_000, 20_000, 40_000, 40_000]);
  expect(callsOf("post").filter((ms) => ms > 0)).toEqual([40_000]);
});

test("a 429 for look-ups stops look-ups in all threads, and nothing else", async () => {
  const other = await world.thread(jobNo(2), "C0ALIGN");
  world.slack.mishap = inTurn({
    post: [{ trouble: silence }, { trouble: silence }],
    find: [{ trouble: tooFast(60_000) }],
  });
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(2_000);
  await world.say(other, "card");
  delivery.wake();
  await world.clock.advance(7_000);
  const third = await world.thread(jobNo(3), "C0THIRD");
  await world.say(third, "card");
  delivery.wake();
  await world.clock.advance(50_000);
  expect(callsOf("find")).toHaveLength(1);
  expect(world.slack.shown("C0THIRD")).toHaveLength(1);
  await world.clock.advance(120_000);
  expect(world.slack.messages).toHaveLength(3);
});

test("where the bot may not read, an uncertain post is made again", async () => {
  await afterCard({ post: [{ trouble: silence }], find: [{ trouble: refused("missing_scope") }] });
  await world.clock.advance(15_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  expect(world.outcomes).toContain("unreadable");
});

test("an uncertain notice makes later ones of its thread wait, and those of no other thread", async () => {
  const other = await world.thread(jobNo(2));
  await world.say(other, "card");
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(5_000);
  world.slack.mishap = inTurn({ post: [{ trouble: silence }] });
  await world.say(thread, "started");
  delivery.wake();
  await world.clock.settle();
  await world.say(thread, "finished");
  await world.say(other, "finished");
  delivery.wake();
  await world.clock.advance(9_000);
  expect(world.slack.shown()).toHaveLength(3);
  expect(world.slack.shown().at(-1)).toBe("> finished of align-0002 v1");
  await world.clock.advance(60_000);
  expect(world.slack.shown().slice(3)).toEqual(["> started of align-0001 v1", "> finished of align-0001 v1"]);
});

test("a post that a dead process left in the middle of its try is found by the next one", async () => {
  const { uncertain } = world.store.notices;
  // The process dies in the call: the try is saved, its outcome is not.
  world.store.notices.uncertain = () => new Promise(() => {});
  await afterCard({ post: [{ trouble: silence, done: true }] });
  await world.clock.settle();
  expect(await world.store.notices.leftTrying(9e15)).toHaveLength(1);
  world.store.notices.uncertain = uncertain;
  delivery = world.open();
  delivery.start();
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  expect((await world.store.notices.backlog()).count).toBe(0);
});

test("a try that a dead process saved and did not make is made by the next one", async () => {
  const id = await world.say(thread, "card");
  await world.store.notices.claim({ id, tries: 0 }, world.clock.nowMs());
  delivery.start();
  await world.clock.advance(39_000);
  expect(world.slack.messages).toEqual([]);
  await world.clock.advance(2_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1"]);
});

test("a store that fails in the middle of a try leaves no thread stuck", async () => {
  const { transaction } = world.store;
  const { uncertain } = world.store.notices;
  let broken = true;
  const failing = async () => {
    throw new Error("the disk is full");
  };
  world.store.transaction = (work) => (broken ? failing() : transaction(work));
  world.store.notices.uncertain = (...args) => (broken ? failing() : uncertain(...args));
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(2_000);
  broken = false;
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1"]);
  expect((await world.store.notices.backlog()).count).toBe(0);
});
