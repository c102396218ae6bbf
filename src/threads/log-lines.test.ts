import { afterEach, beforeEach, expect, test } from "vitest";
import { aPi, labsOf } from "../../test/fixtures/a-pi.ts";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { keptLog, warning } from "../../test/support/kept-log.ts";
import { type ManualClock, manualClock } from "../../test/support/manual-clock.ts";
import { jobNo, saveJob } from "../../test/support/saved-jobs.ts";
import type { ChannelId, NoticeId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { Pi } from "../domain/people/pi.ts";
import { placeOf } from "../domain/telling/place.ts";
import type { Loop } from "../lifecycle/loop.ts";
import type { Store } from "../store/open-store.ts";
import { logLines } from "./log-lines.ts";

const failed = { kind: "finished", state: "failed" } as const;

let store: Store;
let clock: ManualClock;
let pi: Pi;
let reads: string[];
let linesOf: (job: Job) => Promise<readonly string[]>;
let amended: number;
let log: ReturnType<typeof keptLog>;
let self: Loop;
beforeEach(async () => {
  store = await openEmptyStore();
  clock = manualClock();
  pi = aPi({ channels: ["C0ALIGN" as ChannelId] });
  reads = [];
  linesOf = async () => ["Traceback"];
  amended = 0;
  log = keptLog();
  self = logLines({
    store,
    labs: () => labsOf(pi),
    placeOf: async (_job, channel) => placeOf(pi, channel, false),
    lastLines: (job) => {
      reads.push(job.id);
      return linesOf(job);
    },
    clock,
    logger: log.logger,
    onAmended: () => {
      amended += 1;
    },
  });
});
afterEach(async () => {
  await self.stop();
  await store.close();
});

async function fails(n: number, channel = "C0PETERS"): Promise<NoticeId> {
  const job = jobNo(n, { state: "failed" });
  const thread = await saveJob(store, job, { channel });
  const id = `n_${n}` as NoticeId;
  const nowMs = clock.nowMs();
  await store.notices.add({
    id,
    thread: thread.id,
    job: job.id,
    key: "finished",
    body: failed,
    createdAtMs: nowMs,
    linesUntilMs: nowMs + limits.logLinesMs,
  });
  return id;
}

const shownBy = async (id: NoticeId) => (await store.notices.get(id))?.body;

test("a failed job's reply gets the lines that say why, and the thread is woken", async () => {
  const id = await fails(1);
  self.start();
  await clock.advance(3_000);
  expect(await shownBy(id)).toEqual({ ...failed, logLines: ["Traceback"] });
  expect(amended).toBe(1);
  await clock.advance(60_000);
  expect(reads).toEqual(["s_0001", "s_0001"]);
});

test("a log that still grows is waited for: its last piece is the one that says why", async () => {
  const pieces = [["reading"], ["reading", "Traceback"], ["reading", "Traceback", "KeyError"]];
  linesOf = async () => pieces[Math.min(reads.length, pieces.length) - 1] ?? [];
  const id = await fails(1);
  self.start();
  await clock.advance(8_999);
  expect(await shownBy(id)).toEqual(failed);
  await clock.advance(1);
  expect(await shownBy(id)).toEqual({ ...failed, logLines: ["reading", "Traceback", "KeyError"] });
  expect(amended).toBe(1);
});

test("being woken in between makes no second look", async () => {
  linesOf = async () => ["reading"];
  const id = await fails(1);
  self.start();
  await clock.settle();
  for (let wake = 0; wake < 5; wake++) {
    self.wake();
    await clock.settle();
  }
  expect(reads).toHaveLength(1);
  expect(await shownBy(id)).toEqual(failed);
});

test("what was seen before is shown when the last look fails", async () => {
  linesOf = async () => {
    if (clock.nowMs() - startedMs > 55_000) throw new Error("Throttled");
    return [`line ${reads.length}`];
  };
  const id = await fails(1);
  const startedMs = clock.nowMs();
  self.start();
  await clock.advance(66_000);
  expect(await shownBy(id)).toMatchObject({ logLines: [expect.stringMatching(/^line \d+$/)] });
});

test("a log that never rests is shown as it is after a minute", async () => {
  linesOf = async () => [`line ${reads.length}`];
  const id = await fails(1);
  self.start();
  await clock.advance(66_000);
  expect(await shownBy(id)).toMatchObject({ logLines: [expect.stringMatching(/^line 2\d$/)] });
  expect(amended).toBe(1);
});

test("lines that CloudWatch does not have yet are asked for every 3 s until they are there", async () => {
  linesOf = async () => (reads.length < 4 ? [] : ["Traceback"]);
  const id = await fails(1);
  self.start();
  await clock.advance(11_999);
  expect(await shownBy(id)).toEqual(failed);
  await clock.advance(1);
  expect(await shownBy(id)).toEqual({ ...failed, logLines: ["Traceback"] });
});

test("after a minute the reply stays as it is", async () => {
  linesOf = async () => [];
  const id = await fails(1);
  self.start();
  await clock.advance(600_000);
  expect(await shownBy(id)).toEqual(failed);
  expect(reads.length).toBeGreaterThanOrEqual(20);
  expect(reads.length).toBeLessThanOrEqual(22);
  expect(amended).toBe(0);
});

test("a job that failed while nothing ran gets its lines all the same", async () => {
  const id = await fails(1);
  await clock.advance(600_000);
  self.start();
  await clock.settle();
  expect(await shownBy(id)).toEqual({ ...failed, logLines: ["Traceback"] });
});

test("a log that can not be read now is read again, and is logged", async () => {
  linesOf = async () => {
    if (reads.length === 1) throw new Error("AccessDenied");
    return ["Traceback"];
  };
  const id = await fails(1);
  self.start();
  await clock.advance(6_000);
  expect(await shownBy(id)).toEqual({ ...failed, logLines: ["Traceback"] });
  expect(log.lines).toMatchObject([{ level: warning }]);
});

test.each(["C0PETERS", "C0ALIGN", "D0JBLOW", "U0JBLOW"])(
  "lines may stand in %s: only the lab and the owner read along",
  async (channel) => {
    const id = await fails(1, channel);
    self.start();
    await clock.advance(3_000);
    expect(await shownBy(id)).toEqual({ ...failed, logLines: ["Traceback"] });
  },
);

test("no log is read for a channel in which others read along", async () => {
  const id = await fails(1, "C0STRANGE");
  self.start();
  await clock.advance(60_000);
  expect(reads).toEqual([]);
  expect(await shownBy(id)).toEqual(failed);
  expect(await store.notices.awaitingLines(9e15, 10)).toEqual([]);
});

test("no log is read for a lab that wants none in its threads, or is no longer known", async () => {
  pi = aPi({ logs: { inThreads: false, share: "lab", mask: [] } });
  await fails(1);
  self.start();
  await clock.settle();
  pi = aPi({ name: "okafor-n" as Pi["name"] });
  await fails(2);
  self.wake();
  await clock.settle();
  expect(reads).toEqual([]);
  expect(await store.notices.awaitingLines(9e15, 10)).toEqual([]);
});

test("a hundred jobs whose logs never come do not keep another's from being read", async () => {
  linesOf = async (job) => (job.id === "s_0100" ? ["Traceback"] : []);
  for (let n = 0; n < 100; n++) await fails(n);
  const id = await fails(100);
  self.start();
  await clock.advance(limits.logLinesMs - 1);
  expect(await shownBy(id)).toEqual({ ...failed, logLines: ["Traceback"] });
});

test("only a few logs are read at a time", async () => {
  const gate = Promise.withResolvers<void>();
  linesOf = async () => {
    await gate.promise;
    return ["Traceback"];
  };
  for (let n = 0; n < 30; n++) await fails(n);
  self.start();
  await clock.settle();
  expect(reads).toHaveLength(20);
  gate.resolve();
  await clock.advance(3_000);
  expect(reads).toHaveLength(40);
  expect(new Set(reads).size, "nobody waits for the second look of another").toBe(30);
  await clock.advance(60_000);
  expect(reads).toHaveLength(60);
});

test("an array's lines say whose they are, and take nothing back of what its children told meanwhile", async () => {
  const id = await fails(1);
  const failures = [{ cause: "exit-code" as const, exitCode: 1, count: 2, ranges: [[17, 18]] as const }];
  const job = jobNo(1, {
    state: "failed",
    asked: { ...jobNo(1).asked, arraySize: 50 },
    children: { counts: { FAILED: 2 }, failed: failures },
  });
  await store.jobs.save(job, null);
  linesOf = async () => {
    await store.notices.retell(id, { ...failed, toldVersion: 9 });
    return ["Traceback"];
  };
  self.start();
  await clock.advance(2 * limits.logLinesRetryMs);
  expect((await store.notices.get(id))?.body).toEqual({
    ...failed,
    toldVersion: 9,
    logLines: ["Traceback"],
    linesOf: 17,
  });
});
