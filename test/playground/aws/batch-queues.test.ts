import {
  DescribeComputeEnvironmentsCommand,
  DescribeJobDefinitionsCommand,
  DescribeJobQueuesCommand,
  GetJobQueueSnapshotCommand,
  ListTagsForResourceCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-batch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { account, type Lab, openLab, region } from "./support/local-lab.ts";
import { describe, eventsOf, submit, whenDone, whenStatus } from "./support/run-job.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const arn = (resource: string) => `arn:aws:batch:${region}:${account}:${resource}`;

test("queues tell their state, status and environments", async () => {
  const { jobQueues } = await lab.batch.send(
    new DescribeJobQueuesCommand({ jobQueues: ["default", "closed", "none"] }),
  );
  expect(jobQueues).toMatchObject([
    {
      jobQueueName: "default",
      jobQueueArn: arn("job-queue/default"),
      state: "ENABLED",
      status: "VALID",
      computeEnvironmentOrder: [{ order: 1, computeEnvironment: arn("compute-environment/spot") }],
    },
    { jobQueueName: "closed", state: "DISABLED" },
  ]);
});

test("compute environments tell their bounds and what is wrong with them", async () => {
  const ask = new DescribeComputeEnvironmentsCommand({
    computeEnvironments: [arn("compute-environment/broken"), "spot"],
  });
  const { computeEnvironments } = await lab.batch.send(ask);
  expect(computeEnvironments).toMatchObject([
    {
      computeEnvironmentName: "spot",
      computeResources: { type: "SPOT", maxvCpus: 4, instanceTypes: ["m5"] },
    },
    { computeEnvironmentName: "broken", status: "INVALID", statusReason: "CLIENT_ERROR - no such subnet" },
  ]);
});

test("definitions are found by name, revision and status, in pages", async () => {
  const all = await lab.batch.send(new DescribeJobDefinitionsCommand({ status: "ACTIVE", maxResults: 1 }));
  expect(all.jobDefinitions).toMatchObject([
    { jobDefinitionName: "hello", revision: 1, parameters: { who: "world" } },
  ]);
  const next = await lab.batch.send(
    new DescribeJobDefinitionsCommand({ status: "ACTIVE", nextToken: all.nextToken }),
  );
  expect(next.jobDefinitions).toMatchObject([{ jobDefinitionName: "shell" }]);
  const exact = await lab.batch.send(
    new DescribeJobDefinitionsCommand({ jobDefinitions: ["hello:1", "hello:9"] }),
  );
  expect(exact.jobDefinitions).toHaveLength(1);
});

test("tags of a job and of a queue can be read, set and taken away", async () => {
  const { jobArn = "" } = await describe(lab, await submit(lab, { tags: { pi: "peters-u" } }));
  for (const resourceArn of [jobArn, arn("job-queue/default"), arn("job-definition/hello:1")]) {
    await lab.batch.send(new TagResourceCommand({ resourceArn, tags: { pi: "changed", run: "7" } }));
    await lab.batch.send(new UntagResourceCommand({ resourceArn, tagKeys: ["run"] }));
    const { tags } = await lab.batch.send(new ListTagsForResourceCommand({ resourceArn }));
    expect(tags).toEqual({ pi: "changed" });
  }
});

test("a child of an array has no tags of its own to change", async () => {
  const { jobArn } = await describe(lab, await submit(lab, { arrayProperties: { size: 2 } }));
  const tag = new TagResourceCommand({ resourceArn: `${jobArn}:1`, tags: { pi: "x" } });
  await expect(lab.batch.send(tag)).rejects.toMatchObject({ name: "ClientException" });
});

const none =
  "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY - Service cannot fulfill the capacity requested for instance type [p4d.24xlarge]";

test("a blocked queue keeps its jobs in line, and tells of the one at its head", async () => {
  const own = await openLab();
  own.aws.blockQueue(account, "default", none);
  const [first, second] = [await submit(own, {}), await submit(own, {})];
  await own.aws.waitUntil(() => own.aws.job(first)?.statusReason === none);
  await whenStatus(own, second, "RUNNABLE");
  const { frontOfQueue } = await own.batch.send(new GetJobQueueSnapshotCommand({ jobQueue: "default" }));
  expect(frontOfQueue?.jobs?.map(({ jobArn }) => jobArn?.split("/")[1])).toEqual([first, second]);
  expect(await describe(own, second)).not.toHaveProperty("statusReason");
  expect(eventsOf(own, first).at(-1)).toMatchObject({
    "detail-type": "Batch Job Queue Blocked",
    source: "aws.batch",
    resources: [arn(`job/${first}`), arn("job-queue/default")],
    detail: { jobId: first, status: "RUNNABLE", statusReason: none, attempts: [] },
  });
  own.aws.unblockQueue(account, "default");
  expect(await whenDone(own, second)).toMatchObject({ status: "SUCCEEDED" });
  await own.close();
});

test.each([
  [
    "more vCPUs than the environment may have",
    "default",
    "VCPU",
    "64",
    /^MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE - /,
  ],
  [
    "more memory than any instance has",
    "default",
    "MEMORY",
    "100000",
    /^MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT - /,
  ],
  [
    "an invalid environment",
    "broken",
    "VCPU",
    "1",
    /^ACTION_REQUIRED - CE\(s\) associated with the job queue are invalid\.$/,
  ],
] as const)("a job that meets %s blocks its queue", async (_what, jobQueue, type, value, reason) => {
  const own = await openLab();
  const id = await submit(own, { jobQueue, containerOverrides: { resourceRequirements: [{ type, value }] } });
  await own.aws.waitUntil(() => own.aws.job(id)?.statusReason !== undefined);
  expect(own.aws.job(id)).toMatchObject({ status: "RUNNABLE", statusReason: expect.stringMatching(reason) });
  await own.close();
});

test("a queue's time limit cancels the job that blocks it, and the next one starts", async () => {
  const action = {
    reason: "MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE",
    state: "RUNNABLE",
    maxTimeSeconds: 600,
    action: "CANCEL",
  } as const;
  const queue = { name: "default", computeEnvironments: ["spot"], jobStateTimeLimitActions: [action] };
  const own = await openLab({ lab: { queues: [queue] }, timings: { secondMs: 0.1 } });
  const resourceRequirements = [{ type: "VCPU" as const, value: "64" }];
  const stuck = await submit(own, { containerOverrides: { resourceRequirements } });
  const next = await submit(own, {});
  expect(await whenDone(own, stuck)).toMatchObject({
    status: "FAILED",
    statusReason: `Canceled by JobStateTimeLimit action due to reason: ${action.reason}`,
  });
  expect(await whenDone(own, next)).toMatchObject({ status: "SUCCEEDED" });
  await own.close();
});
