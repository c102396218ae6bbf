import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { aJob } from "../../test/fixtures/jobs.ts";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { reportOf } from "../../test/support/events.ts";
import { jobNo, saveJob, threadOf, unsent } from "../../test/support/saved-jobs.ts";
import { noticeIdOf } from "../domain/derived-ids.ts";
import type { BatchId } from "../domain/ids.ts";
import { childId, nodeId } from "../domain/job/family.ts";
import type { Job } from "../domain/job/job.ts";
import type { BatchStatus, Report } from "../domain/job/report.ts";
import { limits } from "../domain/limits.ts";
import type { Store } from "../store/open-store.ts";
import { takeReports } from "./take-reports.ts";

const time = { nowMs: Date.UTC(2026, 10, 20, 18, 42), quietMs: 60_000 };

let store: Store;
beforeEach(async () => {
  store = await openEmptyStore();
});
afterEach(() => store.close());

const take = (...reports: readonly Report[]) =>
  store.transaction((tables) => takeReports(tables, reports, time));

const array = jobNo(1, { asked: { ...aJob().asked, arraySize: 50 } }) as Job & { batchId: BatchId };
const another = "ffffffff-7c0e-4b55-9d1c-0a1b2c3d4e5f" as BatchId;

function ofParent(name: string, changes: Partial<Report> = {}): Report {
  return { ...reportOf(name), batchId: array.batchId, jobName: array.jobName, tags: {}, ...changes };
}

function child(index: number, status: BatchStatus, changes: Partial<Report> = {}): Report {
  const {
    statusReason: _of17,
    startedAtMs: _its,
    stoppedAtMs: _end,
    ...report
  } = ofParent("array.child-17-failed");
  return { ...report, batchId: childId(array.batchId, index), status, attempts: [], ...changes };
}

const failed = (index: number, exitCode = 1) =>
  child(index, "FAILED", { attempts: [{ startedAtMs: 1, stoppedAtMs: 2, containers: [{ exitCode }] }] });

const saved = async () => (await store.jobs.get(array.id)) as Job;
const due = async (nowMs: number) => (await store.jobs.dueForAsking(nowMs, [], 10)).map(({ id }) => id);
const waitingNotices = async () => (await store.notices.backlog()).count;
const finished = () =>
  store.notices.get(noticeIdOf(threadOf(array, { channel: "C0PETERS" }).id, `${array.id} finished`));

