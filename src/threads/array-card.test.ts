import { afterEach, beforeEach, expect, test } from "vitest";
import { aJob, someFacts } from "../../test/fixtures/jobs.ts";
import { jobNo } from "../../test/support/saved-jobs.ts";
import { type ThreadWorld, threadWorld } from "../../test/support/thread-world.ts";
import type { ChildrenSum } from "../domain/array/children-sum.ts";
import type { Job } from "../domain/job/job.ts";
import type { Loop } from "../lifecycle/loop.ts";

const minuteMs = 60_000;

let world: ThreadWorld;
let delivery: Loop;
beforeEach(async () => {
  world = await threadWorld();
  delivery = world.open();
  delivery.start();
});
afterEach(async () => {
  await delivery.stop();
  await world.store.close();
});

const array = jobNo(1, { asked: { ...aJob().asked, arraySize: 10_000 }, state: "running" });
const time = () => ({ nowMs: world.clock.nowMs(), quietMs: minuteMs });

/** As what its reports and its children's make of it. */
async function becomes(changes: Partial<Job>): Promise<void> {
  await world.store.transaction(async (tables) => {
    const before = (await tables.jobs.get(array.id)) as Job;
    await tables.recordJob({ before, after: { ...before, ...changes, version: before.version + 1 } }, time());
  });
  delivery.wake();
}

const sum = (succeeded: number): ChildrenSum => ({
  counts: { SUCCEEDED: succeeded },
  failed: [],
  firstStartedAtMs: array.submittedAtMs,
});
const edits = () => world.slack.calls.filter(({ method }) => method === "edit").length;

test("the card of an array whose children end every second for two minutes takes few edits, and shows its end at once", async () => {
  await world.say(await world.thread(array), "card");
  delivery.wake();
  for (let second = 1; second <= 120; second++) {
    await becomes({ children: sum(second) });
    await world.clock.advance(1_000);
  }
  expect(edits()).toBeGreaterThan(10);
  expect(edits()).toBeLessThanOrEqual(30);
  await becomes({ state: "succeeded" });
  await world.clock.advance(4_000);
  expect(world.slack.shown()).toEqual(["card of align-0001 v122", "> finished of align-0001 v122"]);
});

test("what its children tell after its end is told in the same reply, in few edits", async () => {
  await world.say(await world.thread(array), "card");
  delivery.wake();
  await world.clock.advance(1_000);
  const stoppedAtMs = world.clock.nowMs();
  await becomes({ state: "failed", facts: someFacts({ status: "FAILED", stoppedAtMs }) });
  await world.clock.advance(5_000);
  const before = edits();
  for (let second = 1; second <= 60; second++) {
    await becomes({ children: sum(second) });
    await world.clock.advance(1_000);
  }
  await world.clock.advance(minuteMs);
  expect(edits() - before).toBeLessThanOrEqual(45);
  expect(world.slack.shown()).toEqual(["card of align-0001 v62", "> finished of align-0001 v62"]);
});
