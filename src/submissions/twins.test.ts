import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventOf, reportOf } from "../../test/support/events.ts";
import { rejectedBy, type SubmitMishap, throttled, timedOut } from "../../test/support/fake-batch.ts";
import { threadOf } from "../../test/support/saved-jobs.ts";
import { type SubmissionWorld, submissionWorld } from "../../test/support/submission-world.ts";
import { noticeIdOf } from "../domain/derived-ids.ts";
import type { BatchId, SubmissionId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import type { Report } from "../domain/job/report.ts";
import { takeReports } from "../events/take-reports.ts";

const quietMs = 60_000;

let world: SubmissionWorld;
beforeEach(async () => {
  world = await submissionWorld();
  world.sending.start();
});
afterEach(async () => {
  await world.sending.stop();
  await world.store.close();
});

const goes = (...mishaps: readonly (SubmitMishap | undefined)[]) => {
  world.aws.submitMishap = (n) => mishaps[n - 1];
};
const saved = async (id: SubmissionId) => (await world.store.jobs.get(id)) as Job;

type Twin = { createdAt?: number; status?: string; submission?: string };

/** AWS tells these of its jobs. */
function describes(twins: Readonly<Record<BatchId, Twin>>): void {
  world.aws.describe = async (_pi, ids) =>
    ids.flatMap((batchId) => {
      const twin = twins[batchId];
      if (twin === undefined) return [];
      const { jobArn: _other, stoppedAt: _then, ...detail } = eventOf("single.runnable").detail;
      const { createdAt = 1_000, status = "RUNNABLE", submission = "s_0001" } = twin;
      const tags = { "batchmate:submission": submission };
      return [{ batchId, detail: { ...detail, jobId: batchId, createdAt, status, tags } }];
    });
}

/** A first try nobody heard of, missed for two minutes; the second was taken. Gives the id of each job. */
async function takenTwice(): Promise<{ id: SubmissionId; job: BatchId; twin: BatchId }> {
  goes({ trouble: timedOut });
  const id = await world.saved(1);
  await world.sending.send(id);
  await world.clock.advance(130_000);
  expect(world.aws.submitted).toHaveLength(2);
  const job = (await saved(id)).batchId as BatchId;
  return { id, job, twin: "99999999-7c0e-4b55-9d1c-0a1b2c3d4e5f" as BatchId };
}

async function eventOfTwin(id: SubmissionId, batchId: BatchId, changes: Partial<Report> = {}): Promise<void> {
  const { jobName } = await saved(id);
  const report = { ...reportOf("single.runnable"), batchId, jobName, tags: {}, ...changes };
  await world.store.transaction((tables) =>
    takeReports(tables, [report], { nowMs: world.clock.nowMs(), quietMs }),
  );
  world.sending.wake();
  await world.clock.advance(100);
}

async function saidOf(id: SubmissionId, duplicate: BatchId) {
  const thread = threadOf(await saved(id), { channel: "C0PETERS" }).id;
  return (await world.store.notices.get(noticeIdOf(thread, `${id} duplicate:${duplicate}`)))?.body;
}

describe("a second job of a submission that shows itself later, by an event", () => {
  test("is stopped for its owner when it is the younger, the thread says so, and its events are nobody's", async () => {
    const { id, job, twin } = await takenTwice();
    describes({ [job]: { createdAt: 1_000 }, [twin]: { createdAt: 2_000 } });
    await eventOfTwin(id, twin);
    expect(world.aws.stopped).toEqual([{ by: "jblow", id: twin, reason: `Duplicate of ${job}` }]);
    expect(await saidOf(id, twin)).toEqual({ kind: "stopping", duplicate: twin });
    expect((await saved(id)).batchId).toBe(job);
    await eventOfTwin(id, twin);
    await eventOfTwin(id, twin, { status: "FAILED" });
    await world.clock.advance(600_000);
    expect(world.aws.stopped).toHaveLength(1);
    expect(await world.store.strays.claim({ ...(await saved(id)), batchId: twin })).toEqual([]);
  });

  test("becomes the job when it is the older and the other has not begun: the younger is stopped", async () => {
    const { id, job, twin } = await takenTwice();
    describes({ [job]: { createdAt: 2_000 }, [twin]: { createdAt: 1_000, status: "RUNNING" } });
    await eventOfTwin(id, twin);
    expect(world.aws.stopped).toEqual([{ by: "jblow", id: job, reason: `Duplicate of ${twin}` }]);
    expect(await saved(id)).toMatchObject({ batchId: twin, state: "running" });
    expect(await saidOf(id, job)).toEqual({ kind: "stopping", duplicate: job });
  });

  test("is stopped though it is the older, when people were told that the other has begun", async () => {
    const { id, job, twin } = await takenTwice();
    await eventOfTwin(id, job, { status: "RUNNING" });
    describes({ [job]: { createdAt: 2_000, status: "RUNNING" }, [twin]: { createdAt: 1_000 } });
    await eventOfTwin(id, twin);
    expect(world.aws.stopped.map((stop) => stop.id)).toEqual([twin]);
    expect((await saved(id)).batchId).toBe(job);
  });

  test("needs no stop when it has ended, and the thread says that", async () => {
    const { id, job, twin } = await takenTwice();
    describes({ [job]: { createdAt: 1_000 }, [twin]: { createdAt: 2_000, status: "SUCCEEDED" } });
    await eventOfTwin(id, twin);
    expect(world.aws.stopped).toEqual([]);
    expect(await saidOf(id, twin)).toEqual({ kind: "stopping", duplicate: twin, ended: true });
  });

  test("is stopped once AWS takes it, however often it does not", async () => {
    const { id, job, twin } = await takenTwice();
    describes({ [job]: { createdAt: 1_000 }, [twin]: { createdAt: 2_000 } });
    world.aws.stopTrouble = (n) => [throttled, rejectedBy("not authorized")][n - 1];
    await eventOfTwin(id, twin);
    await world.clock.advance(60_000);
    expect(world.aws.stopped.map((stop) => stop.id)).toEqual([twin, twin, twin]);
    await world.clock.advance(600_000);
    expect(world.aws.stopped).toHaveLength(3);
  });

  test("is looked into until AWS answers, also by another process", async () => {
    const { id, job, twin } = await takenTwice();
    world.aws.describe = () => Promise.reject(throttled);
    await eventOfTwin(id, twin);
    await world.clock.advance(20_000);
    expect(world.aws.stopped).toEqual([]);
    await world.sending.stop();
    describes({ [job]: { createdAt: 1_000 }, [twin]: { createdAt: 2_000 } });
    const next = world.open();
    next.start();
    await world.clock.advance(60_000);
    await next.stop();
    expect(world.aws.stopped.map((stop) => stop.id)).toEqual([twin]);
  });

  test("is left alone when its tag says that it is another's", async () => {
    const { id, job, twin } = await takenTwice();
    describes({ [job]: {}, [twin]: { createdAt: 2_000, submission: "s_another" } });
    await eventOfTwin(id, twin);
    await eventOfTwin(id, twin, { tags: { "batchmate:submission": "s_another" } });
    await world.clock.advance(600_000);
    expect(world.aws.stopped).toEqual([]);
    expect(await saidOf(id, twin)).toBeUndefined();
  });
});

test("a job that somebody has cloned from one that AWS took at once is nobody's duplicate", async () => {
  const id = await world.saved(1);
  await world.sending.send(id);
  const clone = "99999999-7c0e-4b55-9d1c-0a1b2c3d4e5f" as BatchId;
  describes({ [clone]: { createdAt: 9_000 } });
  await eventOfTwin(id, clone);
  await world.clock.advance(600_000);
  expect(world.aws.stopped).toEqual([]);
  expect(world.aws.described).toEqual([]);
});

test("a second job of which no event tells is looked for once more, two minutes after", async () => {
  const { id, job } = await takenTwice();
  const twin = world.aws.acceptLate(1);
  describes({ [job]: { createdAt: 1_000 }, [twin]: { createdAt: 2_000 } });
  const looks = world.aws.lookedFor.length;
  world.aws.lookTrouble = (n) => (n === looks + 1 ? throttled : undefined);
  await world.clock.advance(300_000);
  expect(world.aws.stopped.map((stop) => stop.id)).toEqual([twin]);
  expect(world.aws.lookedFor).toHaveLength(looks + 2);
  expect((await saved(id)).batchId).toBe(job);
  await world.clock.advance(600_000);
  expect(world.aws.lookedFor).toHaveLength(looks + 2);
});

test("a submission that AWS refused at its second try, and had taken at its first, goes on by its first event", async () => {
  goes({ trouble: timedOut }, { trouble: rejectedBy("the queue is disabled") });
  const id = await world.saved(1);
  await world.sending.send(id);
  await world.clock.advance(130_000);
  expect((await saved(id)).state).toBe("rejected");
  const first = "99999999-7c0e-4b55-9d1c-0a1b2c3d4e5f" as BatchId;
  await eventOfTwin(id, first);
  expect(await saved(id)).toMatchObject({ batchId: first, state: "waiting" });
  expect(await saved(id)).not.toHaveProperty("rejection");
  expect(await world.store.submissions.get(id)).toMatchObject({ state: "accepted" });
});
