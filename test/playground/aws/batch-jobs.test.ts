import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { CloudWatchLogsClient, GetLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { account, type Lab, openLab, region } from "./support/local-lab.ts";
import { describe, statusesOf, submit, submitScript, whenDone, whenStatus } from "./support/run-job.ts";

let lab: Lab;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());

test("a hello job passes through every state and succeeds", async () => {
  const id = await submit(lab, {});
  expect(await whenDone(lab, id)).toMatchObject({
    status: "SUCCEEDED",
    statusReason: "Essential container in task exited",
    container: { exitCode: 0, logStreamName: expect.stringMatching(/^hello\/default\/[0-9a-f]{32}$/) },
    attempts: [{ container: { exitCode: 0 }, statusReason: "Essential container in task exited" }],
  });
  expect(statusesOf(lab, id)).toEqual(["RUNNABLE", "STARTING", "RUNNING", "SUCCEEDED"]);
});

test.each([
  ["exit 3", 3],
  ["kill -KILL $$", 137],
  ["kill -TERM $$", 143],
  ["kill -SEGV $$", 139],
])("a job that does `%s` fails with exit code %i", async (script, exitCode) => {
  const job = await whenDone(lab, await submitScript(lab, script));
  expect(job).toMatchObject({
    status: "FAILED",
    statusReason: "Essential container in task exited",
    container: { exitCode },
  });
  expect(job.container?.reason).toBeUndefined();
});

test("parameters replace the definition's defaults in its command", async () => {
  const job = await whenDone(lab, await submit(lab, { parameters: { who: "Ada" } }));
  expect(await linesOf(job.container?.logStreamName)).toEqual(["hello Ada"]);
  expect(job).toMatchObject({
    parameters: { who: "Ada" },
    container: { command: ["echo", "hello", "Ref::who"] },
  });
});

test("the command and the environment can be overridden", async () => {
  const environment = [{ name: "COLOUR", value: "green" }];
  const containerOverrides = { command: ["sh", "-c", "echo $COLOUR"], environment };
  const job = await whenDone(lab, await submit(lab, { containerOverrides }));
  expect(await linesOf(job.container?.logStreamName)).toEqual(["green"]);
  expect(job.container?.environment).toEqual(environment);
});

test("a job sees what Batch tells it and nothing of the environment of whoever plays", async () => {
  process.env.AWS_SECRET_ACCESS_KEY = "do-not-leak";
  const job = await whenDone(lab, await submitScript(lab, "env"));
  delete process.env.AWS_SECRET_ACCESS_KEY;
  const lines = await linesOf(job.container?.logStreamName);
  const names = lines.map((line) => line.split("=")[0]).sort();
  // The shell itself adds PWD, SHLVL, OLDPWD and _.
  expect(names.filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name ?? ""))).toEqual([
    "AWS_BATCH_CE_NAME",
    "AWS_BATCH_JOB_ATTEMPT",
    "AWS_BATCH_JOB_ID",
    "AWS_BATCH_JQ_NAME",
    "HOME",
    "LANG",
    "PATH",
  ]);
  expect(lines).toEqual(
    expect.arrayContaining([
      `AWS_BATCH_JOB_ID=${job.jobId}`,
      "AWS_BATCH_JOB_ATTEMPT=1",
      "AWS_BATCH_JQ_NAME=default",
      "AWS_BATCH_CE_NAME=spot",
    ]),
  );
});

test("a job works in a fresh folder of its own that is gone afterwards", async () => {
  const job = await whenDone(lab, await submitScript(lab, "pwd; ls -A; touch left-behind"));
  const [folder = "", ...files] = await linesOf(job.container?.logStreamName);
  expect(files).toEqual([]);
  expect(existsSync(folder)).toBe(false);
});

test("a program that is not there never starts, and says why", async () => {
  const id = await submit(lab, { containerOverrides: { command: ["no-such-program"] } });
  const job = await whenDone(lab, id);
  expect(job).toMatchObject({
    status: "FAILED",
    statusReason: "Task failed to start",
    container: {
      exitCode: 127,
      reason: expect.stringMatching(
        /^CannotStartContainerError: Error response from daemon: failed to create task for container: .*exec: "no-such-program": executable file not found in \$PATH: unknown$/,
      ),
    },
  });
  expect(job.startedAt).toBeUndefined();
  expect(job.container?.logStreamName).toBeUndefined();
  expect(statusesOf(lab, id)).toEqual(["RUNNABLE", "STARTING", "FAILED"]);
});

