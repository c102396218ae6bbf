import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  answered500,
  refusedConnection,
  refusedRole,
  rejectedBy,
  type SubmitMishap,
  throttled,
  timedOut,
} from "../../test/support/fake-batch.ts";
import { leaseMs, type SubmissionWorld, submissionWorld } from "../../test/support/submission-world.ts";
import type { PiName } from "../domain/ids.ts";

let world: SubmissionWorld;
beforeEach(async () => {
  world = await submissionWorld();
  world.sending.start();
  await world.clock.settle();
});
afterEach(async () => {
  await world.sending.stop();
  await world.store.close();
});

/** The first submissions go so; what comes later goes well. */
function goes(...mishaps: readonly SubmitMishap[]): void {
  world.aws.submitMishap = (n) => mishaps[n - 1];
}

test("a submission that AWS takes is sent once, and its job goes on under its id", async () => {
  const id = await world.saved(1);
  const job = await world.sending.send(id);
  expect(job).toMatchObject({ state: "submitted", batchId: world.aws.accepted[0]?.batchId });
  await world.clock.advance(600_000);
  expect(world.aws.submitted).toHaveLength(1);
  expect(await world.store.jobs.get(id)).toEqual(job);
  expect(await world.store.submissions.get(id)).not.toHaveProperty("request");
  expect(await world.cards()).toEqual(["card of s_0001"]);
});

test("what AWS rejects is not sent again, and the job says why", async () => {
  goes({ trouble: rejectedBy("Job queue does not exist") });
  const id = await world.saved(1);
  const job = await world.sending.send(id);
  expect(job).toMatchObject({
    state: "rejected",
    rejection: { by: "aws", words: "Job queue does not exist" },
    version: 2,
  });
  expect(job).not.toHaveProperty("batchId");
  await world.clock.advance(600_000);
  expect(world.aws.submitted).toHaveLength(1);
  expect(await world.store.submissions.get(id)).toMatchObject({ state: "rejected" });
  expect(await world.store.submissions.get(id)).not.toHaveProperty("request");
  expect(await world.cards()).toEqual([]);
});

test("what is not taken because AWS does not let us be the lab's role says so, and keeps nothing of AWS's words", async () => {
  goes({ trouble: refusedRole });
  const id = await world.saved(1);
  const job = await world.sending.send(id);
  expect(job).toMatchObject({ state: "rejected", rejection: { by: "role", lacks: "sts:TagSession" } });
  expect(await world.store.jobs.get(id)).toEqual(job);
  expect(JSON.stringify(job)).not.toContain("not authorized");
  await world.clock.advance(600_000);
  expect(world.aws.submitted).toHaveLength(1);
});

test.each([
  ["429", throttled],
  ["a refused connection", refusedConnection],
])("%s was not accepted: it is sent again without a look-up", async (_what, trouble) => {
  goes({ trouble }, { trouble }, { trouble });
  const id = await world.saved(1);
  expect(await world.sending.send(id)).toMatchObject({ state: "submitting" });
  expect(await world.cards()).toEqual(["card of s_0001"]);
  await world.clock.advance(60_000);
  expect(world.aws.accepted).toHaveLength(1);
  expect(world.aws.lookedFor).toEqual([]);
  expect((await world.store.jobs.get(id))?.state).toBe("submitted");
});

test("the pauses between tries grow from 2 s to a minute", async () => {
  const atMs: number[] = [];
  world.aws.submitMishap = () => {
    atMs.push(world.clock.nowMs());
    return { trouble: throttled };
  };
  await world.sending.send(await world.saved(1));
  await world.clock.advance(300_000);
  const pauses = atMs.slice(1).map((ms, n) => (ms - (atMs[n] ?? 0)) / 1_000);
  expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
});

