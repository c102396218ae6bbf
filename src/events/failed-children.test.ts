import { afterEach, beforeEach, expect, test } from "vitest";
import { aPi, labsOf } from "../../test/fixtures/a-pi.ts";
import { aJob } from "../../test/fixtures/jobs.ts";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { reportOf } from "../../test/support/events.ts";
import { fakeBatch, throttled } from "../../test/support/fake-batch.ts";
import { keptLog } from "../../test/support/kept-log.ts";
import { type ManualClock, manualClock } from "../../test/support/manual-clock.ts";
import { jobNo, saveJob } from "../../test/support/saved-jobs.ts";
import type { ChildSummary } from "../domain/array/child-summary.ts";
import type { AccountId, BatchId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { Report } from "../domain/job/report.ts";
import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/people/pi.ts";
import type { Loop } from "../lifecycle/loop.ts";
import type { Store } from "../store/open-store.ts";
import { type AccountRests, accountRests, placeOf } from "./account-rests.ts";
import { failedChildren } from "./failed-children.ts";
import { takeReports } from "./take-reports.ts";

const quietMs = 60_000;
const array = jobNo(1, { asked: { ...aJob().asked, arraySize: 50 }, state: "running" }) as Job & {
  batchId: BatchId;
};

/** Pauses as long as they may be. */
const longest = () => 0.999_999;

let store: Store;
let clock: ManualClock;
let aws: ReturnType<typeof fakeBatch>;
let log: ReturnType<typeof keptLog>;
let pis: Pi[];
let reported: number;
let rests: AccountRests;
let self: Loop;
beforeEach(async () => {
  store = await openEmptyStore();
  clock = manualClock();
  aws = fakeBatch();
  log = keptLog();
  pis = [aPi()];
  reported = 0;
  const { logger } = log;
  const onReports = () => {
    reported += 1;
  };
  rests = accountRests(longest);
  self = failedChildren({
    paceOf: async () => {},
    rests,
    chance: longest,
    store,
    batch: aws.batch,
    labs: () => labsOf(...pis),
    clock,
    logger,
    quietMs,
    onReports,
  });
  await saveJob(store, array);
  self.start();
});
afterEach(async () => {
  await self.stop();
  await store.close();
});

async function take(...reports: readonly Report[]): Promise<void> {
  await store.transaction((tables) => takeReports(tables, reports, { nowMs: clock.nowMs(), quietMs }));
  self.wake();
  await clock.settle();
}

const about = (name: string, changes: Partial<Report> = {}): Report => ({
  ...reportOf(name),
  batchId: array.batchId,
  jobName: array.jobName,
  tags: {},
  stoppedAtMs: clock.nowMs(),
  ...changes,
});

const failed = (index: number): ChildSummary => ({
  jobId: `${array.batchId}:${index}`,
  jobName: array.jobName,
  status: "FAILED",
  container: { exitCode: 1 },
});

const saved = async () => (await store.jobs.get(array.id)) as Job;
const ended = () =>
  about("array.parent-failed", { array: { size: 50, counts: { SUCCEEDED: 47, FAILED: 3 } } });

test("what is missing of an array that failed is listed after a while, and its failed indexes are complete", async () => {
  aws.failedChildren = async () => [3, 17, 18].map(failed);
  await take(ended());
  await clock.advance(limits.listFailuresMs - 1);
  expect(aws.listed).toEqual([]);
  await clock.advance(1);
  expect(aws.listed).toEqual([array.batchId]);
  expect((await saved()).children?.failed).toEqual([
    {
      cause: "exit-code",
      exitCode: 1,
      count: 3,
      ranges: [
        [3, 3],
        [17, 18],
      ],
    },
  ]);
  expect(reported).toBe(1);
  await clock.advance(2 * 60 * 60_000);
  expect(aws.listed).toHaveLength(1);
});

test("nothing is listed where all have told, also when they tell late", async () => {
  await take(ended());
  await clock.advance(limits.listFailuresMs - 1_000);
  await take(
    ...[3, 17, 18].map((index) =>
      about("array.child-17-failed", { batchId: `${array.batchId}:${index}` as BatchId }),
    ),
  );
  await clock.advance(60 * 60_000);
  expect(aws.listed).toEqual([]);
});

test("an array that goes on is asked about too, where AWS counts failures that nobody has told of", async () => {
  aws.failedChildren = async () => [failed(3)];
  await take(about("array.parent-pending", { array: { size: 50, counts: { RUNNING: 49, FAILED: 1 } } }));
  await clock.advance(60 * 60_000);
  expect(aws.listed).toHaveLength(1);
  expect(await saved()).toMatchObject({ state: "running", children: { counts: { FAILED: 1 } } });
});

test("what AWS does not list either is asked for ever less often, and at last no more", async () => {
  await take(ended());
  await clock.advance(2 * 60 * 60_000);
  expect(aws.listed.length).toBeGreaterThan(5);
  expect(aws.listed.length).toBeLessThan(40);
  expect(await store.children.nextListingMs()).toBeUndefined();
});

test("AWS in trouble is asked again after ever longer pauses", async () => {
  const atMs: number[] = [];
  aws.failedChildren = async () => {
    atMs.push(clock.nowMs());
    if (atMs.length < 5) throw throttled;
    return [3, 17, 18].map(failed);
  };
  await take(ended());
  await clock.advance(limits.listFailuresMs + 60_000);
  const pauses = atMs.slice(1).map((ms, n) => Math.round((ms - (atMs[n] ?? 0)) / 1_000));
  expect(pauses).toEqual([2, 4, 8, 16]);
  expect((await saved()).children?.counts).toEqual({ FAILED: 3 });
});

test("an account that rests is asked nothing about arrays either, until its rest ends", async () => {
  aws.failedChildren = async () => [3, 17, 18].map(failed);
  await take(ended());
  await clock.advance(limits.listFailuresMs - 1_000);
  for (let n = 0; n < 4; n++) rests.failed(placeOf(aPi()), clock.nowMs());
  const restMs = rests.untilMs(placeOf(aPi())) - clock.nowMs();
  expect(restMs).toBeGreaterThan(10_000);
  await clock.advance(restMs - 1);
  expect(aws.listed).toEqual([]);
  await clock.advance(1);
  expect(aws.listed).toEqual([array.batchId]);
});

test.each([
  ["has left the labs file", () => []],
  ["has moved to another account", () => [aPi({ account: "999900001111" as AccountId })]],
])("an array whose lab %s is not asked about", async (_what, moved) => {
  await take(ended());
  pis = moved();
  await clock.advance(60 * 60_000);
  expect(aws.listed).toEqual([]);
  expect(await store.children.nextListingMs()).toBeUndefined();
});

test("children that are none of the array's are not taken for its own", async () => {
  aws.failedChildren = async () => [
    failed(50),
    { ...failed(1), jobId: "ffffffff-7c0e-4b55-9d1c-0a1b2c3d4e5f:1" },
    {},
  ];
  await take(ended());
  await clock.advance(limits.listFailuresMs);
  expect((await saved()).children).toBeUndefined();
});

test("a store that fails while AWS in trouble is put off ends nothing: the array is asked about when its claim ends", async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on("unhandledRejection", hear);
  let calls = 0;
  aws.failedChildren = async () => {
    calls += 1;
    if (calls === 1) throw throttled;
    return [3, 17, 18].map(failed);
  };
  await take(ended());
  const { listAt } = store.children;
  store.children.listAt = async () => {
    throw new Error("the disk is full");
  };
  await clock.advance(limits.listFailuresMs);
  await clock.settle();
  process.off("unhandledRejection", hear);
  expect(unheard).toEqual([]);
  expect(calls).toBe(1);
  store.children.listAt = listAt;
  await clock.advance(limits.askLeaseMs + limits.lookAroundMs);
  expect((await saved()).children?.counts).toEqual({ FAILED: 3 });
});

