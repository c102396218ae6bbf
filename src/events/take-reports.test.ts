import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openEmptyStore } from "../../test/support/empty-store.ts";
import { reportOf } from "../../test/support/events.ts";
import { jobNo, saveJob, unsent } from "../../test/support/saved-jobs.ts";
import type { AccountId, BatchId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { Report } from "../domain/job/report.ts";
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

/** The recorded report, about this job. */
function about(job: Job, name: string, changes: Partial<Report> = {}): Report {
  const { batchId } = job as { batchId: BatchId };
  return { ...reportOf(name), batchId, jobName: job.jobName, tags: {}, ...changes };
}

const strays = (job: Job) => store.strays.claim({ ...job, batchId: job.batchId as BatchId });

describe("reports of jobs we know", () => {
  test("many of one job are folded into one step: its end is told, what led to it is not", async () => {
    const job = jobNo(1);
    await saveJob(store, job);
    await take(...["single.running", "single.succeeded", "single.runnable"].map((name) => about(job, name)));
    expect(await store.jobs.get(job.id)).toMatchObject({ state: "succeeded", version: 3 });
    expect((await store.notices.backlog()).count).toBe(1);
  });

  test("each goes to its own job, account and region", async () => {
    const account = "999900001111" as AccountId;
    const [one, two] = [jobNo(1), jobNo(2, { account, batchId: jobNo(1).batchId as BatchId })];
    for (const job of [one, two]) await saveJob(store, job);
    await take(about(one, "single.running"), about(two, "single.starting", { account }));
    expect((await store.jobs.get(one.id))?.state).toBe("running");
    expect((await store.jobs.get(two.id))?.state).toBe("starting");
  });

  test("no reports change nothing", async () => {
    await take();
  });
});

test("places are taken in one order, whatever the order of their reports: two who do so never wait for each other", async () => {
  const accounts = ["999900001111", "111122223333", "555500001111"] as AccountId[];
  const reports = accounts.map((account) => about(jobNo(1), "single.running", { account }));
  const orders = [reports, reports.toReversed()].map(async (each) => {
    const asked: AccountId[] = [];
    await store.transaction((tables) => {
      const byBatchIds: typeof tables.jobs.byBatchIds = (account, ...more) => {
        if (asked.at(-1) !== account) asked.push(account);
        return tables.jobs.byBatchIds(account, ...more);
      };
      return takeReports({ ...tables, jobs: { ...tables.jobs, byBatchIds } }, each, time);
    });
    return asked;
  });
  for (const order of await Promise.all(orders)) expect(order.slice(0, 3)).toEqual(accounts.toSorted());
});

describe("reports of jobs we do not know", () => {
  test("are kept for who may be about to learn that the job is theirs", async () => {
    await take(about(jobNo(1), "single.starting"), about(jobNo(1), "single.running"));
    expect(await strays(jobNo(1))).toHaveLength(2);
  });

  test("are taken in when a submission learns its id", async () => {
    const waiting = unsent(jobNo(1, { jobName: "jblow-renamed-abc123" }));
    await saveJob(store, waiting);
    await take(about(jobNo(1), "single.running"));
    const { batchId } = jobNo(1) as { batchId: BatchId };
    await store.transaction((tables) => tables.acceptSubmission({ job: waiting, batchId }, time));
    expect((await store.jobs.get(waiting.id))?.state).toBe("running");
    expect(await strays(jobNo(1))).toEqual([]);
  });
});

describe("an uncertain submission", () => {
  const named = jobNo(1);
  beforeEach(() => saveJob(store, unsent(named)));
  const job = () => store.jobs.get(named.id);

  test("is settled by the first event that bears its name, and goes on from there", async () => {
    await take(about(named, "single.starting"), about(named, "single.running"));
    expect(await job()).toMatchObject({ batchId: named.batchId, state: "running" });
    expect(await strays(named)).toEqual([]);
    expect((await store.notices.backlog()).count).toBe(2);
  });

  test("is settled by a later event with what was kept of earlier ones", async () => {
    await store.strays.keep([about(named, "single.succeeded")], 1);
    await take(about(named, "single.running"));
    expect((await job())?.state).toBe("succeeded");
  });

  test("is settled by its own tag", async () => {
    await take(about(named, "single.running", { tags: { "batchmate:submission": named.id } }));
    expect((await job())?.batchId).toBe(named.batchId);
  });

  test.each<[string, Partial<Report>]>([
    ["a tag that names another submission", { tags: { "batchmate:submission": "s_other" } }],
    ["a name that differs in its capital letters", { jobName: named.jobName.toUpperCase() }],
    ["another account", { account: "999900001111" as AccountId }],
    ["another region", { region: "us-east-1" }],
    ["a child of an array", { batchId: `${named.batchId}:3` as BatchId }],
    ["a node of a multi-node job", { batchId: `${named.batchId}#0` as BatchId }],
  ])("is not settled by %s", async (_what, changes) => {
    await take(about(named, "single.running", changes));
    expect(await job()).toEqual(unsent(named));
  });

  test("two jobs of its name: one is taken for it, the other is kept apart", async () => {
    const second = { ...named, batchId: "ffffffff-7c0e-4b55-9d1c-0a1b2c3d4e5f" as BatchId };
    await take(about(named, "single.starting"), about(second, "single.running"));
    expect(await job()).toMatchObject({ batchId: named.batchId, state: "starting" });
    expect(await strays(second)).toHaveLength(1);
  });
});
