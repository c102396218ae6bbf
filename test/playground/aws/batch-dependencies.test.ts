import { CancelJobCommand } from "@aws-sdk/client-batch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lab, openLab } from "./support/local-lab.ts";
import { describe, statusesOf, submit, submitScript, whenDone, whenStatus } from "./support/run-job.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

test("a job waits PENDING until what it depends on has succeeded", async () => {
  const first = await submitScript(lab, "sleep 0.1");
  const second = await submit(lab, { dependsOn: [{ jobId: first }] });
  await whenStatus(lab, second, "PENDING");
  const [one, two] = await Promise.all([whenDone(lab, first), whenDone(lab, second)]);
  expect(two.status).toBe("SUCCEEDED");
  expect(two.startedAt).toBeGreaterThanOrEqual(one.stoppedAt ?? 0);
});

test("a job whose dependency fails never starts", async () => {
  const first = await submitScript(lab, "exit 1");
  const second = await submit(lab, { dependsOn: [{ jobId: first }] });
  expect(await whenDone(lab, second)).toMatchObject({
    status: "FAILED",
    statusReason: "Dependent Job failed",
    attempts: [],
  });
});

test("a whole array behind a failed job has failed for its dependency", async () => {
  const first = await submitScript(lab, "exit 1");
  const array = await submit(lab, { dependsOn: [{ jobId: first }], arrayProperties: { size: 2 } });
  expect(await whenDone(lab, array)).toMatchObject({
    status: "FAILED",
    statusReason: "Dependent Job failed",
  });
});

test("what ended before counts as it ended", async () => {
  const good = await submit(lab, {});
  const bad = await submitScript(lab, "exit 1");
  await Promise.all([whenDone(lab, good), whenDone(lab, bad)]);
  const fine = await submit(lab, { dependsOn: [{ jobId: good }] });
  const doomed = await submit(lab, { dependsOn: [{ jobId: good }, { jobId: bad }] });
  expect(await whenDone(lab, fine)).toMatchObject({ status: "SUCCEEDED" });
  expect(await whenDone(lab, doomed)).toMatchObject({ statusReason: "Dependent Job failed" });
});

test("a failure runs down a long chain", async () => {
  let last = await submitScript(lab, "sleep 0.1; exit 1");
  const first = last;
  for (let n = 0; n < 5; n += 1) last = await submit(lab, { dependsOn: [{ jobId: last }] });
  await whenDone(lab, first);
  expect(await whenDone(lab, last)).toMatchObject({ statusReason: "Dependent Job failed" });
});

test("a cancelled job that waits for another is flagged at once and ends when the other has", async () => {
  const first = await submitScript(lab, "sleep 60");
  const second = await submit(lab, { dependsOn: [{ jobId: first }] });
  await whenStatus(lab, first, "RUNNING");
  await whenStatus(lab, second, "PENDING");
  await lab.batch.send(new CancelJobCommand({ jobId: second, reason: "not needed" }));
  expect(await describe(lab, second)).toMatchObject({ status: "PENDING", isCancelled: true });
  lab.aws.spotReclaim(first);
  expect(await whenDone(lab, second)).toMatchObject({ status: "FAILED", statusReason: "not needed" });
  expect(statusesOf(lab, second)).toEqual(["PENDING", "FAILED"]);
});
