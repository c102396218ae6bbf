import {
  DeregisterJobDefinitionCommand,
  DescribeJobsCommand,
  RegisterJobDefinitionCommand,
  SubmitJobCommand,
  type SubmitJobCommandInput,
} from "@aws-sdk/client-batch";
import { afterAll, beforeAll, expect, test } from "vitest";
import { account, type Lab, openLab, region } from "./support/local-lab.ts";
import { describe, submit } from "./support/run-job.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

const arn = (resource: string) => `arn:aws:batch:${region}:${account}:${resource}`;

const refused: [string, Partial<SubmitJobCommandInput>, RegExp][] = [
  ["a name with a dot", { jobName: "a.job" }, /Job name should match valid pattern/],
  ["a name that begins with a dash", { jobName: "-job" }, /valid pattern/],
  ["a name of 129 letters", { jobName: "a".repeat(129) }, /valid pattern/],
  ["a queue that is not there", { jobQueue: "none" }, /^JobQueue none not found\.$/],
  ["a disabled queue", { jobQueue: "closed" }, /ENABLED/],
  ["no share identifier on a fair-share queue", { jobQueue: "shared" }, /shareIdentifier is required/],
  ["a share identifier on any other queue", { shareIdentifier: "team" }, /must not be specified/],
  [
    "an unknown definition",
    { jobDefinition: "none" },
    /^JobDefinition name none does not exist or is not in ACTIVE status$/,
  ],
  ["an unknown revision", { jobDefinition: "hello:7" }, /does not exist or is not in ACTIVE status/],
  [
    "an unknown definition's ARN",
    { jobDefinition: arn("job-definition/none:1") },
    /job-definition\/none:1 not found\.$/,
  ],
  [
    "a parameter nobody gave",
    { jobDefinition: "shell" },
    /^Unable to substitute value\. No parameter found for reference script$/,
  ],
  ["an array of one", { arrayProperties: { size: 1 } }, /between 2 and 10000/],
  ["an array of more than 10,000", { arrayProperties: { size: 10_001 } }, /between 2 and 10000/],
  ["eleven attempts", { retryStrategy: { attempts: 11 } }, /between 1 and 10/],
  [
    "six exit conditions",
    { retryStrategy: { attempts: 2, evaluateOnExit: Array(6).fill({ onExitCode: "1", action: "EXIT" }) } },
    /at most 5/,
  ],
  [
    "an exit condition with a leading star",
    { retryStrategy: { attempts: 2, evaluateOnExit: [{ onReason: "*Memory", action: "EXIT" }] } },
    /^Evaluate on exit condition contains restricted characters$/,
  ],
  ["a timeout below a minute", { timeout: { attemptDurationSeconds: 59 } }, /60 seconds/],
  [
    "51 tags",
    { tags: Object.fromEntries(Array.from({ length: 51 }, (_, n) => [`t${n}`, ""])) },
    /at most 50/,
  ],
  ["21 dependencies", { dependsOn: Array(21).fill({ jobId: "x" }) }, /maximum of 20 jobs/],
  ["a dependency nobody knows", { dependsOn: [{ jobId: "x" }] }, /Dependent job x not found/],
  ["SEQUENTIAL without an array", { dependsOn: [{ type: "SEQUENTIAL" }] }, /array jobs only/],
  ["a payload above 30 KiB", { parameters: { big: "x".repeat(31_000) } }, /30 KiB/],
];

test.each(refused)("%s is refused", async (_what, input, message) => {
  await expect(submit(lab, input)).rejects.toMatchObject({
    name: "ClientException",
    message: expect.stringMatching(message),
  });
});

test("queue and definition may be named by ARN", async () => {
  const id = await submit(lab, {
    jobQueue: arn("job-queue/default"),
    jobDefinition: arn("job-definition/hello:1"),
  });
  expect(await describe(lab, id)).toMatchObject({ jobDefinition: arn("job-definition/hello:1") });
});

test("a bare definition name means the newest revision that is active", async () => {
  const register = new RegisterJobDefinitionCommand({
    jobDefinitionName: "revised",
    type: "container",
    containerProperties: { image: "busybox", command: ["true"], vcpus: 2, memory: 512 },
  });
  await lab.batch.send(register);
  await expect(lab.batch.send(register)).resolves.toMatchObject({ revision: 2 });
  const newest = await describe(lab, await submit(lab, { jobDefinition: "revised" }));
  expect(newest.jobDefinition).toBe(arn("job-definition/revised:2"));
  expect(newest.container?.resourceRequirements).toEqual([
    { type: "VCPU", value: "2" },
    { type: "MEMORY", value: "512" },
  ]);
  await lab.batch.send(new DeregisterJobDefinitionCommand({ jobDefinition: "revised:2" }));
  const older = await describe(lab, await submit(lab, { jobDefinition: "revised" }));
  expect(older.jobDefinition).toBe(arn("job-definition/revised:1"));
});

test("the same submission sent twice is two jobs", async () => {
  const send = new SubmitJobCommand({ jobName: "twin", jobQueue: "default", jobDefinition: "hello" });
  const [one, two] = [await lab.batch.send(send), await lab.batch.send(send)];
  expect(one.jobId).not.toBe(two.jobId);
});

test("a fair-share queue takes a job with a share identifier", async () => {
  const id = await submit(lab, { jobQueue: "shared", shareIdentifier: "team" });
  expect(await describe(lab, id)).toMatchObject({ shareIdentifier: "team" });
});

test("overridden resources replace the definition's, kind by kind", async () => {
  const resourceRequirements = [{ type: "MEMORY" as const, value: "2048" }];
  const id = await submit(lab, { containerOverrides: { resourceRequirements } });
  expect((await describe(lab, id)).container?.resourceRequirements).toEqual([
    { type: "VCPU", value: "1" },
    { type: "MEMORY", value: "2048" },
  ]);
});

test("DescribeJobs leaves out what it does not know, and takes a hundred ids at most", async () => {
  const id = await submit(lab, {});
  const { jobs } = await lab.batch.send(new DescribeJobsCommand({ jobs: ["unknown", id] }));
  expect(jobs?.map(({ jobId }) => jobId)).toEqual([id]);
  await expect(lab.batch.send(new DescribeJobsCommand({ jobs: Array(101).fill(id) }))).rejects.toThrow(
    "Maximum number of jobs supported is  100 .",
  );
});

test("a job's tags are its own, and told with it", async () => {
  const id = await submit(lab, { tags: { "batchmate:pi": "peters-u" } });
  expect(await describe(lab, id)).toMatchObject({
    tags: { "batchmate:pi": "peters-u" },
    isCancelled: false,
    isTerminated: false,
  });
});
