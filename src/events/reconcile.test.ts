import { afterEach, beforeEach, expect, test } from "vitest";
import { aPi, labsOf } from "../../test/fixtures/a-pi.ts";
import { eventAbout } from "../../test/support/event-world.ts";
import { fakeBatch, throttled } from "../../test/support/fake-batch.ts";
import { keptLog, warning } from "../../test/support/kept-log.ts";
import { type ManualClock, manualClock } from "../../test/support/manual-clock.ts";
import { jobNo, saveJob, threadOf } from "../../test/support/saved-jobs.ts";
import { noticeIdOf } from "../domain/derived-ids.ts";
import type { AccountId, BatchId, PiName } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/pi.ts";
import type { Loop } from "../lifecycle/loop.ts";
import { openStore, type Store } from "../store/open-store.ts";
import { reconcile } from "./reconcile.ts";

const quietMs = 60_000;
const hourMs = 60 * 60_000;
const okafor = "okafor-n" as PiName;

let store: Store;
let clock: ManualClock;
let aws: ReturnType<typeof fakeBatch>;
let log: ReturnType<typeof keptLog>;
let pis: Pi[];
let self: Loop;
beforeEach(async () => {
  store = await openStore("sqlite::memory:");
  clock = manualClock();
  aws = fakeBatch();
  log = keptLog();
  pis = [aPi(), aPi({ name: okafor })];
  const { logger } = log;
  const labs = () => labsOf(...pis);
  self = reconcile({ store, batch: aws.batch, labs, clock, logger, quietMs, onReports: () => {} });
});
afterEach(async () => {
  await self.stop();
  await store.close();
});

/** A job that AWS was last heard of a while ago. */
async function quiet(n: number, changes: Partial<Job> = {}): Promise<Job> {
  const job = jobNo(n, { submittedAtMs: clock.nowMs(), ...changes });
  await saveJob(store, job);
  return job;
}

/** From now on AWS answers about each job with this recorded detail. */
function answers(name: string): void {
  aws.describe = async (_pi, ids) =>
    ids.map((batchId) => ({
      batchId,
      detail: eventAbout(name, jobNo(0, { batchId, jobName: `jblow-${batchId}` })).detail,
    }));
}

const saved = async (job: Job) => (await store.jobs.get(job.id)) as Job;

/** Lets hours pass, looking for quiet jobs once an hour only: else it is done every second. */
async function hoursPass(hours: number): Promise<void> {
  for (let n = 0; n < hours; n++) {
    await self.stop();
    await clock.advance(hourMs - 2_000);
    self.start();
    await clock.advance(2_000);
  }
}

test("a job that has been quiet too long is asked about, and what AWS says counts like an event", async () => {
  answers("single.succeeded");
  const job = await quiet(1);
  self.start();
  await clock.advance(1_000);
  expect(aws.described).toEqual([{ pi: "peters-u", ids: [job.batchId] }]);
  expect((await saved(job)).state).toBe("succeeded");
  expect((await store.notices.backlog()).count).toBe(1);
  await hoursPass(24);
  expect(aws.described).toHaveLength(1);
});

test("a job that goes on is asked about less and less often, from a minute to an hour", async () => {
  answers("single.running");
  const atMs: number[] = [];
  const { describe } = aws;
  aws.describe = (...asked) => {
    atMs.push(clock.nowMs());
    return describe(...asked);
  };
  await quiet(1);
  self.start();
  await clock.advance(8 * hourMs);
  const pauses = atMs.slice(1).map((ms, n) => Math.round((ms - (atMs[n] ?? 0)) / 60_000));
  expect(pauses[0]).toBe(1);
  expect(pauses.at(-1)).toBe(60);
  expect(atMs.length).toBeLessThan(30);
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
});

test("AWS is asked in hundreds, each PI for itself", async () => {
  answers("single.running");
  for (let n = 0; n < 250; n++) await quiet(n);
  for (let n = 300; n < 303; n++) await quiet(n, { pi: okafor });
  self.start();
  await clock.advance(1_000);
  const sizes = (pi: string) => aws.described.filter((call) => call.pi === pi).map(({ ids }) => ids.length);
  expect(Math.max(...sizes("peters-u"))).toBeLessThanOrEqual(limits.describeJobs);
  expect(sizes("peters-u").reduce((sum, n) => sum + n)).toBe(250);
  expect(sizes("okafor-n")).toEqual([3]);
  expect(new Set(aws.described.flatMap(({ ids }) => ids)).size).toBe(253);
});

test("an account in trouble hurts no other, and is asked again after the quiet time", async () => {
  answers("single.running");
  const { describe } = aws;
  aws.describe = async (pi, ids) => {
    if (pi === "peters-u") throw throttled;
    return describe(pi, ids);
  };
  const [one, two] = [await quiet(1), await quiet(2, { pi: okafor })];
  self.start();
  await clock.advance(1_000);
  expect((await saved(one)).state).toBe("submitted");
  expect((await saved(two)).state).toBe("running");
  expect(log.lines).toMatchObject([{ level: warning, pi: "peters-u", jobs: 1 }]);
  await clock.advance(58_000);
  expect(log.lines).toHaveLength(1);
  await clock.advance(2_000);
  expect(log.lines).toHaveLength(2);
});

