import { afterEach, beforeEach, expect, test } from "vitest";
import {
  inTurn,
  type Mishap,
  refused,
  silence,
  tooFast,
  unreachable,
} from "../../test/support/fake-posts.ts";
import { error as errorLevel } from "../../test/support/kept-log.ts";
import { jobNo } from "../../test/support/saved-jobs.ts";
import { plainRender, type ThreadWorld, threadWorld } from "../../test/support/thread-world.ts";
import type { Loop } from "../lifecycle/loop.ts";

let world: ThreadWorld;
let delivery: Loop;
let startMs: number;
beforeEach(async () => {
  world = await threadWorld();
  delivery = world.open();
  startMs = world.clock.nowMs();
});
afterEach(async () => {
  await delivery.stop();
  await world.store.close();
});

const callsOf = (method: string) =>
  world.slack.calls.filter((call) => call.method === method).map((call) => call.atMs - startMs);

test("a 429 stops messages in all channels for as long as Slack says, and edits go on", async () => {
  const stands = await world.thread(jobNo(1));
  await world.say(stands, "card");
  delivery.start();
  await world.clock.advance(5_000);
  world.slack.mishap = inTurn({ post: [{ trouble: tooFast(30_000) }] });
  for (let n = 2; n < 5; n++) await world.say(await world.thread(jobNo(n), `C${n}`), "card");
  await world.say(stands, "finished");
  delivery.wake();
  await world.clock.settle();
  await world.grow(stands);
  delivery.wake();
  await world.clock.advance(29_000);
  const [card] = world.slack.messages;
  expect(card?.text).toBe("card of align-0001 v2");
  // Those that had begun before Slack said so were taken.
  const before = world.slack.messages.length;
  await world.say(await world.thread(jobNo(9), "C9"), "card");
  delivery.wake();
  await world.clock.advance(900);
  expect(world.slack.messages).toHaveLength(before);
  await world.clock.advance(10_000);
  expect(world.slack.messages).toHaveLength(6);
});

test("a 429 for edits stops edits, and messages go on", async () => {
  const [one, two] = [await world.thread(jobNo(1)), await world.thread(jobNo(2), "C0ALIGN")];
  for (const each of [one, two]) await world.say(each, "card");
  delivery.start();
  await world.clock.advance(5_000);
  world.slack.mishap = inTurn({ edit: [{ trouble: tooFast(30_000) }] });
  await world.grow(one);
  delivery.wake();
  await world.clock.settle();
  await world.grow(two, { state: "succeeded" });
  await world.say(two, "finished");
  delivery.wake();
  await world.clock.advance(29_000);
  expect(world.slack.shown()).toEqual([
    "card of align-0001 v1",
    "card of align-0002 v1",
    "> finished of align-0002 v2",
  ]);
  await world.clock.advance(5_000);
  expect(world.slack.shown().slice(0, 2)).toEqual(["card of align-0001 v2", "card of align-0002 v2"]);
});

