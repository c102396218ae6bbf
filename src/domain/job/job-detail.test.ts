import { describe, expect, test } from "vitest";
import { eventNames, eventOf, reportOf } from "../../../test/support/events.ts";
import type { AccountId } from "../ids.ts";
import { decidingContainer } from "./attempt.ts";
import { readJobDetail } from "./job-detail.ts";

const seen = { account: "111122223333" as AccountId, region: "us-west-2", observedAtMs: 1_794_851_000_000 };
const least = {
  jobId: "4fd0c2a1-6a52-4e1b-a0f3-0d5a3b0f9c11",
  jobName: "hello",
  jobQueue: "default",
  jobDefinition: "hello:2",
  status: "RUNNABLE",
};

function read(detail: object) {
  const answer = readJobDetail({ ...least, ...detail }, seen);
  if (!answer.ok) throw new Error(answer.why);
  return answer.report;
}

describe("a job as AWS tells it", () => {
  test("becomes a report with names in place of ARNs", () => {
    expect(reportOf("single.succeeded")).toEqual({
      account: "111122223333",
      region: "us-west-2",
      batchId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      jobName: expect.stringMatching(/^jblow-align-NA12878-[0-9a-f]{6}$/),
      queue: "default",
      definition: "align:14",
      status: "SUCCEEDED",
      statusReason: "Essential container in task exited",
      observedAtMs: Date.parse("2026-11-16T20:01:00Z"),
      createdAtMs: Date.parse("2026-11-16T17:42:00Z"),
      startedAtMs: Date.parse("2026-11-16T17:47:00.311Z"),
      stoppedAtMs: Date.parse("2026-11-16T20:01:00.842Z"),
      attempts: [
        {
          startedAtMs: Date.parse("2026-11-16T17:47:00.311Z"),
          stoppedAtMs: Date.parse("2026-11-16T20:01:00.842Z"),
          statusReason: "Essential container in task exited",
          containers: [{ exitCode: 0, logStream: expect.stringMatching(/^align\/default\/[0-9a-f]{32}$/) }],
        },
      ],
      current: { logStream: expect.stringMatching(/^align\/default\/[0-9a-f]{32}$/) },
      parameters: { sample: "NA12878", output: "s3://fh-pi-peters-u/out/NA12878/" },
      size: { vcpus: 4, memoryMiB: 16_384, gpus: 0 },
      image: "111122223333.dkr.ecr.us-west-2.amazonaws.com/align:1.4",
      logs: { driver: "awslogs", group: "/aws/batch/job" },
      maxAttempts: 3,
      tags: {
        "batchmate:submission": "s_01k9c2",
        "batchmate:member": "U0JBLOW",
        "batchmate:hutchnet": "jblow",
        "batchmate:pi": "peters-u",
        "batchmate:channel": "C0PETERS",
      },
      platform: "EC2",
    });
  });

  test.each(eventNames)("%s can be read, and carries nothing of environment or command", (name) => {
    const event = eventOf(name);
    const told = JSON.stringify(reportOf(name));
    expect(JSON.stringify(event)).toContain("not-for-anyones-eyes");
    expect(told).not.toContain("not-for-anyones-eyes");
    expect(told).not.toContain("align.sh");
  });

  test("has the same shape in an answer of DescribeJobs, whatever AWS adds to it", () => {
    const detail = { ...eventOf("single.running").detail, consumableResourceProperties: {}, aNovelty: [{}] };
    const read = readJobDetail(detail, { ...seen, observedAtMs: Date.parse("2026-11-16T17:47:00Z") });
    expect(read).toEqual({ ok: true, report: reportOf("single.running") });
  });

  test("is read from the events of before 2020, which have no ARN, tags or platform", () => {
    expect(reportOf("old.failed-with-exit-0")).toMatchObject({
      size: { vcpus: 2, memoryMiB: 2_000, gpus: 0 },
      logs: { driver: "awslogs", group: "/lab/peters-u", region: "us-east-1" },
      tags: {},
      platform: "unknown",
      maxAttempts: 1,
    });
  });

  test("has a fraction of a vCPU on Fargate", () => {
    expect(reportOf("failed.spot-reclaim-fargate")).toMatchObject({
      platform: "FARGATE",
      size: { vcpus: 0.25, memoryMiB: 512 },
    });
  });

  test("that is back in the queue has no current log, and keeps the one of its ended attempt", () => {
    const report = reportOf("retried.runnable-again");
    expect(report.current).toBeUndefined();
    expect(report.attempts.map((attempt) => attempt.containers[0]?.logStream)).toHaveLength(1);
  });

  test("that was stopped says so", () => {
    expect(reportOf("failed.terminated")).toMatchObject({
      isTerminated: true,
      statusReason: "wrong genome, sorry",
    });
    expect(reportOf("failed.cancelled")).toMatchObject({ isCancelled: true, attempts: [] });
  });

  test("has its time limit", () => {
    expect(reportOf("failed.timeout").timeoutSeconds).toBe(21_600);
  });
});

