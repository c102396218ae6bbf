import { afterEach, beforeEach, expect, test } from "vitest";
import { refused, unreachable } from "../../test/support/fake-posts.ts";
import { jobNo } from "../../test/support/saved-jobs.ts";
import { type ThreadWorld, threadWorld } from "../../test/support/thread-world.ts";
import { noticeIdOf } from "../domain/derived-ids.ts";
import type { Loop } from "../lifecycle/loop.ts";
import type { Thread } from "../store/thread-row.ts";

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

/** From now on these places refuse every post. */
function close(code: string, ...places: readonly string[]): void {
  world.slack.mishap = ({ method, channel }) =>
    method !== "find" && places.includes(channel) ? { trouble: refused(code) } : undefined;
}

test.each(["channel_not_found", "not_in_channel", "is_archived", "restricted_action"])(
  "a card that meets %s goes to the lab's channel, and what is said follows it",
  async (code) => {
    close(code, "C0STRANGE");
    const thread = await world.thread(jobNo(1), "C0STRANGE", ["C0PETERS", "U0JBLOW"]);
    for (const said of ["card", "started", "finished"] as const) await world.say(thread, said);
    delivery.start();
    await world.clock.advance(60_000);
    expect(world.slack.shown("C0PETERS")).toEqual([
      "card of align-0001 v1",
      "> started of align-0001 v1",
      "> finished of align-0001 v1",
    ]);
    expect(world.outcomes).toEqual(["moved", "sent", "sent", "sent"]);
  },
);

test("a channel archived later: the card is posted anew elsewhere, with what was still to be said", async () => {
  const thread = await world.thread(jobNo(1), "C0ALIGN", ["C0PETERS"]);
  await world.say(thread, "card");
  await world.say(thread, "started");
  delivery.start();
  await world.clock.advance(10_000);
  close("is_archived", "C0ALIGN");
  await world.grow(thread, { state: "succeeded" });
  await world.say(thread, "finished");
  delivery.wake();
  await world.clock.advance(60_000);
  expect(world.slack.shown("C0ALIGN")).toEqual(["card of align-0001 v1", "> started of align-0001 v1"]);
  expect(world.slack.shown("C0PETERS")).toEqual(["card of align-0001 v2", "> finished of align-0001 v2"]);
  const [card, reply] = world.slack.messages.filter(({ channel }) => channel === "C0PETERS");
  expect(reply?.threadTs).toBe(card?.ts);
  expect(world.cardsPosted.count).toBe(2);
});

test("the last place is the owner's direct messages", async () => {
  close("not_in_channel", "C0STRANGE", "C0PETERS");
  const thread = await world.thread(jobNo(1), "C0STRANGE", ["C0PETERS", "U0JBLOW"]);
  await world.say(thread, "card");
  await world.say(thread, "finished");
  delivery.start();
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  expect(world.slack.messages.every(({ channel }) => channel === "D0JBLOW")).toBe(true);
});

test("where no place is left, the thread is closed, and nothing of it is tried for ever", async () => {
  close("user_disabled", "C0STRANGE", "U0JBLOW");
  const thread = await world.thread(jobNo(1), "C0STRANGE", ["U0JBLOW"]);
  await world.say(thread, "card");
  await world.say(thread, "finished");
  await world.say(await world.thread(jobNo(2)), "card");
  delivery.start();
  await world.clock.advance(600_000);
  expect(world.slack.shown()).toEqual(["card of align-0002 v1"]);
  expect(world.slack.calls.filter(({ channel }) => channel !== "C0PETERS")).toHaveLength(2);
  expect(await world.store.notices.backlog()).toEqual({ count: 0 });
  expect(await world.store.threads.ofSubject(thread.subject)).toEqual([]);
});

test("an edit in a channel that is closed moves nothing: the next reply does", async () => {
  const thread = await world.thread(jobNo(1), "C0ALIGN", ["C0PETERS"]);
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(10_000);
  close("is_archived", "C0ALIGN");
  await world.grow(thread);
  delivery.wake();
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1"]);
  expect(world.slack.calls.filter(({ method }) => method === "edit")).toHaveLength(1);
});

/** Its reader is taken out of the lab while this is on its way to them. */
function movesMeanwhile(thread: Thread, notice: string, channel: string): void {
  world.slack.mishap = (call) =>
    call.method === "post" && call.notice === noticeIdOf(thread.id, notice) && call.channel !== channel
      ? { until: world.store.transaction((tables) => tables.threads.moveTo(thread.id, channel as never, [])) }
      : undefined;
}

test.each(["card", "finished"] as const)(
  "what goes on elsewhere while its %s is on its way is said there, and nothing more where it was",
  async (moving) => {
    const thread = await world.thread(jobNo(1), "U0JBLOW");
    movesMeanwhile(thread, moving, "C0PETERS");
    await world.say(thread, "card");
    delivery.start();
    await world.clock.advance(10_000);
    await world.grow(thread, { state: "succeeded" });
    await world.say(thread, "finished");
    delivery.wake();
    await world.clock.advance(60_000);
    expect(world.slack.shown("C0PETERS")).toEqual(["card of align-0001 v2", "> finished of align-0001 v2"]);
    expect(world.slack.shown("D0JBLOW")).toHaveLength(moving === "card" ? 1 : 2);
    expect(await world.store.threads.get(thread.id)).toMatchObject({ channel: "C0PETERS" });
  },
);

test("what is closed while it is on its way is not tried again", async () => {
  const thread = await world.thread(jobNo(1), "U0JBLOW");
  world.slack.mishap = ({ method }) =>
    method === "post" ? { until: world.store.threads.close(thread.id), trouble: unreachable } : undefined;
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(600_000);
  expect(world.slack.calls.filter(({ method }) => method === "post")).toHaveLength(1);
  expect(await world.store.notices.backlog()).toEqual({ count: 0 });
});

test("a place that is taken from the list while it is tried elsewhere is not gone to", async () => {
  const thread = await world.thread(jobNo(1), "C0STRANGE", ["U0JBLOW"]);
  world.slack.mishap = ({ method, channel }) =>
    method === "post" && channel === "C0STRANGE"
      ? {
          until: world.store.threads.neverFallBackTo(jobNo(1).owner, jobNo(1).pi),
          trouble: refused("is_archived"),
        }
      : undefined;
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual([]);
  expect(world.outcomes).toEqual(["dead"]);
});