describe.each([
  ["a time-out", timedOut],
  ["a 5xx", answered500],
  ["what nobody foresaw", new Error("socket hang up")],
])("%s leaves it uncertain", (_what, error) => {
  const trouble = error as typeof timedOut;

  test("and accepted, it is found and not sent again", async () => {
    goes({ trouble, accepted: true });
    const id = await world.saved(1);
    expect(await world.sending.send(id)).toMatchObject({ state: "submitting" });
    expect(await world.cards()).toEqual(["card of s_0001"]);
    await world.clock.advance(5_000);
    expect(await world.store.jobs.get(id)).toMatchObject({
      state: "submitted",
      batchId: world.aws.accepted[0]?.batchId,
    });
    await world.clock.advance(600_000);
    expect(world.aws.submitted).toHaveLength(1);
    expect(world.aws.lookedFor).toHaveLength(1);
  });

  test("and not accepted, it is sent once more when it was missed for 2 minutes", async () => {
    goes({ trouble });
    const id = await world.saved(1);
    await world.sending.send(id);
    await world.clock.advance(5_000 + 119_999);
    expect(world.aws.submitted).toHaveLength(1);
    await world.clock.advance(1);
    expect(world.aws.submitted).toHaveLength(2);
    await world.clock.advance(600_000);
    expect(world.aws.submitted).toHaveLength(2);
    expect((await world.store.jobs.get(id))?.state).toBe("submitted");
  });
});

test("found late, it is not sent again", async () => {
  goes({ trouble: timedOut });
  const id = await world.saved(1);
  await world.sending.send(id);
  await world.clock.advance(100_000);
  world.aws.acceptLate(1);
  await world.clock.advance(600_000);
  expect(world.aws.submitted).toHaveLength(1);
  expect((await world.store.jobs.get(id))?.batchId).toBe(world.aws.accepted[0]?.batchId);
});

test("a look-up that fails counts for nothing, however long it fails", async () => {
  goes({ trouble: timedOut });
  let isDown = true;
  world.aws.lookTrouble = () => (isDown ? throttled : undefined);
  const id = await world.saved(1);
  await world.sending.send(id);
  await world.clock.advance(600_000);
  expect(world.aws.submitted).toHaveLength(1);
  // Every five seconds at first, and at last every minute.
  expect(world.aws.lookedFor.length).toBeGreaterThan(15);
  expect(world.aws.lookedFor.length).toBeLessThan(30);
  isDown = false;
  await world.clock.advance(119_000);
  expect(world.aws.submitted).toHaveLength(1);
  await world.clock.advance(70_000);
  expect(world.aws.submitted).toHaveLength(2);
  expect((await world.store.jobs.get(id))?.state).toBe("submitted");
});

test("a second uncertain try is missed for 2 minutes of its own before a third", async () => {
  goes({ trouble: timedOut }, { trouble: timedOut });
  await world.sending.send(await world.saved(1));
  await world.clock.advance(125_000);
  expect(world.aws.submitted).toHaveLength(2);
  await world.clock.advance(124_000);
  expect(world.aws.submitted).toHaveLength(2);
  await world.clock.advance(2_000);
  expect(world.aws.submitted).toHaveLength(3);
});

test("an event that bears its name settles it while it is looked for, and it stays settled", async () => {
  goes({ trouble: timedOut, accepted: true });
  const id = await world.saved(1);
  await world.sending.send(id);
  world.aws.lookTrouble = () => throttled;
  const { findSubmitted } = world.aws.batch;
  world.aws.batch.findSubmitted = async (...asked) => {
    await world.eventAccepts(id);
    return findSubmitted(...asked);
  };
  await world.clock.advance(5_000);
  expect(await world.store.submissions.get(id)).toMatchObject({ state: "accepted" });
  expect(await world.store.submissions.get(id)).not.toHaveProperty("request");
  await world.clock.advance(600_000);
  expect(world.aws.lookedFor).toHaveLength(1);
  expect(world.aws.submitted).toHaveLength(1);
});

test("an event that bears its name may come before AWS's own answer", async () => {
  const id = await world.saved(1);
  const gate = Promise.withResolvers<void>();
  goes({ until: gate.promise, trouble: timedOut, accepted: true });
  const sent = world.sending.send(id);
  await world.clock.settle();
  await world.eventAccepts(id);
  gate.resolve();
  expect(await sent).toMatchObject({ state: "submitted" });
  await world.clock.advance(600_000);
  expect(world.aws.submitted).toHaveLength(1);
  expect(await world.store.submissions.get(id)).toMatchObject({ state: "accepted" });
});