describe("the children of an array that we know", () => {
  beforeEach(() => saveJob(store, array));

  test("change one card: it begins with the first that runs, and none of them is told of by itself", async () => {
    await take(...Array.from({ length: 50 }, (_, index) => child(index, "RUNNABLE")));
    expect(await saved()).toMatchObject({
      state: "submitted",
      version: 2,
      children: { counts: { RUNNABLE: 50 } },
    });
    expect(await waitingNotices()).toBe(0);
    await take(child(7, "RUNNING"), failed(3), child(7, "STARTING"), child(8, "SUCCEEDED"));
    expect(await saved()).toMatchObject({ state: "running", version: 3 });
    expect((await saved()).children?.counts).toEqual({ RUNNABLE: 47, RUNNING: 1, FAILED: 1, SUCCEEDED: 1 });
    expect(await waitingNotices()).toBe(1);
  });

  test("never end it, however many have ended; then AWS is asked soon whether it has", async () => {
    await store.jobs.save(array, time.nowMs + 600_000);
    await take(...Array.from({ length: 49 }, (_, index) => failed(index)));
    expect(await due(time.nowMs + limits.askEndedMs)).toEqual([]);
    await take(failed(49));
    expect((await saved()).state).toBe("running");
    expect(await due(time.nowMs + limits.askEndedMs - 1)).toEqual([]);
    expect(await due(time.nowMs + limits.askEndedMs)).toEqual([array.id]);
  });

  test("tell more after its end: the card follows, and nothing new is said", async () => {
    await take(failed(3), ofParent("array.parent-failed"));
    const said = await waitingNotices();
    const { version } = await saved();
    await take(failed(4), child(5, "RUNNING"));
    expect(await saved()).toMatchObject({ state: "failed", version: version + 1 });
    expect((await saved()).children?.failed).toEqual([
      { cause: "exit-code", exitCode: 1, count: 2, ranges: [[3, 4]] },
    ]);
    expect(await waitingNotices()).toBe(said);
    await take(failed(4), child(5, "RUNNING"));
    expect((await saved()).version).toBe(version + 1);
    // What is under way is not shown any more, so there is nothing to edit.
    await take(child(6, "RUNNING"));
    expect(await saved()).toMatchObject({ version: version + 1, children: { counts: { RUNNING: 2 } } });
    await take(child(6, "SUCCEEDED"));
    expect((await saved()).version).toBe(version + 2);
  });

  test("change nothing that is shown once all of it has succeeded, but when the first began", async () => {
    await take(ofParent("array.parent-succeeded"));
    const { version } = await saved();
    await take(child(5, "RUNNABLE"), child(6, "STARTING"));
    expect((await saved()).version).toBe(version);
    await take(
      child(6, "SUCCEEDED", { attempts: [{ startedAtMs: 1_000, stoppedAtMs: 2_000, containers: [] }] }),
    );
    expect((await saved()).version).toBe(version + 1);
    await take(child(7, "RUNNING", { attempts: [{ startedAtMs: 1_500, containers: [] }] }));
    expect((await saved()).version).toBe(version + 1);
  });

  test("and its own reports in one fold are one step", async () => {
    await take(
      child(1, "RUNNING"),
      ofParent("array.parent-pending"),
      failed(2),
      ofParent("array.parent-failed"),
    );
    expect((await saved()).state).toBe("failed");
    expect((await finished())?.body).toMatchObject({ kind: "finished", state: "failed" });
    expect(await waitingNotices()).toBe(1);
  });

  test.each([
    ["a child beyond its size", childId(array.batchId, 50)],
    ["a child with the largest number that can be written", childId(array.batchId, 99_999)],
    ["a node, which an array has none of", nodeId(array.batchId, 0)],
  ])("do not include %s", async (_what, batchId) => {
    await take(child(0, "RUNNING", { batchId }));
    expect(await saved()).toEqual(array);
  });

  test("and those of another array of the same fold keep apart", async () => {
    const second = jobNo(2, { asked: array.asked }) as typeof array;
    await saveJob(store, second);
    await take(
      child(1, "RUNNING"),
      child(1, "SUCCEEDED", { batchId: childId(second.batchId, 1), jobName: second.jobName }),
    );
    expect((await saved()).children?.counts).toEqual({ RUNNING: 1 });
    expect((await store.jobs.get(second.id))?.children?.counts).toEqual({ SUCCEEDED: 1 });
  });
});

test("an array ends the same whatever the order, number and folds of its events and its children's", async () => {
  const events = [
    ...[0, 1, 2, 3].flatMap((index) => [
      child(index, "RUNNABLE"),
      child(index, "RUNNING", { startedAtMs: 5_000 + index }),
    ]),
    child(0, "SUCCEEDED", { stoppedAtMs: 9_000 }),
    failed(1),
    child(2, "RUNNABLE", { attempts: [{ containers: [{ exitCode: 1 }] }] }),
    child(2, "SUCCEEDED", {
      attempts: [{ containers: [{ exitCode: 1 }] }, { containers: [{ exitCode: 0 }] }],
    }),
    failed(3, 137),
    ofParent("array.parent-pending"),
    ofParent("array.parent-failed"),
  ];
  const ending = async (folds: readonly (readonly Report[])[]) => {
    store = await openEmptyStore();
    await saveJob(store, array);
    for (const fold of folds) await take(...fold);
    const { version: _counts, ...job } = await saved();
    const ends = (await finished()) === undefined ? 0 : 1;
    await store.close();
    return { job, ends };
  };
  const inOrder = await ending([events]);
  expect(inOrder).toMatchObject({
    ends: 1,
    job: { state: "failed", children: { counts: { SUCCEEDED: 2, FAILED: 2 }, firstStartedAtMs: 1 } },
  });
  const retold = fc
    .array(fc.constantFrom(...events), { maxLength: 8 })
    .chain((again) => {
      const all = [...events, ...again];
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
    })
    .chain((all) => fc.integer({ min: 1, max: all.length }).map((size) => ({ all, size })));
  await fc.assert(
    fc.asyncProperty(retold, async ({ all, size }) => {
      const folds = Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
        all.slice(at * size, (at + 1) * size),
      );
      expect(await ending(folds)).toEqual(inOrder);
    }),
    { numRuns: 40 },
  );
  store = await openEmptyStore();
});

