import { afterEach, beforeEach, expect, test } from "vitest";
import { throttled, timedOut } from "../../test/support/fake-batch.ts";
import { type SubmissionWorld, submissionWorld } from "../../test/support/submission-world.ts";
import type { InvocationId, MemberId, PiName, SubmissionId } from "../domain/ids.ts";

const peters = "peters-u" as PiName;

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

const pause = (forMs?: number) =>
  world.store.pauses.set({
    scope: peters,
    by: "U0PETERS" as MemberId,
    reason: "no money",
    atMs: world.clock.nowMs(),
    deed: "pause" as InvocationId,
    ...(forMs === undefined ? {} : { untilMs: world.clock.nowMs() + forMs }),
  });
const resume = () =>
  world.store.transaction((tables) =>
    tables.people.resumeSubmitting(
      {
        scope: peters,
        by: "U0PETERS" as MemberId,
        deed: "resume" as InvocationId,
        labs: [{ pi: peters, channel: "C0PETERS" as never, people: [] }],
      },
      world.clock.nowMs(),
    ),
  );
const jobOf = (id: SubmissionId) => world.store.jobs.get(id);

test("what was saved a moment before the pause is kept, shown as held back, and sent once it goes on", async () => {
  const id = await world.saved(1);
  await pause();
  const held = await world.sending.send(id);
  expect(held).toMatchObject({ state: "submitting", heldSinceMs: world.clock.nowMs(), version: 2 });
  expect(await world.cards()).toEqual(["card of s_0001"]);
  await world.clock.advance(600_000);
  expect(world.aws.submitted).toEqual([]);
  expect((await jobOf(id))?.version).toBe(2);
  await resume();
  world.sending.wake();
  await world.clock.advance(0);
  expect(world.aws.submitted).toHaveLength(1);
  const sent = await jobOf(id);
  expect(sent?.state).toBe("submitted");
  expect(sent).not.toHaveProperty("heldSinceMs");
});

test("a pause that comes between the look for it and the try keeps it as well", async () => {
  const id = await world.saved(1);
  const { pauses } = world.store;
  const lookedUp = pauses.of;
  pauses.of = async (...asked) => {
    const found = await lookedUp(...asked);
    pauses.of = lookedUp;
    await pause();
    return found;
  };
  expect((await world.sending.send(id)).state).toBe("submitting");
  await world.clock.advance(600_000);
  expect(world.aws.submitted).toEqual([]);
  await resume();
  world.sending.wake();
  await world.clock.advance(0);
  expect(world.aws.submitted).toHaveLength(1);
});

test("it is sent by itself when the pause ends by itself", async () => {
  const id = await world.saved(1);
  await pause(90_000);
  await world.sending.send(id);
  await world.clock.advance(89_000);
  expect(world.aws.submitted).toEqual([]);
  await world.clock.advance(2_000);
  expect(world.aws.submitted).toHaveLength(1);
});

test("what AWS had no time for is not sent again while the lab is paused", async () => {
  world.aws.submitMishap = (n) => (n === 1 ? { trouble: throttled } : undefined);
  const id = await world.saved(1);
  await world.sending.send(id);
  await pause();
  await world.clock.advance(300_000);
  expect(world.aws.submitted).toHaveLength(1);
  expect(await jobOf(id)).toHaveProperty("heldSinceMs");
  await resume();
  await world.clock.advance(60_000);
  expect(world.aws.accepted).toHaveLength(1);
});

test("what AWS may have taken is still looked for and found, and its card does not say that it is held back", async () => {
  world.aws.submitMishap = (n) => (n === 1 ? { trouble: timedOut, accepted: true } : undefined);
  const id = await world.saved(1);
  await world.sending.send(id);
  await pause();
  await world.clock.advance(60_000);
  expect(await jobOf(id)).toMatchObject({ state: "submitted" });
  expect(world.aws.submitted).toHaveLength(1);
});

test("what AWS has certainly not taken after all is not sent once more before the pause ends", async () => {
  world.aws.submitMishap = (n) => (n === 1 ? { trouble: timedOut } : undefined);
  const id = await world.saved(1);
  await world.sending.send(id);
  await pause();
  await world.clock.advance(600_000);
  expect(world.aws.submitted).toHaveLength(1);
  expect(await jobOf(id)).toMatchObject({ state: "submitting" });
  await resume();
  await world.clock.advance(120_000);
  expect(world.aws.submitted).toHaveLength(2);
  expect(await jobOf(id)).toMatchObject({ state: "submitted" });
});

test("another lab's submissions go on", async () => {
  await pause();
  const other = await world.saved(2, { pi: "okafor-n" as PiName });
  expect(await world.sending.send(other)).toMatchObject({ state: "submitted" });
});

test("what is held back can be withdrawn: it is never sent", async () => {
  const id = await world.saved(1);
  await pause();
  const job = await world.sending.send(id);
  const stop = { by: job.owner, hutchnet: job.hutchnet, reason: "", atMs: 1, dueMs: 1 };
  await world.store.transaction((tables) =>
    tables.withdrawSubmission({ job, stop }, { nowMs: world.clock.nowMs(), quietMs: 60_000 }),
  );
  await resume();
  await world.clock.advance(120_000);
  expect(world.aws.submitted).toEqual([]);
  expect((await jobOf(id))?.state).toBe("stopped");
});