test("a submission is sent once, however many want to send it at the same time", async () => {
  const id = await world.saved(1);
  const sent = await Promise.all([world.sending.send(id), world.sending.send(id), world.sending.send(id)]);
  await world.clock.advance(600_000);
  expect(world.aws.submitted).toHaveLength(1);
  expect(sent.map(({ state }) => state)).toEqual(["submitted", "submitted", "submitted"]);
});

test("who asks for one that is being sent already hears what becomes of it", async () => {
  const gate = Promise.withResolvers<void>();
  goes({ until: gate.promise });
  const id = await world.saved(1);
  await world.clock.advance(leaseMs);
  expect(world.aws.submitted).toHaveLength(1);
  const asked = world.sending.send(id);
  await world.clock.settle();
  gate.resolve();
  expect(await asked).toMatchObject({ state: "submitted", batchId: world.aws.accepted[0]?.batchId });
  expect(world.aws.submitted).toHaveLength(1);
});

test("an account that does not answer holds up no other lab's submissions", async () => {
  const never = Promise.withResolvers<void>();
  world.aws.submitMishap = (n) => (n === 1 ? { until: never.promise } : undefined);
  const slow = await world.saved(1);
  const other = await world.saved(2, { pi: "okafor-n" as PiName });
  await world.clock.advance(10_000);
  world.sending.wake();
  await world.clock.settle();
  expect((await world.store.jobs.get(other))?.state).toBe("submitted");
  expect((await world.store.jobs.get(slow))?.state).toBe("submitting");
  never.resolve();
});

test("a lab that is gone from the labs file, or has moved to another account, sends nothing", async () => {
  const gone = await world.saved(1, { pi: "nobody-x" as PiName });
  const moved = await world.saved(2, { account: "999900001111" as never });
  for (const id of [gone, moved]) expect(await world.sending.send(id)).toMatchObject({ state: "rejected" });
  expect(world.aws.submitted).toEqual([]);
});

test("a submission that is not in the store can not be sent", async () => {
  await expect(world.sending.send("s_none" as never)).rejects.toThrow("not in the store");
});

test("a submission that AWS took twice runs once: the younger job is stopped for its owner, and the thread says so", async () => {
  goes({ trouble: timedOut, accepted: true });
  const id = await world.saved(1);
  await world.sending.send(id);
  world.aws.acceptLate(1);
  await world.clock.advance(10_000);
  const [older, younger] = world.aws.accepted;
  expect(await world.store.jobs.get(id)).toMatchObject({ batchId: older?.batchId });
  expect(world.aws.stopped).toEqual([
    { by: "jblow", id: younger?.batchId, reason: `Duplicate of ${older?.batchId}` },
  ]);
  expect((await world.store.notices.backlog()).count).toBe(2);
});

test("a row that somebody else has taken up since it was read is not sent again", async () => {
  let answer = (): void => {};
  const until = new Promise<void>((resolve) => {
    answer = resolve;
  });
  goes({ until }, { trouble: timedOut });
  const [first, second] = [await world.saved(1), await world.saved(2)];
  const next = world.open();
  next.start();
  await world.clock.settle();
  await next.send(second);
  answer();
  await world.clock.advance(1_000);
  await next.stop();
  expect(world.aws.submitted).toHaveLength(2);
  expect(await world.store.jobs.get(first)).toMatchObject({ state: "submitted" });
});

test("a duplicate that AWS would not stop at once is stopped later", async () => {
  goes({ trouble: timedOut, accepted: true });
  world.aws.stopTrouble = (n) => (n === 1 ? throttled : undefined);
  const id = await world.saved(1);
  await world.sending.send(id);
  world.aws.acceptLate(1);
  await world.clock.advance(30_000);
  expect(world.aws.stopped).toHaveLength(2);
  expect(await world.store.jobs.get(id)).toMatchObject({ batchId: world.aws.accepted[0]?.batchId });
});
