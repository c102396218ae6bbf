import { afterEach, beforeEach, expect, test } from "vitest";
import { aPi, labsOf } from "../../test/fixtures/a-pi.ts";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { fakeBatch, rejectedBy, throttled, timedOut } from "../../test/support/fake-batch.ts";
import { keptLog } from "../../test/support/kept-log.ts";
import { type ManualClock, manualClock } from "../../test/support/manual-clock.ts";
import { jobNo, saveJob } from "../../test/support/saved-jobs.ts";
import type { MemberId, PiName, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { Stop } from "../domain/job/stop.ts";
import type { Store } from "../store/open-store.ts";
import { type Stops, stops } from "./stops.ts";

let store: Store;
let clock: ManualClock;
let aws: ReturnType<typeof fakeBatch>;
let self: Stops;

beforeEach(async () => {
  store = await openEmptyStore();
  clock = manualClock();
  aws = fakeBatch();
  self = open();
  self.start();
  await clock.settle();
});
afterEach(async () => {
  await self.stop();
  await store.close();
});

function open(): Stops {
  const { logger } = keptLog();
  return stops({
    store,
    batch: aws.batch,
    labs: () => labsOf(aPi(), aPi({ name: "okafor-n" as PiName })),
    chance: () => 1,
    paceOf: async () => {},
    clock,
    logger,
    quietMs: 60_000,
    onChanged: () => {},
  });
}

const id = "s_0001" as SubmissionId;

/** A running job that U. Peters has stopped and of which AWS does not know yet. */
async function stopped(changes: Partial<Stop> = {}): Promise<void> {
  const nowMs = clock.nowMs();
  const stop = {
    by: "U0PETERS" as MemberId,
    hutchnet: "upeters",
    reason: "wrong genome",
    atMs: nowMs,
    dueMs: nowMs + 60_000,
  };
  await saveJob(store, jobNo(1, { state: "running", stop: { ...stop, ...changes } }));
}

const job = async (): Promise<Job> => (await store.jobs.get(id)) as Job;
const said = async (): Promise<number> => (await store.notices.backlog()).count;

test("a stop that AWS takes is asked for once, in the name of who stopped the job, and the thread says so", async () => {
  await stopped();
  expect(await self.send(id)).toBe("taken");
  await clock.advance(600_000);
  const { batchId } = await job();
  expect(aws.stopped).toEqual([{ by: "upeters", id: batchId, reason: "Stopped by upeters: wrong genome" }]);
  expect((await job()).stop).toMatchObject({ taken: true });
  expect(await said()).toBe(1);
});

test.each([
  ["is throttled", throttled],
  ["does not answer", timedOut],
])("when AWS %s it is asked again until it has taken the stop", async (_what, trouble) => {
  aws.stopTrouble = (n) => (n < 3 ? trouble : undefined);
  await stopped();
  expect(await self.send(id)).toBe("not yet");
  expect(await said()).toBe(0);
  await clock.advance(60_000);
  expect(aws.stopped).toHaveLength(3);
  expect((await job()).stop).toMatchObject({ taken: true });
  expect(await said()).toBe(1);
});

test("a stop that AWS refuses is taken back, and the thread never heard of it", async () => {
  aws.stopTrouble = () => rejectedBy("not authorized");
  await stopped();
  expect(await self.send(id)).toBe("refused");
  expect(await job()).not.toHaveProperty("stop");
  expect(await said()).toBe(0);
  await clock.advance(600_000);
  expect(aws.stopped).toHaveLength(1);
});

test("a stop that a dead process had saved and not sent is sent by the next", async () => {
  await stopped({ dueMs: clock.nowMs() - 1 });
  self.wake();
  await clock.settle();
  expect(aws.stopped).toHaveLength(1);
  expect((await job()).stop).toMatchObject({ taken: true });
});

test("of a job that ended while AWS was silent about its stop nothing is due for ever", async () => {
  const silent = Promise.withResolvers<void>();
  aws.stopTrouble = () => timedOut;
  const { terminate } = aws.batch;
  aws.batch.terminate = async (...call) => {
    await silent.promise;
    return terminate(...call);
  };
  await stopped();
  const outcome = self.send(id);
  await clock.settle();
  const before = await job();
  const after = { ...before, state: "succeeded" as const, version: before.version + 1 };
  const time = { nowMs: clock.nowMs(), quietMs: 60_000 };
  await store.transaction((tables) => tables.recordJob({ before, after }, time));
  silent.resolve();
  expect(await outcome).toBe("not yet");
  expect(await store.jobs.nextStopMs()).toBeUndefined();
});

test("a job that has ended meanwhile is asked about no more", async () => {
  aws.stopTrouble = () => timedOut;
  await stopped();
  await self.send(id);
  const before = await job();
  await store.transaction((tables) =>
    tables.recordJob(
      { before, after: { ...before, state: "succeeded", version: 9 } },
      { nowMs: clock.nowMs(), quietMs: 60_000 },
    ),
  );
  await clock.advance(600_000);
  expect(aws.stopped).toHaveLength(1);
});

test("a stop that comes too late for a job that failed by itself is not told of, and the job stays failed", async () => {
  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const { terminate } = aws.batch;
  aws.batch.terminate = async (...asked) => {
    await answered;
    return terminate(...asked);
  };
  await stopped();
  const sending = self.send(id);
  await clock.settle();
  const before = await job();
  await store.transaction((tables) =>
    tables.recordJob(
      { before, after: { ...before, state: "failed", version: 9 } },
      { nowMs: clock.nowMs(), quietMs: 60_000 },
    ),
  );
  answer();
  await sending;
  expect(await job()).toMatchObject({ state: "failed" });
  expect(await job()).not.toHaveProperty("stop");
});

test("a stop that is refused only later is told in the thread, for nobody waits for its answer any more", async () => {
  aws.stopTrouble = (n) => (n === 1 ? timedOut : rejectedBy("not authorized"));
  await stopped();
  expect(await self.send(id)).toBe("not yet");
  await clock.advance(60_000);
  expect(await job()).not.toHaveProperty("stop");
  expect(await said()).toBe(1);
});

test("an account that does not answer holds up no other lab's stops", async () => {
  const never = Promise.withResolvers<void>();
  const { terminate } = aws.batch;
  aws.batch.terminate = async (pi, ...asked) => {
    if (pi.name === "peters-u") await never.promise;
    return terminate(pi, ...asked);
  };
  await stopped({ dueMs: clock.nowMs() - 1 });
  self.wake();
  await clock.settle();
  const stop = (await job()).stop as Stop;
  const other = jobNo(2, { pi: "okafor-n" as PiName, state: "running", stop });
  await saveJob(store, { ...other, stop: { ...stop, dueMs: clock.nowMs() - 1 } });
  await clock.advance(5_000);
  expect(aws.stopped.map((each) => each.id)).toEqual([other.batchId]);
  never.resolve();
});

test("of many, an answer waits only a while for those that AWS is silent about; they go on, and a refusal is told", async () => {
  const never = Promise.withResolvers<void>();
  const { terminate } = aws.batch;
  const slow = jobNo(2).batchId;
  aws.batch.terminate = async (pi, actor, asked) => {
    if (asked.batchId === slow) {
      await never.promise;
      throw rejectedBy("not authorized");
    }
    return terminate(pi, actor, asked);
  };
  await stopped();
  const { stop } = await job();
  await saveJob(store, jobNo(2, { state: "running", stop: stop as Stop }));
  const all = await Promise.all([1, 2].map(async (n) => (await store.jobs.get(jobNo(n).id)) as Job));
  const outcomes = self.sendMany(all);
  await clock.advance(10_000);
  expect([...(await outcomes)]).toEqual([[id, "taken"]]);
  expect(await said()).toBe(1);
  never.resolve();
  await clock.settle();
  expect((await store.jobs.get(jobNo(2).id)) as Job).not.toHaveProperty("stop");
  expect(await said()).toBe(2);
});