test("a file that may not be executed fails with 126", async () => {
  const job = await whenDone(lab, await submit(lab, { containerOverrides: { command: ["/etc/passwd"] } }));
  expect(job.container).toMatchObject({
    exitCode: 126,
    reason: expect.stringContaining("permission denied"),
  });
});

test("a command that cannot even be tried fails its job alone", async () => {
  const job = await whenDone(lab, await submit(lab, { containerOverrides: { command: ["echo", "\0"] } }));
  expect(job.container?.reason).toMatch(/^CannotCreateContainerError: /);
});

test("a job that takes more memory than it asked for is killed for it", async () => {
  const hungry = "const held = []; setInterval(() => held.push(Buffer.alloc(16 << 20, 1)), 5)";
  const containerOverrides = {
    command: ["node", "-e", hungry],
    resourceRequirements: [{ type: "MEMORY" as const, value: "200" }],
  };
  expect(await whenDone(lab, await submit(lab, { containerOverrides }))).toMatchObject({
    status: "FAILED",
    statusReason: "Essential container in task exited",
    container: { exitCode: 137, reason: "OutOfMemoryError: Container killed due to memory usage" },
  });
});

test("a job that outlasts its timeout is stopped and not tried again", async () => {
  const timeout = { attemptDurationSeconds: 60 };
  const retryStrategy = { attempts: 3 };
  const job = await whenDone(lab, await submitScript(lab, "sleep 60", { timeout, retryStrategy }));
  expect(job).toMatchObject({
    status: "FAILED",
    statusReason: "Job attempt duration exceeded timeout",
    container: { exitCode: 143 },
    timeout,
  });
  expect(job.attempts).toHaveLength(1);
});

test("a job deaf to SIGTERM is killed when the grace is over", async () => {
  const deaf = "trap '' TERM; while true; do sleep 0.02; done";
  const job = await whenDone(lab, await submitScript(lab, deaf, { timeout: { attemptDurationSeconds: 60 } }));
  expect(job.container?.exitCode).toBe(137);
});

test("what a job leaves running ends with it", async () => {
  const job = await whenDone(lab, await submitScript(lab, "sleep 300 & echo $!"));
  expect(job.status).toBe("SUCCEEDED");
  const [pid] = await linesOf(job.container?.logStreamName);
  expect(isAlive(pid)).toBe(false);
});

test("overrides of more than 8192 bytes fail the job where it would have started", async () => {
  const environment = [{ name: "LONG", value: "x".repeat(8200) }];
  const id = await submit(lab, { containerOverrides: { environment } });
  expect(await whenDone(lab, id)).toMatchObject({
    status: "FAILED",
    statusReason: "Container Overrides length must be at most 8192",
    attempts: [],
  });
});

test("vCPUs bound how many run at once; the rest wait in line, first in first out", async () => {
  const wide = { containerOverrides: { resourceRequirements: [{ type: "VCPU" as const, value: "3" }] } };
  const first = await submitScript(lab, "sleep 30", wide);
  await whenStatus(lab, first, "RUNNING");
  const second = await submitScript(lab, "true", wide);
  const third = await submit(lab, {});
  await whenStatus(lab, third, "RUNNABLE");
  expect(await describe(lab, second)).toMatchObject({ status: "RUNNABLE" });
  lab.aws.spotReclaim(first);
  await Promise.all([whenDone(lab, second), whenDone(lab, third)]);
  const leftTheLine = lab.aws.events().filter(({ detail }) => detail.status === "STARTING");
  expect(leftTheLine.map(({ detail }) => detail.jobId).slice(-2)).toEqual([second, third]);
});

test("no more processes run at once than this machine is to bear, whatever the vCPUs", async () => {
  const own = await openLab({ maxProcesses: 1 });
  const first = await submitScript(own, "sleep 30");
  await whenStatus(own, first, "RUNNING");
  const second = await submit(own, {});
  await whenStatus(own, second, "RUNNABLE");
  own.aws.spotReclaim(first);
  const [one, two] = await Promise.all([whenDone(own, first), whenDone(own, second)]);
  expect(one.stoppedAt).toBeLessThanOrEqual(two.startedAt ?? 0);
  await own.close();
});

