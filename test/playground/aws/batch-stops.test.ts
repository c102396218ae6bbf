import {
  CancelJobCommand,
  CancelJobsCommand,
  TerminateJobCommand,
  TerminateJobsCommand,
} from "@aws-sdk/client-batch";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { account, type Lab, openLab } from "./support/local-lab.ts";
import { describe, eventsOf, submit, submitScript, whenDone, whenStatus } from "./support/run-job.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterEach(() => lab.aws.unblockQueue(account, "default"));
afterAll(() => lab.close());

const reason = "Stopped by Ada";

test("CancelJob ends a job that has not started", async () => {
  lab.aws.blockQueue(account, "default", "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none left");
  const id = await submit(lab, {});
  await whenStatus(lab, id, "RUNNABLE");
  await lab.batch.send(new CancelJobCommand({ jobId: id, reason }));
  expect(await whenDone(lab, id)).toMatchObject({
    status: "FAILED",
    statusReason: reason,
    isCancelled: true,
    isTerminated: false,
    attempts: [],
  });
  expect(eventsOf(lab, id).at(-1)?.detail).toMatchObject({ statusReason: reason, isCancelled: true });
});

test("CancelJob says yes to a running job and does nothing", async () => {
  const id = await submitScript(lab, "sleep 0.1");
  await whenStatus(lab, id, "RUNNING");
  await lab.batch.send(new CancelJobCommand({ jobId: id, reason }));
  expect(await whenDone(lab, id)).toMatchObject({ status: "SUCCEEDED", isCancelled: false });
});

test("TerminateJob ends a running job, which is not tried again", async () => {
  const id = await submitScript(lab, "sleep 60", { retryStrategy: { attempts: 3 } });
  await whenStatus(lab, id, "RUNNING");
  await lab.batch.send(new TerminateJobCommand({ jobId: id, reason }));
  const job = await whenDone(lab, id);
  expect(job).toMatchObject({
    status: "FAILED",
    statusReason: reason,
    isTerminated: true,
    container: { exitCode: 143 },
    attempts: [{ statusReason: reason }],
  });
  expect(eventsOf(lab, id).at(-1)?.detail.isTerminated).toBe(true);
});

test.each(["SUBMITTED", "RUNNABLE", "STARTING"])("TerminateJob ends a job that is %s", async (status) => {
  const slow = {
    SUBMITTED: "submittedMs",
    RUNNABLE: "runnableMs",
    STARTING: "startingMs",
  }[status];
  const own = await openLab({ timings: { [slow ?? ""]: 60_000 } });
  const id = await submit(own, {});
  await whenStatus(own, id, status);
  await own.batch.send(new TerminateJobCommand({ jobId: id, reason }));
  expect(await whenDone(own, id)).toMatchObject({
    status: "FAILED",
    statusReason: reason,
    isTerminated: true,
  });
  await own.close();
});

test("stopping a job that has ended changes nothing", async () => {
  const id = await submit(lab, {});
  await whenDone(lab, id);
  await lab.batch.send(new TerminateJobCommand({ jobId: id, reason }));
  expect(await describe(lab, id)).toMatchObject({ status: "SUCCEEDED", isTerminated: false });
});

test("a job deaf to SIGTERM that ends well in its grace has still failed", async () => {
  const id = await submitScript(lab, "trap 'exit 0' TERM; while true; do sleep 0.02; done");
  await whenStatus(lab, id, "RUNNING");
  await lab.batch.send(new TerminateJobCommand({ jobId: id, reason }));
  expect(await whenDone(lab, id)).toMatchObject({ status: "FAILED", statusReason: reason });
});

test("a reason is needed, and has at most 1024 characters", async () => {
  const jobId = await submit(lab, {});
  for (const wrong of ["", "x".repeat(1025)])
    await expect(lab.batch.send(new TerminateJobCommand({ jobId, reason: wrong }))).rejects.toMatchObject({
      name: "ClientException",
    });
});

test("a job nobody knows cannot be stopped", async () => {
  await expect(lab.batch.send(new CancelJobCommand({ jobId: "x", reason }))).rejects.toMatchObject({
    name: "ClientException",
  });
});

test.each([
  ["CancelJobs", CancelJobsCommand, "isCancelled"],
  ["TerminateJobs", TerminateJobsCommand, "isTerminated"],
] as const)("%s stops many and tells which it could not", async (_name, Command, flag) => {
  lab.aws.blockQueue(account, "default", "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - none left");
  const ids = [await submit(lab, {}), await submit(lab, {})];
  const answer = await lab.batch.send(new Command({ jobs: [...ids, "unknown"], reason }));
  expect(answer).toMatchObject({ successful: ids, errors: [{ job: "unknown", code: "ClientException" }] });
  for (const id of ids) expect(await whenDone(lab, id)).toMatchObject({ status: "FAILED", [flag]: true });
});

test("more than fifty jobs cannot be stopped in one call", async () => {
  const jobs = Array(51).fill("x");
  await expect(lab.batch.send(new TerminateJobsCommand({ jobs, reason }))).rejects.toThrow(
    "between 1 and 50",
  );
});
