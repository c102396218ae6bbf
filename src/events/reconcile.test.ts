import { afterEach, beforeEach, expect, test } from "vitest";
import { aPi } from "../../test/fixtures/a-pi.ts";
import { throttled } from "../../test/support/fake-batch.ts";
import { warning } from "../../test/support/kept-log.ts";
import { okafor, type ReconcileWorld, reconcileWorld } from "../../test/support/reconcile-world.ts";
import { threadOf } from "../../test/support/saved-jobs.ts";
import { noticeIdOf } from "../domain/derived-ids.ts";
import type { AccountId, BatchId, PiName } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";

let world: ReconcileWorld;
beforeEach(async () => {
  world = await reconcileWorld();
});
afterEach(() => world.close());

test("a job that has been quiet too long is asked about, and what AWS says counts like an event", async () => {
  world.answers("single.succeeded");
  const job = await world.quiet(1);
  world.self.start();
  await world.clock.advance(1_000);
  expect(world.aws.described).toEqual([{ pi: "peters-u", ids: [job.batchId] }]);
  expect((await world.saved(job)).state).toBe("succeeded");
  expect((await world.store.notices.backlog()).count).toBe(1);
  await world.hoursPass(24);
  expect(world.aws.described).toHaveLength(1);
});

test("a job that AWS does not know is lost after 24 hours, and that is told", async () => {
  const job = await world.quiet(1);
  world.self.start();
  await world.clock.advance(1_000);
  expect(await world.saved(job)).toMatchObject({ state: "submitted", version: 1 });
  await world.hoursPass(23);
  expect((await world.saved(job)).state).toBe("submitted");
  await world.hoursPass(2);
  expect(await world.saved(job)).toMatchObject({ state: "lost", version: 2 });
  const { id } = threadOf(job, { channel: "C0PETERS" });
  const told = await world.store.notices.get(noticeIdOf(id, `${job.id} finished`));
  expect(told?.body).toMatchObject({ state: "lost" });
  const calls = world.aws.described.length;
  await world.hoursPass(24);
  expect(world.aws.described).toHaveLength(calls);
});

test("a job that AWS knows again after a while has a new day", async () => {
  const job = await world.quiet(1);
  world.self.start();
  await world.hoursPass(20);
  world.answers("single.running");
  await world.hoursPass(2);
  expect(await world.saved(job)).toMatchObject({ state: "running" });
  expect(await world.saved(job)).not.toHaveProperty("missingSinceMs");
  world.aws.describe = async () => [];
  await world.hoursPass(20);
  expect((await world.saved(job)).state).toBe("running");
});

test("an account in trouble for days loses no job", async () => {
  world.aws.describe = async () => {
    throw throttled;
  };
  const job = await world.quiet(1);
  await world.hoursPass(48);
  expect(await world.saved(job)).toEqual(job);
});

test("a job that ended while AWS was asked is left as it is", async () => {
  const job = await world.quiet(1);
  const ended: Job = { ...job, state: "failed", version: 2 };
  world.aws.describe = async () => {
    await world.store.transaction((tables) => tables.jobs.save(ended, null));
    return [];
  };
  await world.hoursPass(48);
  expect(await world.saved(job)).toEqual(ended);
});

test("a lab that is gone, or has moved to another account or region, is not asked about what it left", async () => {
  world.pis = [aPi({ account: "999900001111" as AccountId }), aPi({ name: okafor, region: "us-east-1" })];
  const jobs = [
    await world.quiet(1),
    await world.quiet(2, { pi: okafor }),
    await world.quiet(3, { pi: "nobody-x" as PiName }),
  ];
  await world.hoursPass(48);
  expect(world.aws.described).toEqual([]);
  for (const job of jobs) expect(await world.saved(job)).toEqual(job);
});

test("an answer that can not be read changes nothing, and is logged", async () => {
  world.aws.describe = async (_pi, ids) => ids.map((batchId) => ({ batchId, detail: { jobId: batchId } }));
  const job = await world.quiet(1);
  world.self.start();
  await world.clock.advance(1_000);
  expect(await world.saved(job)).toEqual(job);
  expect(world.log.lines).toMatchObject([{ level: warning, job: job.batchId as BatchId }]);
});