test("a fractional vCPU is enough on Fargate", async () => {
  const resourceRequirements = [{ type: "VCPU" as const, value: "0.25" }];
  const id = await submit(lab, { jobQueue: "fargate", containerOverrides: { resourceRequirements } });
  expect(await whenDone(lab, id)).toMatchObject({ status: "SUCCEEDED" });
});

test("log group, prefix and region follow the definition's log configuration", async () => {
  const own = await openLab({ lab: { definitions: [loggedElsewhere] } });
  const job = await whenDone(own, await submit(own, { jobDefinition: "elsewhere" }));
  const logStreamName = job.container?.logStreamName;
  expect(logStreamName).toMatch(/^runs\/default\//);
  const credentials = { accessKeyId: `AKIALOCAL${account}`, secretAccessKey: "x" };
  const logs = new CloudWatchLogsClient({ endpoint: own.aws.url, region: "eu-west-1", credentials });
  const read = new GetLogEventsCommand({ logGroupName: "/lab/jobs", logStreamName, startFromHead: true });
  await expect(logs.send(read)).resolves.toMatchObject({ events: [{ message: "hello" }] });
  await expect(own.logs.send(read)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await own.close();
});

test("a job with another log driver has no log stream", async () => {
  const containerProperties = {
    ...loggedElsewhere.containerProperties,
    logConfiguration: { logDriver: "splunk" },
  };
  const own = await openLab({ lab: { definitions: [{ ...loggedElsewhere, containerProperties }] } });
  const job = await whenDone(own, await submit(own, { jobDefinition: "elsewhere" }));
  expect(job).toMatchObject({ status: "SUCCEEDED" });
  expect(job.container?.logStreamName).toBeUndefined();
  await own.close();
});

test("closing ends every job's processes, even one that left its group", async () => {
  const own = await openLab();
  const id = await submitScript(own, "setsid sh -c 'echo $$; exec sleep 300' & sleep 300");
  await own.aws.waitUntil(() => own.aws.job(id)?.status === "RUNNING");
  const stream = (await describe(own, id)).container?.logStreamName;
  const pid = await firstLine(own, stream);
  await own.close();
  expect(isAlive(pid)).toBe(false);
});

/** Killed is dead, even while nobody has collected it. */
function isAlive(pid: string | undefined): boolean {
  const state = execFileSync("sh", ["-c", `ps -o stat= -p ${Number(pid)} || true`], { encoding: "utf8" });
  return /^[^Z\s]/.test(state);
}

const loggedElsewhere = {
  jobDefinitionName: "elsewhere",
  containerProperties: {
    command: ["echo", "hello"],
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": "/lab/jobs",
        "awslogs-stream-prefix": "runs",
        "awslogs-region": "eu-west-1",
      },
    },
  },
};

async function linesOf(logStreamName: string | undefined): Promise<string[]> {
  const read = new GetLogEventsCommand({
    logGroupName: "/aws/batch/job",
    logStreamName,
    startFromHead: true,
  });
  lab.aws.putLog(account, "/aws/batch/job", "flushed", []);
  const { events = [] } = await lab.logs.send(read);
  return events.map(({ message }) => message ?? "");
}

async function firstLine(own: Lab, logStreamName: string | undefined): Promise<string | undefined> {
  const read = new GetLogEventsCommand({
    logGroupName: "/aws/batch/job",
    logStreamName,
    startFromHead: true,
  });
  let line: string | undefined;
  while (line === undefined) {
    const written = new Promise<void>((resolve) => {
      const stop = own.aws.onChange(({ kind, id }) => {
        if (kind !== "log" || id !== logStreamName) return;
        stop();
        resolve();
      });
    });
    line = (await own.logs.send(read).catch(() => ({ events: [] }))).events?.[0]?.message;
    if (line === undefined) await written;
  }
  return line;
}

test("the lab's region stands in every ARN of a job", async () => {
  const job = await describe(lab, await submit(lab, {}));
  expect(job.jobArn).toBe(`arn:aws:batch:${region}:${account}:job/${job.jobId}`);
  expect(job.jobQueue).toBe(`arn:aws:batch:${region}:${account}:job-queue/default`);
  expect(job.jobDefinition).toBe(`arn:aws:batch:${region}:${account}:job-definition/hello:1`);
});
