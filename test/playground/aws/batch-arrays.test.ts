import { CancelJobCommand, ListJobsCommand, TerminateJobCommand } from "@aws-sdk/client-batch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lab, openLab } from "./support/local-lab.ts";
import {
  describe,
  eventsOf,
  statusesOf,
  submit,
  submitScript,
  whenDone,
  whenStatus,
} from "./support/run-job.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const zeros = { SUBMITTED: 0, PENDING: 0, RUNNABLE: 0, STARTING: 0, RUNNING: 0, SUCCEEDED: 0, FAILED: 0 };

test("an array whose children succeed is PENDING all along and then SUCCEEDED", async () => {
  const id = await submitScript(lab, "true", { arrayProperties: { size: 3 } });
  const parent = await whenDone(lab, id);
  expect(parent).toMatchObject({
    status: "SUCCEEDED",
    attempts: [],
    arrayProperties: { size: 3, statusSummary: { ...zeros, SUCCEEDED: 3 } },
  });
  expect(parent.statusReason).toBeUndefined();
  expect(parent.arrayProperties?.statusSummaryLastUpdatedAt).toBeGreaterThan(0);
  expect(statusesOf(lab, id)).toEqual(["PENDING", "SUCCEEDED"]);
});

test("one failed child fails the array, after the others have ended", async () => {
  const id = await submitScript(lab, '[ "$AWS_BATCH_JOB_ARRAY_INDEX" != 1 ]', {
    arrayProperties: { size: 4 },
  });
  expect(await whenDone(lab, id)).toMatchObject({
    status: "FAILED",
    statusReason: "Array Child Job failed",
    arrayProperties: { statusSummary: { ...zeros, SUCCEEDED: 3, FAILED: 1 } },
  });
  expect(await describe(lab, `${id}:1`)).toMatchObject({
    status: "FAILED",
    container: { exitCode: 1 },
    arrayProperties: { index: 1, statusSummary: {} },
  });
});

test("every child emits its own events, whose tags name the parent", async () => {
  const id = await submitScript(lab, "true", { arrayProperties: { size: 2 }, tags: { pi: "peters-u" } });
  const { jobArn } = await whenDone(lab, id);
  const child = eventsOf(lab, `${id}:1`);
  expect(child.map(({ detail }) => detail.status)).toEqual(["RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED"]);
  expect(child.at(-1)).toMatchObject({
    resources: [`${jobArn}:1`],
    detail: {
      jobArn: `${jobArn}:1`,
      tags: { resourceArn: jobArn, pi: "peters-u" },
      arrayProperties: { index: 1, statusSummary: {} },
    },
  });
});

test("children are listed by their parent, and not in the queue", async () => {
  const id = await submitScript(lab, "true", { arrayProperties: { size: 3 } });
  await whenDone(lab, id);
  const ofParent = await lab.batch.send(new ListJobsCommand({ arrayJobId: id, jobStatus: "SUCCEEDED" }));
  expect(ofParent.jobSummaryList?.map(({ arrayProperties }) => arrayProperties?.index).sort()).toEqual([
    0, 1, 2,
  ]);
  const inQueue = await lab.batch.send(new ListJobsCommand({ jobQueue: "default", jobStatus: "SUCCEEDED" }));
  expect(inQueue.jobSummaryList?.filter(({ jobId }) => jobId?.startsWith(id))).toMatchObject([
    { jobId: id, arrayProperties: { size: 3, statusSummary: { SUCCEEDED: 3 } } },
  ]);
});

test("terminating the parent ends its children, running or not", async () => {
  const id = await submitScript(lab, "sleep 60", { arrayProperties: { size: 6 } });
  await whenStatus(lab, `${id}:0`, "RUNNING");
  await lab.batch.send(new TerminateJobCommand({ jobId: id, reason: "wrong genome" }));
  expect(await whenDone(lab, id)).toMatchObject({
    status: "FAILED",
    statusReason: "wrong genome",
    isTerminated: true,
    arrayProperties: { statusSummary: { ...zeros, FAILED: 6 } },
  });
  expect(await describe(lab, `${id}:0`)).toMatchObject({ isTerminated: true, container: { exitCode: 143 } });
  expect(await describe(lab, `${id}:5`)).toMatchObject({ isTerminated: true, attempts: [] });
});

test("cancelling an array takes back what has not started and lets the rest end", async () => {
  const id = await submitScript(lab, "sleep 1", { arrayProperties: { size: 6 } });
  await whenStatus(lab, `${id}:3`, "RUNNING");
  await lab.batch.send(new CancelJobCommand({ jobId: id, reason: "enough" }));
  expect(await whenDone(lab, id)).toMatchObject({
    status: "FAILED",
    statusReason: "enough",
    isCancelled: true,
    arrayProperties: { statusSummary: { ...zeros, SUCCEEDED: 4, FAILED: 2 } },
  });
});

test("SEQUENTIAL children run one after the other", async () => {
  const dependsOn = [{ type: "SEQUENTIAL" as const }];
  const id = await submitScript(lab, "true", { arrayProperties: { size: 3 }, dependsOn });
  await whenDone(lab, id);
  const children = await Promise.all([0, 1, 2].map((index) => describe(lab, `${id}:${index}`)));
  for (const [earlier, later] of [
    [children[0], children[1]],
    [children[1], children[2]],
  ])
    expect(earlier?.stoppedAt).toBeLessThanOrEqual(later?.startedAt ?? 0);
});

test("when a SEQUENTIAL child fails those behind it never start", async () => {
  const dependsOn = [{ type: "SEQUENTIAL" as const }];
  const id = await submitScript(lab, "exit 1", { arrayProperties: { size: 3 }, dependsOn });
  expect(await whenDone(lab, id)).toMatchObject({ statusReason: "Array Child Job failed" });
  expect(await describe(lab, `${id}:2`)).toMatchObject({
    statusReason: "Dependent Job failed",
    attempts: [],
  });
});

test("N_TO_N children wait for their twins alone", async () => {
  const first = await submitScript(lab, '[ "$AWS_BATCH_JOB_ARRAY_INDEX" = 0 ]', {
    arrayProperties: { size: 2 },
  });
  const dependsOn = [{ jobId: first, type: "N_TO_N" as const }];
  const second = await submitScript(lab, "true", { arrayProperties: { size: 2 }, dependsOn });
  await whenDone(lab, second);
  expect(await describe(lab, `${second}:0`)).toMatchObject({ status: "SUCCEEDED" });
  expect(await describe(lab, `${second}:1`)).toMatchObject({ statusReason: "Dependent Job failed" });
});

test("N_TO_N between arrays of different sizes is refused", async () => {
  const jobId = await submit(lab, { arrayProperties: { size: 2 } });
  const input = { arrayProperties: { size: 3 }, dependsOn: [{ jobId, type: "N_TO_N" as const }] };
  await expect(submit(lab, input)).rejects.toThrow("same size");
});

test("an array of ten thousand is taken at once and can be stopped at once", async () => {
  const own = await openLab({ timings: { runnableMs: 60_000 } });
  const id = await submit(own, { arrayProperties: { size: 10_000 } });
  await own.aws.waitUntil(() => own.aws.job(id)?.status === "PENDING");
  expect(await describe(own, id)).toMatchObject({ arrayProperties: { statusSummary: { RUNNABLE: 10_000 } } });
  await own.batch.send(new TerminateJobCommand({ jobId: id, reason: "enough" }));
  expect(await whenDone(own, id)).toMatchObject({
    statusReason: "enough",
    arrayProperties: { statusSummary: { FAILED: 10_000 } },
  });
  await own.close();
});