describe("a job of many parts", () => {
  test("an array tells its size and counts, a child its index alone", () => {
    expect(reportOf("array.parent-pending").array).toEqual({
      size: 100,
      counts: { STARTING: 0, FAILED: 0, RUNNING: 12, SUCCEEDED: 0, RUNNABLE: 88, SUBMITTED: 0, PENDING: 0 },
    });
    expect(reportOf("array.child-17-failed").array).toEqual({ index: 17 });
    expect(read({ jobId: `${least.jobId}:3` }).array).toEqual({ index: 3 });
  });

  test("containers that run together are added up, and the essential one has the word", () => {
    const report = reportOf("containers.failed");
    expect(report.size).toEqual({ vcpus: 4, memoryMiB: 8_192, gpus: 0 });
    expect(report.image).toContain("align:1.4");
    expect(report.current?.logStream).toMatch(/^align\/main\//);
    expect(report.attempts[0]?.containers.map(({ name, exitCode }) => [name, exitCode])).toEqual([
      ["cache", 0],
      ["main", 2],
    ]);
  });

  test("of a job over several nodes the main node's narrowest range tells the size", () => {
    expect(reportOf("nodes.parent-failed")).toMatchObject({ size: { vcpus: 8, memoryMiB: 32_768 } });
    expect(reportOf("nodes.parent-failed").image).toContain("mpi:3");
    expect(reportOf("nodes.node-0-failed").batchId).toMatch(/#0$/);
    const range = (targetNodes: string, vcpus: number) => ({ targetNodes, container: { vcpus, memory: 1 } });
    const nodes = (mainNode: number) =>
      read({
        nodeProperties: {
          mainNode,
          nodeRangeProperties: [range(":1", 1), range("2:5", 2), range("4", 3), range("6:", 4)],
        },
      });
    expect([0, 1, 2, 4, 6].map((main) => nodes(main).size.vcpus)).toEqual([1, 1, 2, 3, 4]);
  });

  test("a pod's limits are its size, and its log is not in CloudWatch", () => {
    const report = reportOf("kubernetes.out-of-memory");
    expect(report).toMatchObject({
      platform: "EKS",
      size: { vcpus: 1.5, memoryMiB: 3_072, gpus: 1 },
      image: "align:1.4",
      logs: { driver: "kubernetes" },
    });
    expect(report.attempts).toHaveLength(1);
    expect(report.attempts[0] && decidingContainer(report.attempts[0])).toEqual({
      name: "Default",
      exitCode: 137,
      reason: "OOMKilled",
    });
  });

  test("an init container that failed is the one that decided", () => {
    const { attempts } = read({
      eksAttempts: [
        { containers: [{ name: "main" }], initContainers: [{ name: "fetch", exitCode: 3, reason: "Error" }] },
      ],
    });
    expect(attempts[0] && decidingContainer(attempts[0])?.name).toBe("fetch");
  });
});

describe("reading is lenient", () => {
  test("the least that makes a job is an id, name, queue, definition and status", () => {
    expect(read({})).toEqual({
      ...seen,
      batchId: least.jobId,
      jobName: "hello",
      queue: "default",
      definition: "hello:2",
      status: "RUNNABLE",
      attempts: [],
      parameters: {},
      size: { vcpus: 0, memoryMiB: 0, gpus: 0 },
      maxAttempts: 1,
      tags: {},
      platform: "unknown",
    });
  });

  test("what is ill-typed is left out", () => {
    const nonsense = Object.fromEntries(
      [
        "statusReason",
        "createdAt",
        "startedAt",
        "stoppedAt",
        "attempts",
        "eksAttempts",
        "container",
        "tags",
        "ecsProperties",
        "nodeProperties",
        "arrayProperties",
        "timeout",
        "retryStrategy",
        "parameters",
        "platformCapabilities",
        "isTerminated",
        "isCancelled",
      ].map((key) => [key, 17n]),
    );
    expect(read(nonsense)).toEqual(read({}));
    const nulls = Object.fromEntries(Object.keys(nonsense).map((key) => [key, null]));
    expect(read(nulls)).toEqual(read({}));
    expect(
      read({ parameters: { a: "b", c: 3 }, attempts: [null, { container: { exitCode: "1" } }] }),
    ).toMatchObject({
      parameters: { a: "b" },
      attempts: [{ containers: [{}] }],
    });
    expect(read({ startedAt: 0 }).startedAtMs).toBeUndefined();
  });

  test.each(["splunk", "awsfirelens"])("a log driver %s is kept, without a group", (logDriver) => {
    expect(read({ container: { logConfiguration: { logDriver } } }).logs).toEqual({ driver: logDriver });
  });

  test.each([
    [["EC2"], "EC2"],
    [["FARGATE"], "FARGATE"],
    [["MANAGED_INSTANCES"], "EC2"],
    [["EC2", "FARGATE"], "unknown"],
    [["TOASTER"], "unknown"],
  ])("platforms %j are %s", (platformCapabilities, platform) => {
    expect(read({ platformCapabilities }).platform).toBe(platform);
  });

  test.each(["jobId", "jobName", "jobQueue", "jobDefinition", "status"])("without %s it is no job", (key) => {
    expect(readJobDetail({ ...least, [key]: undefined }, seen)).toEqual({
      ok: false,
      why: `missing or malformed: ${key}`,
    });
  });

  test.each([undefined, null, "RUNNING", [], 3])("%j is no job", (detail) => {
    expect(readJobDetail(detail, seen).ok).toBe(false);
  });

  test.each([{ status: "SCHEDULED" }, { jobId: "4fd0c2a1 or 1=1" }, { jobId: "x".repeat(65) }])(
    "%j is not taken for one",
    (detail) => {
      expect(readJobDetail({ ...least, ...detail }, seen).ok).toBe(false);
    },
  );

  test("a job of another account is not taken, whichever ARN names it", () => {
    for (const key of ["jobArn", "jobQueue"]) {
      const arn = `arn:aws:batch:us-west-2:444455556666:${key}/x`;
      expect(readJobDetail({ ...least, [key]: arn }, seen)).toMatchObject({ ok: false });
    }
  });
});

describe("an event that is larger than AWS ever sends", () => {
  test("gives no more attempts than a job can have", () => {
    expect(read({ attempts: Array.from({ length: 80_000 }, () => ({})) }).attempts).toHaveLength(10);
  });

  test("gives a reason that is bounded, and without the secrets in it", () => {
    expect(read({ statusReason: "x".repeat(100_000) }).statusReason).toHaveLength(1_024);
    expect(read({ statusReason: "stopped, password=hunter2secret" }).statusReason).toBe(
      "stopped, password=[masked]",
    );
  });
});

test("of several containers that run each has its stream, and the group where it writes", () => {
  const logConfiguration = { logDriver: "awslogs", options: { "awslogs-group": "/lab/sidecar" } };
  const containers = [
    { name: "sidecar", essential: false, logStreamName: "sidecar/1", logConfiguration },
    { name: "main", essential: true, logStreamName: "main/1" },
  ];
  const running = read({ status: "RUNNING", ecsProperties: { taskProperties: [{ containers }] } });
  const logs = { group: "/lab/sidecar" };
  const sidecar = { name: "sidecar", essential: false, logStream: "sidecar/1", logs };
  expect(running.current).toEqual({
    logStream: "main/1",
    containers: [{ name: "main", logStream: "main/1" }, sidecar],
  });
  const told = containers.map(({ name, logStreamName }) => ({ name, logStreamName }));
  const attempts = [{ taskProperties: [{ containers: told }] }];
  const ended = read({ status: "FAILED", attempts, ecsProperties: { taskProperties: [{ containers }] } });
  expect(ended.attempts[0]?.containers[0]).toEqual(sidecar);
});
