import { afterEach, beforeEach, expect, test } from "vitest";
import { timedOut } from "../../test/support/fake-batch.ts";
import { type SubmissionWorld, submissionWorld } from "../../test/support/submission-world.ts";

let world: SubmissionWorld;
beforeEach(async () => {
  world = await submissionWorld();
});
afterEach(async () => {
  await world.sending.stop();
  await world.store.close();
});

test("death between saving and sending: the next process sends it", async () => {
  const id = await world.saved(1);
  expect(world.aws.submitted).toEqual([]);
  world.sending.start();
  await world.clock.settle();
  expect(world.aws.submitted).toHaveLength(1);
  expect((await world.store.jobs.get(id))?.state).toBe("submitted");
});

test("death between sending and the answer: the next process finds what AWS took", async () => {
  world.aws.submitMishap = () => ({ until: new Promise(() => {}) });
  const id = await world.saved(1);
  void world.sending.send(id);
  await world.clock.settle();
  world.aws.acceptLate(1);
  const next = world.open();
  next.start();
  await world.clock.settle();
  await next.stop();
  expect(world.aws.submitted).toHaveLength(1);
  expect((await world.store.jobs.get(id))?.batchId).toBe(world.aws.accepted[0]?.batchId);
});

test("death between sending and the answer: what AWS did not take is sent once more after 2 minutes", async () => {
  world.aws.submitMishap = (n) => (n === 1 ? { until: new Promise(() => {}) } : undefined);
  const id = await world.saved(1);
  void world.sending.send(id);
  await world.clock.settle();
  const next = world.open();
  next.start();
  await world.clock.advance(119_999);
  expect(world.aws.submitted).toHaveLength(1);
  await world.clock.advance(5_000);
  await next.stop();
  expect(world.aws.submitted).toHaveLength(2);
  expect((await world.store.jobs.get(id))?.state).toBe("submitted");
});

test("death in the second try: it is missed for 2 minutes of its own before a third", async () => {
  const dies = new Promise<void>(() => {});
  world.aws.submitMishap = (n) => (n === 1 ? { trouble: timedOut } : n === 2 ? { until: dies } : undefined);
  const id = await world.saved(1);
  await world.sending.send(id);
  world.sending.start();
  await world.clock.advance(125_000);
  expect(world.aws.submitted).toHaveLength(2);
  const next = world.open();
  next.start();
  await world.clock.advance(119_000);
  expect(world.aws.submitted).toHaveLength(2);
  await world.clock.advance(10_000);
  await next.stop();
  expect(world.aws.submitted).toHaveLength(3);
  expect((await world.store.jobs.get(id))?.state).toBe("submitted");
  world.sending = next;
});

test("a store that fails after AWS has accepted: the job is found, not sent again", async () => {
  const { transaction } = world.store;
  const id = await world.saved(1);
  world.store.transaction = async () => {
    throw new Error("the disk is full");
  };
  await expect(world.sending.send(id)).rejects.toThrow("the disk is full");
  world.store.transaction = transaction;
  world.sending.start();
  await world.clock.advance(60_000);
  expect(world.aws.submitted).toHaveLength(1);
  expect((await world.store.jobs.get(id))?.batchId).toBe(world.aws.accepted[0]?.batchId);
});
