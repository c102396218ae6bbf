import { afterAll, beforeAll, expect, test } from "vitest";
import { type Lab, openLab } from "./support/local-lab.ts";
import { eventsOf, statusesOf, submitScript, whenDone, whenStatus } from "./support/run-job.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const failOnce = 'echo "attempt $AWS_BATCH_JOB_ATTEMPT"; [ "$AWS_BATCH_JOB_ATTEMPT" = 2 ]';

test("a failed attempt is followed by RUNNABLE again and the next attempt", async () => {
  const id = await submitScript(lab, failOnce, { retryStrategy: { attempts: 3 } });
  const job = await whenDone(lab, id);
  expect(job).toMatchObject({
    status: "SUCCEEDED",
    attempts: [{ container: { exitCode: 1 } }, { container: { exitCode: 0 } }],
  });
  const streams = job.attempts?.map(({ container }) => container?.logStreamName);
  expect(new Set(streams).size).toBe(2);
  expect(job.container?.logStreamName).toBe(streams?.[1]);
  expect(statusesOf(lab, id)).toEqual([
    ...["RUNNABLE", "STARTING", "RUNNING"],
    ...["RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED"],
  ]);
});

test("RUNNABLE again carries the failed attempt, its reason, and no task", async () => {
  const id = await submitScript(lab, failOnce, { retryStrategy: { attempts: 2 } });
  await whenDone(lab, id);
  const again = eventsOf(lab, id).filter(({ detail }) => detail.status === "RUNNABLE")[1];
  expect(again?.detail).toMatchObject({
    statusReason: "Essential container in task exited",
    attempts: [{ container: { exitCode: 1 } }],
  });
  expect(again?.detail.startedAt).toBeUndefined();
  expect(again?.detail.container).not.toHaveProperty("taskArn");
});

test("a job fails after its last attempt", async () => {
  const job = await whenDone(lab, await submitScript(lab, "exit 1", { retryStrategy: { attempts: 3 } }));
  expect(job.status).toBe("FAILED");
  expect(job.attempts).toHaveLength(3);
});

test.each([
  ["an exit code that says EXIT", [{ onExitCode: "3", action: "EXIT" as const }], 1],
  ["a trailing star", [{ onExitCode: "3*", action: "EXIT" as const }], 1],
  ["another exit code", [{ onExitCode: "4", action: "EXIT" as const }], 2],
  [
    "the first of two that match",
    [
      { onStatusReason: "Essential*", action: "RETRY" as const },
      { onExitCode: "3", action: "EXIT" as const },
    ],
    2,
  ],
  [
    "one of two conditions in a rule",
    [{ onStatusReason: "Host EC2*", onExitCode: "3", action: "EXIT" as const }],
    2,
  ],
  ["a star for any reason, even none", [{ onReason: "*", action: "EXIT" as const }], 1],
])(
  "with %s an exit of 3 ends the job after the right number of attempts",
  async (_what, evaluateOnExit, count) => {
    const retryStrategy = { attempts: 2, evaluateOnExit };
    const job = await whenDone(lab, await submitScript(lab, "exit 3", { retryStrategy }));
    expect(job.attempts).toHaveLength(count);
  },
);

const spotOnly = {
  attempts: 3,
  evaluateOnExit: [
    { onStatusReason: "Host EC2*", action: "RETRY" as const },
    { onReason: "*", action: "EXIT" as const },
  ],
};

test("a job whose host is taken back is tried again where its strategy says so", async () => {
  const script = '[ "$AWS_BATCH_JOB_ATTEMPT" = 2 ] || sleep 60';
  const id = await submitScript(lab, script, { retryStrategy: spotOnly });
  await whenStatus(lab, id, "RUNNING");
  lab.aws.spotReclaim(id);
  const job = await whenDone(lab, id);
  expect(job.status).toBe("SUCCEEDED");
  expect(job.attempts?.[0]).toMatchObject({
    statusReason: expect.stringMatching(/^Host EC2 \(instance i-0[0-9a-f]{16}\) terminated\.$/),
  });
  expect(job.attempts?.[0]?.container?.exitCode).toBeUndefined();
});

test("a reclaimed job with one attempt has failed", async () => {
  const id = await submitScript(lab, "sleep 60");
  await whenStatus(lab, id, "RUNNING");
  lab.aws.spotReclaim(id);
  expect(await whenDone(lab, id)).toMatchObject({
    status: "FAILED",
    statusReason: expect.stringMatching(/^Host EC2 /),
  });
});

test("Fargate Spot has its own words for an interruption", async () => {
  const id = await submitScript(lab, "sleep 60", { jobQueue: "fargate" });
  await whenStatus(lab, id, "RUNNING");
  lab.aws.spotReclaim(id);
  expect(await whenDone(lab, id)).toMatchObject({
    status: "FAILED",
    statusReason: "Your Spot Task was interrupted.",
    container: { exitCode: 137 },
  });
});
