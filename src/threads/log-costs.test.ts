import { afterEach, beforeEach, expect, test } from "vitest";
import { jobIn } from "../../test/fixtures/jobs.ts";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { keptLog, warning } from "../../test/support/kept-log.ts";
import { type ManualClock, manualClock } from "../../test/support/manual-clock.ts";
import { jobNo, saveJob } from "../../test/support/saved-jobs.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { Loop } from "../lifecycle/loop.ts";
import type { Store } from "../store/open-store.ts";
import { logCosts } from "./log-costs.ts";

const hourMs = 3_600_000;

let store: Store;
let clock: ManualClock;
let asked: string[];
let bytesOf: (job: Job) => Promise<number | undefined>;
let log: ReturnType<typeof keptLog>;
let self: Loop;
let saved: number;

const loopOn = () =>
  logCosts({
    store,
    bytesOf: (job) => {
      asked.push(job.id);
      return bytesOf(job);
    },
    clock,
    logger: log.logger,
    quietMs: 60_000,
    onSaved: () => {
      saved += 1;
    },
  });

beforeEach(async () => {
  store = await openEmptyStore();
  clock = manualClock();
  asked = [];
  saved = 0;
  bytesOf = async () => 12_000_000_000;
  log = keptLog();
  self = loopOn();
});
afterEach(async () => {
  await self.stop();
  await store.close();
});

/** As its last report saves it: it ran for hours, and has just ended. */
async function ends(n: number, changes: Partial<Job> = {}): Promise<Job> {
  const { facts, state } = jobIn("succeeded");
  const before = jobNo(n, { state: "running", asked: changes.asked ?? jobNo(n).asked });
  await saveJob(store, before);
  const after: Job = { ...before, facts, state, version: before.version + 1, ...changes } as Job;
  await store.transaction((tables) =>
    tables.recordJob({ before, after }, { nowMs: clock.nowMs(), quietMs: 60_000 }),
  );
  return after;
}

const told = async ({ id, subject }: Job) => {
  const said = await store.notices.ofSubject(subject, `${id} logged much`);
  return Promise.all(said.map(async (each) => (await store.notices.get(each.id))?.body));
};

test("the owner of a job that wrote much is told once, though it is asked about by several replicas", async () => {
  const job = await ends(1);
  const other = loopOn();
  self.start();
  other.start();
  await clock.advance(limits.logCostAfterMs - 1);
  expect(asked).toEqual([]);
  await clock.advance(2 * hourMs);
  await other.stop();
  expect(asked).toEqual([job.id]);
  expect(await told(job)).toEqual([{ kind: "logged", bytes: 12_000_000_000 }]);
  expect(saved).toBe(1);
});

test("who has written as usual hears nothing, nor who ended too soon to write much", async () => {
  bytesOf = async () => 4_000_000;
  const job = await ends(1);
  const [attempt] = job.facts?.attempts ?? [];
  const attempts = [{ containers: [], ...attempt, startedAtMs: 0, stoppedAtMs: 60_000 }];
  await ends(2, { facts: job.facts && { ...job.facts, attempts } } as Partial<Job>);
  self.start();
  await clock.advance(2 * hourMs);
  expect(asked).toEqual([job.id]);
  expect(await told(job)).toEqual([]);
});

test("of an array one log stands for all", async () => {
  bytesOf = async () => 30_000_000;
  const job = await ends(1, { asked: { ...jobNo(1).asked, arraySize: 1_000 } });
  self.start();
  await clock.advance(2 * hourMs);
  expect(await told(job)).toEqual([{ kind: "logged", bytes: 30_000_000_000, oneOf: 1_000 }]);
});

test("what cannot be asked now is asked again, and let go after a day", async () => {
  bytesOf = async () => {
    throw new Error("Throttled");
  };
  const job = await ends(1);
  self.start();
  await clock.advance(2 * limits.logCostUntilMs);
  expect(asked.length).toBeGreaterThan(100);
  expect(await store.logMeasures.nextDueMs()).toBeUndefined();
  expect(await told(job)).toEqual([]);
  expect(log.lines.every(({ level }) => level === warning)).toBe(true);
});

test("who dies between the look and the telling leaves it to the next", async () => {
  const dies = Promise.withResolvers<number>();
  bytesOf = () => dies.promise;
  const job = await ends(1);
  self.start();
  await clock.advance(limits.logCostAfterMs);
  bytesOf = async () => 12_000_000_000;
  const next = loopOn();
  next.start();
  await clock.advance(limits.logCostRetryMs);
  dies.resolve(12_000_000_000);
  await clock.settle();
  await next.stop();
  expect(await told(job)).toHaveLength(1);
  expect(saved).toBe(1);
});
