import { afterAll, beforeAll, expect, test } from "vitest";
import { account, type Lab, openLab, region } from "./support/local-lab.ts";
import { eventsOf, submit, submitScript, whenDone } from "./support/run-job.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const envelope = [
  "account",
  "detail",
  "detail-type",
  "id",
  "region",
  "resources",
  "source",
  "time",
  "version",
];
const always = [
  ...[
    "attempts",
    "container",
    "createdAt",
    "dependsOn",
    "eksAttempts",
    "jobArn",
    "jobDefinition",
    "jobId",
    "jobName",
  ],
  ...["jobQueue", "parameters", "platformCapabilities", "propagateTags", "status", "tags"],
];
const container = [
  ...["command", "environment", "image", "mountPoints", "networkInterfaces", "resourceRequirements"],
  ...["secrets", "ulimits", "volumes"],
];

/** As recordings of real events have them, by status. */
const recorded: Record<string, { detail: string[]; container: string[] }> = {
  PENDING: { detail: [], container: [] },
  RUNNABLE: { detail: [], container: [] },
  STARTING: { detail: [], container: [] },
  RUNNING: { detail: ["startedAt"], container: ["logStreamName", "taskArn"] },
  SUCCEEDED: {
    detail: ["startedAt", "statusReason", "stoppedAt"],
    container: ["exitCode", "logStreamName", "taskArn"],
  },
};

test("an event of each state has the fields a real one has, and no event tells of the submission", async () => {
  const first = await submit(lab, {});
  const id = await submit(lab, { dependsOn: [{ jobId: first }] });
  await whenDone(lab, id);
  const events = eventsOf(lab, id);
  expect(events.map(({ detail }) => detail.status)).toEqual(Object.keys(recorded));
  for (const event of events) {
    const expected = recorded[String(event.detail.status)];
    expect(Object.keys(event).sort()).toEqual(envelope);
    expect(Object.keys(event.detail).sort()).toEqual([...always, ...(expected?.detail ?? [])].sort());
    expect(Object.keys(event.detail.container ?? {}).sort()).toEqual(
      [...container, ...(expected?.container ?? [])].sort(),
    );
  }
});

test("the envelope names account, region and job, with a time to the second", async () => {
  const id = await submit(lab, { tags: { pi: "peters-u" } });
  await whenDone(lab, id);
  const arn = `arn:aws:batch:${region}:${account}:job/${id}`;
  for (const event of eventsOf(lab, id))
    expect(event).toMatchObject({
      version: "0",
      "detail-type": "Batch Job State Change",
      source: "aws.batch",
      account,
      region,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      resources: [arn],
      detail: { tags: { resourceArn: arn, pi: "peters-u" } },
    });
  const ids = eventsOf(lab, id).map((event) => event.id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("an attempt in an event has the fields a recorded one has", async () => {
  const id = await submitScript(lab, "exit 2");
  await whenDone(lab, id);
  const last = eventsOf(lab, id).at(-1);
  const [attempt = {}] = (last?.detail.attempts ?? []) as Record<string, unknown>[];
  expect(Object.keys(attempt).sort()).toEqual(["container", "startedAt", "statusReason", "stoppedAt"]);
  expect(Object.keys(attempt.container ?? {}).sort()).toEqual([
    ...["exitCode", "logStreamName", "networkInterfaces", "taskArn"],
  ]);
});

test("an event keeps telling what was so when it was sent", async () => {
  const id = await submitScript(lab, "true", { arrayProperties: { size: 2 } });
  await whenDone(lab, id);
  const [pending, done] = eventsOf(lab, id);
  expect(pending?.detail.arrayProperties).toMatchObject({ size: 2, statusSummary: { SUCCEEDED: 0 } });
  expect(done?.detail.arrayProperties).toMatchObject({ statusSummary: { SUCCEEDED: 2 } });
});
