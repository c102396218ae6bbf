import { afterEach, beforeEach, expect, test } from "vitest";
import { silence } from "../../test/support/fake-posts.ts";
import { jobNo } from "../../test/support/saved-jobs.ts";
import { type ThreadWorld, threadWorld } from "../../test/support/thread-world.ts";
import type { Loop } from "../lifecycle/loop.ts";

let world: ThreadWorld;
let replicas: Loop[];
beforeEach(async () => {
  world = await threadWorld();
  replicas = [world.open(), world.open(), world.open()];
});
afterEach(async () => {
  for (const each of replicas) await each.stop();
  await world.store.close();
});

const start = () => {
  for (const each of replicas) each.start();
};
const wake = () => {
  for (const each of replicas) each.wake();
};

test("several on one store post everything once, in order, at the pace of one", async () => {
  for (let n = 1; n <= 20; n++) {
    const thread = await world.thread(jobNo(n), n % 2 === 0 ? "C0EVEN" : "C0ODD");
    for (const said of ["card", "started", "finished"] as const) await world.say(thread, said);
  }
  start();
  await world.clock.advance(60_000);
  expect(world.slack.messages).toHaveLength(60);
  for (const channel of ["C0EVEN", "C0ODD"]) {
    const times = world.slack.calls.filter((call) => call.channel === channel).map((call) => call.atMs);
    expect(times).toHaveLength(30);
    for (const [n, atMs] of times.entries()) expect(atMs - (times[n - 1] ?? 0)).toBeGreaterThanOrEqual(1_050);
  }
  for (let n = 1; n <= 20; n++) {
    const name = `align-${String(n).padStart(4, "0")}`;
    expect(world.slack.shown().filter((text) => text.includes(name))).toEqual([
      `card of ${name} v1`,
      `> started of ${name} v1`,
      `> finished of ${name} v1`,
    ]);
  }
});

test("several on one store edit a card as often as one, and the last edit is the newest", async () => {
  const thread = await world.thread(jobNo(1));
  await world.say(thread, "card");
  start();
  await world.clock.advance(2_000);
  for (let n = 0; n < 100; n++) {
    await world.grow(thread);
    wake();
    await world.clock.advance(50);
  }
  await world.clock.advance(5_000);
  expect(world.slack.messages[0]?.text).toBe("card of align-0001 v101");
  expect(world.slack.messages[0]?.edits).toBeLessThanOrEqual(5);
});

test("what one left in the middle of a try when it died, another takes up after its lease", async () => {
  const [dying, ...others] = replicas;
  const never = new Promise<never>(() => {});
  const { uncertain, sent } = world.store.notices;
  const thread = await world.thread(jobNo(1));
  await world.say(thread, "card");
  world.slack.mishap = ({ method }) => (method === "post" ? { trouble: silence, done: true } : undefined);
  world.store.notices.uncertain = () => never;
  dying?.start();
  await world.clock.settle();
  Object.assign(world.store.notices, { uncertain, sent });
  world.slack.mishap = () => undefined;
  for (const each of others) each.start();
  await world.clock.advance(14_000);
  expect((await world.store.notices.backlog()).count).toBe(1);
  await world.clock.advance(20_000);
  expect((await world.store.notices.backlog()).count).toBe(0);
  expect(world.slack.shown()).toEqual(["card of align-0001 v1"]);
  replicas = others;
});
