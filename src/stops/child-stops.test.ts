import { afterEach, beforeEach, expect, test } from "vitest";
import { aPi, labsOf } from "../../test/fixtures/a-pi.ts";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { fakeBatch, rejectedBy, throttled } from "../../test/support/fake-batch.ts";
import { keptLog } from "../../test/support/kept-log.ts";
import { type ManualClock, manualClock } from "../../test/support/manual-clock.ts";
import { jobNo, saveJob } from "../../test/support/saved-jobs.ts";
import type { MemberId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { ChildStop } from "../domain/job/stop.ts";
import { limits } from "../domain/limits.ts";
import type { Store } from "../store/open-store.ts";
import { type ChildStops, childStops } from "./child-stops.ts";

let store: Store;
let clock: ManualClock;
let aws: ReturnType<typeof fakeBatch>;
let self: ChildStops;

const array = jobNo(1, { state: "running", asked: { ...jobNo(1).asked, arraySize: 100 } });
const id = "c_1";

beforeEach(async () => {
  store = await openEmptyStore();
  clock = manualClock();
  aws = fakeBatch();
  const { logger } = keptLog();
  self = childStops({
    store,
    batch: aws.batch,
    labs: () => labsOf(aPi()),
    chance: () => 1,
    paceOf: async () => {},
    clock,
    logger,
    quietMs: 60_000,
    onChanged: () => {},
  });
  self.start();
  await clock.settle();
  await saveJob(store, array);
});
afterEach(async () => {
  await self.stop();
  await store.close();
});

/** U. Peters has stopped these children, and AWS does not know of it yet. */
async function stopped(left: readonly number[], changes: Partial<ChildStop> = {}): Promise<void> {
  const nowMs = clock.nowMs();
  await store.childStops.add({
    id,
    job: array.id,
    pi: array.pi,
    by: "U0PETERS" as MemberId,
    hutchnet: "upeters",
    reason: "bad samples",
    atMs: nowMs,
    left,
    taken: [],
    refused: [],
    dueMs: nowMs + limits.stopLeaseMs,
    ...changes,
  });
}

const told = async () => (await store.notices.backlog()).count;
const indexesAsked = () => aws.stopped.map((each) => Number(each.id.split(":")[1]));

test("each child is asked for once, in the name of who stopped it, and the thread says so once", async () => {
  await stopped([3, 17, 18]);
  const came = await self.sendMany([id]);
  expect(came.get(id)).toMatchObject({ left: [], taken: [3, 17, 18], refused: [] });
  await clock.advance(600_000);
  expect(aws.stopped).toEqual(
    [3, 17, 18].map((index) => ({
      by: "upeters",
      id: `${array.batchId}:${index}`,
      reason: "Stopped by upeters: bad samples",
    })),
  );
  expect(await told()).toBe(1);
});

test("what AWS would not stop is told apart, and asked for no more", async () => {
  aws.stopTrouble = (n) => (n === 2 ? rejectedBy("not authorized") : undefined);
  await stopped([3, 17, 18]);
  expect((await self.sendMany([id])).get(id)).toMatchObject({ taken: [3, 18], refused: [17], left: [] });
  await clock.advance(600_000);
  expect(aws.stopped).toHaveLength(3);
});

test("where AWS is throttled the rest is asked for later, and nothing is told before the last", async () => {
  aws.stopTrouble = (n) => (n === 2 ? throttled : undefined);
  await stopped([3, 17, 18]);
  expect((await self.sendMany([id])).get(id)).toMatchObject({ taken: [3], left: [17, 18] });
  expect(await told()).toBe(0);
  await clock.advance(60_000);
  expect(indexesAsked()).toEqual([3, 17, 17, 18]);
  expect(await store.childStops.get(id)).toMatchObject({ taken: [3, 17, 18], left: [] });
  expect(await told()).toBe(1);
});

test("what a dead process left behind is gone on with where it stood", async () => {
  await stopped([18], { taken: [3, 17], dueMs: clock.nowMs() - 1 });
  self.wake();
  await clock.settle();
  expect(indexesAsked()).toEqual([18]);
  expect(await told()).toBe(1);
});

test("of an array that has ended meanwhile nothing is asked, and nothing told", async () => {
  const before = (await store.jobs.get(array.id)) as Job;
  const after: Job = { ...before, state: "failed", version: 9 };
  await store.transaction((tables) =>
    tables.recordJob({ before, after }, { nowMs: clock.nowMs(), quietMs: 60_000 }),
  );
  const already = await told();
  await stopped([3, 17]);
  await self.sendMany([id]);
  expect(aws.stopped).toEqual([]);
  expect(await store.childStops.nextDueMs()).toBeUndefined();
  expect(await told()).toBe(already);
});