describe("children that tell before their array knows its id", () => {
  const waiting = unsent(array);
  beforeEach(() => saveJob(store, waiting));
  const families = () => store.children.families(array.id);

  test("are kept for it, and counted when it learns its id from its own event", async () => {
    await take(child(1, "RUNNING"), failed(2));
    expect(await saved()).toEqual(waiting);
    await take(ofParent("array.parent-pending"), child(3, "SUCCEEDED"));
    expect(await saved()).toMatchObject({ state: "running", batchId: array.batchId });
    expect((await saved()).children?.counts).toEqual({ RUNNING: 1, FAILED: 1, SUCCEEDED: 1 });
  });

  test("or from AWS's answer to its submission", async () => {
    await take(child(1, "RUNNING"));
    await store.transaction((tables) =>
      tables.acceptSubmission({ job: waiting, batchId: array.batchId }, time),
    );
    expect(await saved()).toMatchObject({ state: "running", children: { counts: { RUNNING: 1 } } });
  });

  test("are not those of another job of its name", async () => {
    await take(child(1, "RUNNING"), child(2, "SUCCEEDED", { batchId: childId(another, 2) }));
    await store.transaction((tables) => tables.acceptSubmission({ job: waiting, batchId: another }, time));
    expect((await saved()).children?.counts).toEqual({ SUCCEEDED: 1 });
    expect(await families()).toEqual([another]);
  });

  test("are not those that another submission's tag stands on", async () => {
    await take(child(1, "RUNNING", { tags: { "batchmate:submission": "s_other" } }));
    expect(await families()).toEqual([]);
  });

  test("are of few jobs only, whoever sends events of its name", async () => {
    const ids = Array.from(
      { length: 50 },
      (_, n) => `${String(n).padStart(8, "0")}-7c0e-4b55-9d1c-0a1b2c3d4e5f` as BatchId,
    );
    for (const id of ids) await take(child(1, "RUNNING", { batchId: childId(id, 1) }));
    expect(await families()).toHaveLength(limits.earlyFamilies);
    await take(child(2, "RUNNING", { batchId: childId(ids[0] ?? another, 2) }));
    await store.transaction((tables) =>
      tables.acceptSubmission({ job: waiting, batchId: ids[0] ?? another }, time),
    );
    expect((await saved()).children?.counts).toEqual({ RUNNING: 2 });
  });
});

test("a storm of children of arrays that are not ours leaves nothing behind", async () => {
  const storm = Array.from({ length: 500 }, (_, index) =>
    child(index, "RUNNING", { batchId: childId(another, index) }),
  );
  await take(...storm);
  expect(await store.children.families(array.id)).toEqual([]);
  expect(await store.strays.claim({ ...array, batchId: childId(another, 3) })).toEqual([]);
});

describe("the nodes of a multi-node job", () => {
  const job = jobNo(3) as Job & { batchId: BatchId };
  const about = (name: string, changes: Partial<Report> = {}): Report => ({
    ...reportOf(name),
    batchId: job.batchId,
    jobName: job.jobName,
    tags: {},
    ...changes,
  });
  const node = (index: number, status: BatchStatus) =>
    about("nodes.node-0-failed", { batchId: nodeId(job.batchId, index), status });
  beforeEach(() => saveJob(store, job));

  test("are counted on its card; it begins and ends by itself, and they are not told of", async () => {
    await take(node(0, "RUNNING"), node(1, "FAILED"), node(limits.nodes, "RUNNING"));
    expect(await store.jobs.get(job.id)).toMatchObject({
      state: "submitted",
      children: { counts: { RUNNING: 1, FAILED: 1 } },
    });
    expect(await waitingNotices()).toBe(0);
    await take(about("nodes.parent-failed"));
    expect(await store.jobs.get(job.id)).toMatchObject({
      state: "failed",
      facts: { head: { nodes: { count: 4, main: 0 } } },
    });
    expect(await waitingNotices()).toBe(1);
  });

  test("a child of an array is none of them", async () => {
    await take(node(0, "RUNNING"), { ...node(1, "RUNNING"), batchId: childId(job.batchId, 1) });
    expect((await store.jobs.get(job.id))?.children?.counts).toEqual({ RUNNING: 1 });
  });
});