test("an account that does not answer at all holds up no other, however many jobs it has", async () => {
  answers("single.running");
  const { describe } = aws;
  const never = Promise.withResolvers<void>();
  aws.describe = async (pi, ids) => {
    if (pi === "peters-u") await never.promise;
    return describe(pi, ids);
  };
  for (let n = 0; n < 300; n++) await quiet(n);
  await clock.advance(1);
  const job = await quiet(999, { pi: okafor });
  self.start();
  await clock.advance(5_000);
  expect((await saved(job)).state).toBe("running");
  expect(aws.described.filter(({ pi }) => pi === "peters-u")).toHaveLength(1);
  never.resolve();
  await clock.advance(1_000);
  expect(aws.described.filter(({ pi }) => pi === "peters-u")).toHaveLength(3);
});

test("stopping waits for what AWS is being asked", async () => {
  const gate = Promise.withResolvers<void>();
  aws.describe = async () => {
    await gate.promise;
    return [];
  };
  const job = await quiet(1);
  self.start();
  await clock.settle();
  let stopped = false;
  const stopping = self.stop().then(() => {
    stopped = true;
  });
  await clock.settle();
  expect(stopped).toBe(false);
  gate.resolve();
  await stopping;
  expect((await saved(job)).missingSinceMs).toBe(clock.nowMs());
});

test("a job that AWS does not know is lost after 24 hours, and that is told", async () => {
  const job = await quiet(1);
  self.start();
  await clock.advance(1_000);
  expect(await saved(job)).toMatchObject({ state: "submitted", version: 1 });
  await hoursPass(23);
  expect((await saved(job)).state).toBe("submitted");
  await hoursPass(2);
  expect(await saved(job)).toMatchObject({ state: "lost", version: 2 });
  const { id } = threadOf(job, { channel: "C0PETERS" });
  const told = await store.notices.get(noticeIdOf(id, `${job.id} finished`));
  expect(told?.body).toMatchObject({ state: "lost" });
  const calls = aws.described.length;
  await hoursPass(24);
  expect(aws.described).toHaveLength(calls);
});

test("a job that AWS knows again after a while has a new day", async () => {
  const job = await quiet(1);
  self.start();
  await hoursPass(20);
  answers("single.running");
  await hoursPass(2);
  expect(await saved(job)).toMatchObject({ state: "running" });
  expect(await saved(job)).not.toHaveProperty("missingSinceMs");
  aws.describe = async () => [];
  await hoursPass(20);
  expect((await saved(job)).state).toBe("running");
});

test("an account in trouble for days loses no job", async () => {
  aws.describe = async () => {
    throw throttled;
  };
  const job = await quiet(1);
  await hoursPass(48);
  expect(await saved(job)).toEqual(job);
});

test("a job that ended while AWS was asked is left as it is", async () => {
  const job = await quiet(1);
  const ended: Job = { ...job, state: "failed", version: 2 };
  aws.describe = async () => {
    await store.transaction((tables) => tables.jobs.save(ended, null));
    return [];
  };
  await hoursPass(48);
  expect(await saved(job)).toEqual(ended);
});

test("a lab that is gone, or has moved to another account or region, is not asked about what it left", async () => {
  pis = [aPi({ account: "999900001111" as AccountId }), aPi({ name: okafor, region: "us-east-1" })];
  const jobs = [await quiet(1), await quiet(2, { pi: okafor }), await quiet(3, { pi: "nobody-x" as PiName })];
  await hoursPass(48);
  expect(aws.described).toEqual([]);
  for (const job of jobs) expect(await saved(job)).toEqual(job);
});

test("an answer that can not be read changes nothing, and is logged", async () => {
  aws.describe = async (_pi, ids) => ids.map((batchId) => ({ batchId, detail: { jobId: batchId } }));
  const job = await quiet(1);
  self.start();
  await clock.advance(1_000);
  expect(await saved(job)).toEqual(job);
  expect(log.lines).toMatchObject([{ level: warning, job: job.batchId as BatchId }]);
});

test("a store that fails is not a reason to ask AWS without a pause", async () => {
  answers("single.running");
  await quiet(1);
  const { transaction } = store;
  store.transaction = async () => {
    throw new Error("the disk is full");
  };
  const { askAgainAt } = store.jobs;
  store.jobs.askAgainAt = async () => {
    throw new Error("the disk is full");
  };
  self.start();
  await clock.advance(10_000);
  expect(aws.described.length).toBeLessThanOrEqual(11);
  store.transaction = transaction;
  store.jobs.askAgainAt = askAgainAt;
  await clock.advance(limits.askLeaseMs);
  expect((await saved(jobNo(1))).state).toBe("running");
});