test("a connection that is refused is tried again with pauses that grow to a minute", async () => {
  world.slack.mishap = () => ({ trouble: unreachable });
  await world.say(await world.thread(jobNo(1)), "card");
  delivery.start();
  await world.clock.advance(250_000);
  const times = callsOf("post");
  const pauses = times.slice(1).map((ms, n) => ms - (times[n] ?? 0));
  expect(pauses).toEqual([1_050, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  world.slack.mishap = () => undefined;
  await world.clock.advance(60_000);
  expect(world.slack.messages).toHaveLength(1);
});

test("what can not be put into words is tried again with growing pauses, and holds up no other thread", async () => {
  world.render = async (body, post) => {
    if (post.job?.id === "s_0001") throw new TypeError("no such word");
    return plainRender(body, post);
  };
  await world.say(await world.thread(jobNo(1)), "card");
  await world.say(await world.thread(jobNo(2)), "card");
  delivery.start();
  await world.clock.advance(300_000);
  expect(world.slack.shown()).toEqual(["card of align-0002 v1"]);
  expect(world.log.lines.length).toBeLessThan(15);
  expect(world.log.lines.length).toBeGreaterThan(5);
  expect(callsOf("probe")).toEqual([]);
});

test("what Slack refuses for good is given up and logged, and the rest of the thread is told", async () => {
  const thread = await world.thread(jobNo(1));
  for (const said of ["card", "started", "finished"] as const) await world.say(thread, said);
  world.slack.mishap = inTurn({ post: [{}, { trouble: refused("invalid_arguments") }] });
  delivery.start();
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1", "> finished of align-0001 v1"]);
  expect(world.outcomes).toEqual(["sent", "dead", "sent"]);
  expect(world.log.lines).toMatchObject([{ level: errorLevel, kind: "started", channel: "C0PETERS" }]);
});

test("where the card itself is refused for good, the end of the job is told without it", async () => {
  const thread = await world.thread(jobNo(1));
  for (const said of ["card", "finished"] as const) await world.say(thread, said);
  world.slack.mishap = inTurn({ post: [{ trouble: refused("invalid_arguments") }] });
  delivery.start();
  await world.clock.advance(60_000);
  expect(world.slack.shown()).toEqual(["finished of align-0001 v1"]);
});

test("an edit that Slack refuses for good is given up, and the next version is tried", async () => {
  const thread = await world.thread(jobNo(1));
  await world.say(thread, "card");
  delivery.start();
  await world.clock.advance(5_000);
  world.slack.mishap = inTurn({ edit: [{ trouble: refused("edit_window_closed") }] });
  for (let n = 0; n < 2; n++) {
    await world.grow(thread);
    delivery.wake();
    await world.clock.advance(60_000);
  }
  expect(callsOf("edit")).toHaveLength(2);
  expect(world.slack.messages[0]?.text).toBe("card of align-0001 v3");
});

test("a reply that can not be edited now holds up neither other replies nor cards of its channel", async () => {
  const [one, two] = [await world.thread(jobNo(1)), await world.thread(jobNo(2))];
  for (const each of [one, two]) await world.say(each, "card");
  const replies = [await world.say(one, "finished"), await world.say(two, "finished")];
  delivery.start();
  await world.clock.advance(10_000);
  world.slack.mishap = ({ notice }) => (notice === replies[0] ? { trouble: unreachable } : undefined);
  for (const id of replies)
    await world.store.notices.amend(id, { kind: "finished", state: "failed", logLines: ["Traceback"] });
  await world.grow(one);
  delivery.wake();
  await world.clock.advance(10_000);
  expect(world.slack.messages.map(({ edits }) => edits)).toEqual([1, 0, 0, 1]);
  world.slack.mishap = () => undefined;
  await world.clock.advance(10_000);
  expect(world.slack.messages.map(({ edits }) => edits)).toEqual([1, 1, 0, 1]);
});

test("after three silences nothing is tried but a probe every 5 s, and then all goes on", async () => {
  let down = true;
  world.slack.mishap = (): Mishap | undefined => (down ? { trouble: silence } : undefined);
  for (let n = 0; n < 6; n++) await world.say(await world.thread(jobNo(n), `C${n}`), "card");
  delivery.start();
  await world.clock.advance(60_000);
  expect(callsOf("post")).toEqual([0, 0, 0, 0, 0, 0]);
  expect(callsOf("find")).toEqual([]);
  expect(callsOf("probe")).toEqual(Array.from({ length: 12 }, (_, n) => (n + 1) * 5_000));
  await world.say(await world.thread(jobNo(7), "C7"), "card");
  down = false;
  delivery.wake();
  await world.clock.advance(4_900);
  expect(callsOf("post")).toHaveLength(6);
  await world.clock.advance(60_000);
  expect(world.slack.shown().toSorted()).toEqual(
    [0, 1, 2, 3, 4, 5, 7].map((n) => `card of align-000${n} v1`),
  );
});

test("direct messages that can not be opened now are opened later", async () => {
  world.slack.mishap = inTurn({ open: [{ trouble: silence }, { trouble: tooFast(10_000) }] });
  await world.say(await world.thread(jobNo(1), "U0JBLOW"), "card");
  await world.say(await world.thread(jobNo(2), "C0ALIGN"), "card");
  delivery.start();
  await world.clock.advance(5_000);
  expect(world.slack.shown()).toEqual(["card of align-0002 v1"]);
  await world.clock.advance(20_000);
  expect(world.slack.shown("D0JBLOW")).toEqual(["card of align-0001 v1"]);
  expect(callsOf("find")).toEqual([]);
});