test("AWS that is silent for longer than a claim lasts is asked once, without haste, and by no other replica", async () => {
  const answer = Promise.withResolvers<void>();
  aws.failedChildren = async () => {
    await answer.promise;
    return [3, 17, 18].map(failed);
  };
  let looks = 0;
  const { dueForListing } = store.children;
  store.children.dueForListing = (...asked) => {
    looks += 1;
    return dueForListing(...asked);
  };
  await take(ended());
  await clock.advance(limits.listFailuresMs);
  for (let n = 0; n < 3; n++) {
    await clock.advance(limits.askLeaseMs);
    expect(await store.children.nextListingMs()).toBeGreaterThan(clock.nowMs());
  }
  expect(looks).toBeLessThan(60);
  expect(aws.listed).toHaveLength(1);
  answer.resolve();
  await clock.settle();
  expect((await saved()).children?.counts).toEqual({ FAILED: 3 });
});

test("what a replica that died has left to be asked is found without a wake", async () => {
  aws.failedChildren = async () => [3, 17, 18].map(failed);
  await clock.advance(60_000);
  await store.transaction((tables) => takeReports(tables, [ended()], { nowMs: clock.nowMs(), quietMs }));
  await clock.advance(limits.listFailuresMs + limits.lookAroundMs);
  expect((await saved()).children?.counts).toEqual({ FAILED: 3 });
});
