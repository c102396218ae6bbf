import { afterEach, beforeEach, expect, test } from "vitest";
import { type SubmitMishap, timedOut } from "../../test/support/fake-batch.ts";
import { type SubmissionWorld, submissionWorld } from "../../test/support/submission-world.ts";
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

test("an account that does not answer holds up no look-up of another lab, nor a twin's, for any time", async () => {
  goes({ trouble: timedOut, accepted: true }, { trouble: timedOut, accepted: true });
  await world.sending.send(await world.saved(1));
  const { findSubmitted } = world.aws.batch;
  const never = Promise.withResolvers<void>();
  world.aws.batch.findSubmitted = async (pi, ...asked) => {
    if (pi.name === "peters-u") await never.promise;
    return findSubmitted(pi, ...asked);
  };
  await world.clock.advance(6_000);
  const other = await world.saved(2, { pi: "okafor-n" as PiName });
  await world.sending.send(other);
  world.aws.acceptLate(2);
  await world.clock.advance(10_000);
  expect((await world.store.jobs.get(other))?.state).toBe("submitted");
  expect(world.aws.stopped).toHaveLength(1);
  never.resolve();
});

test("an account whose duplicates are not stopped holds up no look-up", async () => {
  goes({ trouble: timedOut, accepted: true });
  const never = Promise.withResolvers<void>();
  world.aws.batch.terminate = () => never.promise;
  await world.sending.send(await world.saved(1));
  world.aws.acceptLate(1);
  await world.clock.advance(10_000);
  world.aws.submitMishap = () => ({ trouble: timedOut, accepted: true });
  const other = await world.saved(2);
  await world.sending.send(other);
  await world.clock.advance(10_000);
  expect((await world.store.jobs.get(other))?.state).toBe("submitted");
  never.resolve();
});

test("what a slow account has not come to when the claim ends is claimed anew, and nothing is looked up twice", async () => {
  world.aws.submitMishap = () => ({ trouble: timedOut, accepted: true });
  for (let n = 1; n <= 6; n++) await world.sending.send(await world.saved(n));
  const { findSubmitted } = world.aws.batch;
  const claims: number[] = [];
  const { claimDue } = world.store.submissions;
  world.store.submissions.claimDue = async (...asked) => {
    const claimed = await claimDue(...asked);
    claims.push(...(claimed.length > 0 ? [claimed.length] : []));
    return claimed;
  };
  world.aws.batch.findSubmitted = async (...asked) => {
    await new Promise<void>((resolve) => world.clock.after(11_000, resolve));
    return findSubmitted(...asked);
  };
  await world.clock.advance(90_000);
  expect(claims.slice(0, 2)).toEqual([6, 3]);
  expect(new Set(world.aws.lookedFor).size).toBe(6);
  expect(world.aws.lookedFor).toHaveLength(6);
});

test("a submission that can not be saved holds up none after it", async () => {
  world.aws.submitMishap = () => ({ trouble: timedOut, accepted: true });
  const [first, second] = [await world.saved(1), await world.saved(2)];
  for (const id of [first, second]) await world.sending.send(id);
  const { get } = world.store.submissions;
  world.store.jobs.get = ((before) => async (id) => {
    if (id === first) throw new Error("the row can not be read");
    return before(id);
  })(world.store.jobs.get);
  await world.clock.advance(6_000);
  expect(await get(second)).toMatchObject({ state: "accepted" });
});
