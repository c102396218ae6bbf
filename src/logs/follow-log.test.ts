import { beforeEach, describe, expect, test } from "vitest";
import { aPi } from "../../test/fixtures/a-pi.ts";
import { jobIn } from "../../test/fixtures/jobs.ts";
import { growingLogs, refusal } from "../../test/support/growing-logs.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import { afterLook, type LiveLook, type LiveState, liveBeginning } from "../domain/logs/live-log.ts";
import { lookAtLog } from "./follow-log.ts";

let logs: ReturnType<typeof growingLogs>;
let state: LiveState;
let job: Job;
beforeEach(() => {
  logs = growingLogs();
  state = liveBeginning;
  job = jobIn("running");
});

/** AWS's answer about the job while it runs, as far as it is looked at. */
function running(stream: string | undefined, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    jobId: job.batchId,
    jobName: job.jobName,
    jobQueue: "default",
    jobDefinition: "align:14",
    status: "RUNNING",
    retryStrategy: { attempts: 3 },
    container: {
      environment: [{ name: "DB_PASSWORD", value: "hunter2-of-the-lab" }],
      ...(stream === undefined ? {} : { logStreamName: stream }),
    },
    ...more,
  };
}

const attemptOf = (stream: string, exitCode = 1) => ({
  startedAt: 1,
  stoppedAt: 2,
  statusReason: "Host EC2 (instance i-1) terminated.",
  container: { logStreamName: stream, exitCode },
});

async function look(detail: unknown): Promise<LiveLook> {
  const found = await lookAtLog({ jobLogs: logs.jobLogs, nowMs: () => 5 }, { job, pi: aPi(), detail }, state);
  state = afterLook(state, found, 5);
  return found;
}

const texts = () => state.lines.map(({ text }) => text);

describe("a log that is followed", () => {
  test("begins with its last lines and goes on with each that comes, once", async () => {
    logs.print("a/1", ...Array.from({ length: 500 }, (_, n) => `old ${n}`));
    await look(running("a/1"));
    expect(texts()).toHaveLength(limits.liveLines);
    expect(texts().at(-1)).toBe("old 499");
    logs.print("a/1", "new 1", "new 2");
    await look(running("a/1"));
    await look(running("a/1"));
    logs.print("a/1", "new 3");
    await look(running("a/1"));
    expect(texts().slice(-4)).toEqual(["old 499", "new 1", "new 2", "new 3"]);
    expect(state.leftOut).toBe(3);
  });

  test("costs one call while nothing comes", async () => {
    logs.print("a/1", "one");
    await look(running("a/1"));
    await look(running("a/1"));
    const before = logs.asked.length;
    await look(running("a/1"));
    expect(logs.asked).toHaveLength(before + 1);
  });

  test("goes on by time where its token is not taken any more: no line is lost or shown twice", async () => {
    logs.print("a/1", { atMs: 7, text: "one" }, { atMs: 9, text: "two" }, { atMs: 9, text: "three" });
    await look(running("a/1"));
    logs.print("a/1", { atMs: 9, text: "four" }, { atMs: 11, text: "five" });
    logs.expireTokens();
    await look(running("a/1"));
    logs.print("a/1", { atMs: 11, text: "six" });
    logs.expireTokens();
    await look(running("a/1"));
    expect(texts()).toEqual(["one", "two", "three", "four", "five", "six"]);
  });

  test("that comes faster than it can be read goes on with its end, and says so", async () => {
    logs.print("a/1", "one");
    await look(running("a/1"));
    const many = limits.liveEvents * (limits.livePages + 3);
    logs.print("a/1", ...Array.from({ length: many }, (_, n) => `line ${n}`));
    await look(running("a/1"));
    expect(state.outrun).toBe(true);
    expect(texts().at(-1)).toBe(`line ${many - 1}`);
    expect(logs.asked.length).toBeLessThanOrEqual(limits.livePages + 5);
    logs.print("a/1", "the next");
    await look(running("a/1"));
    expect(texts().slice(-2)).toEqual([`line ${many - 1}`, "the next"]);
  });

  test("is cleaned, masked and shortened", async () => {
    logs.print("a/1", "\u001b[31mred\u001b[0m", "login with hunter2-of-the-lab", "x".repeat(2_000));
    await look(running("a/1"));
    expect(texts().slice(0, 2)).toEqual(["red", expect.not.stringContaining("hunter2")]);
    expect(state.lines[1]?.masked).toBe(1);
    expect(texts()[2]?.length).toBeLessThanOrEqual(limits.liveLineChars);
  });

  test("shows of a progress bar how far it has come, and no earlier state, whenever it is looked at", async () => {
    const bar = (percent: number) =>
      `reads: ${percent}%|${"#".repeat(percent / 10)}${" ".repeat(10 - percent / 10)}|`;
    logs.print("a/1", "begin", bar(10), bar(20));
    await look(running("a/1"));
    logs.print("a/1", bar(30), bar(40));
    await look(running("a/1"));
    expect(texts()).toEqual(["begin", bar(40)]);
    logs.print("a/1", bar(100), "end");
    await look(running("a/1"));
    expect(texts()).toEqual(["begin", bar(100), "end"]);
    expect(state.leftOut).toBe(0);
  });

  test("is not read without AWS's answer, for what is secret in it would not be known", async () => {
    logs.print("a/1", "hunter2-of-the-lab");
    expect(await look(undefined)).toMatchObject({ kind: "looked", lines: [] });
    expect(logs.asked).toEqual([]);
  });

  test("that has not begun is waited for", async () => {
    expect(await look(running(undefined))).toEqual({ kind: "looked", lines: [], positions: {} });
    // The stream has a name before CloudWatch knows it.
    expect(await look(running("a/1"))).toEqual({ kind: "looked", lines: [], positions: {} });
    logs.print("a/1", "first");
    await look(running("a/1"));
    expect(state).toMatchObject({ attempt: { number: 1, of: 3 }, lines: [{ text: "first" }] });
  });
});

describe("another attempt", () => {
  test("is followed from its first line, after the last of the one before", async () => {
    logs.print("a/1", "one");
    await look(running("a/1"));
    logs.print("a/1", "killed");
    await look(running(undefined, { status: "RUNNABLE", attempts: [attemptOf("a/1")] }));
    logs.print("a/1", "the very last");
    logs.print("a/2", ...Array.from({ length: 5 }, (_, n) => `again ${n}`));
    await look(running("a/2", { attempts: [attemptOf("a/1")] }));
    expect(state.lines.map(({ text, attempt }) => [attempt, text])).toEqual([
      [1, "one"],
      [1, "killed"],
      [1, "the very last"],
      ...Array.from({ length: 5 }, (_, n) => [2, `again ${n}`]),
    ]);
    expect(state.attempt).toEqual({ number: 2, of: 3 });
    expect(Object.keys(state.positions)).toEqual(["a/2"]);
  });

  test("whose stream CloudWatch does not know yet begins with its first line all the same", async () => {
    logs.print("a/1", "one");
    await look(running("a/1"));
    await look(running("a/2", { attempts: [attemptOf("a/1")] }));
    expect(state.attempt?.number).toBe(2);
    logs.print("a/2", ...Array.from({ length: limits.liveLines - 1 }, (_, n) => `again ${n}`));
    await look(running("a/2", { attempts: [attemptOf("a/1")] }));
    expect(texts().slice(0, 2)).toEqual(["one", "again 0"]);
  });
});

test("of several containers each line says whose it is, in the order of their times", async () => {
  logs.print("main/1", { atMs: 1, text: "main begins" }, { atMs: 3, text: "main goes on" });
  logs.print("proxy/1", { atMs: 2, text: "proxy begins" });
  const containers = [
    { name: "main", essential: true, logStreamName: "main/1" },
    { name: "proxy", essential: false, logStreamName: "proxy/1" },
  ];
  const { container: _one, ...detail } = running(undefined);
  const several = { ...detail, ecsProperties: { taskProperties: [{ containers }] } };
  await look(several);
  logs.print("proxy/1", { atMs: 4, text: "proxy goes on" });
  await look(several);
  expect(state.lines.map(({ container, text }) => `${container}: ${text}`)).toEqual([
    "main: main begins",
    "proxy: proxy begins",
    "main: main goes on",
    "proxy: proxy goes on",
  ]);
});

describe("the end", () => {
  test("of the job is told, and what it printed last is read all the same", async () => {
    logs.print("a/1", "one");
    await look(running("a/1"));
    logs.print("a/1", "Traceback");
    const ended = running("a/1", { status: "FAILED", attempts: [attemptOf("a/1", 3)] });
    expect(await look(ended)).toMatchObject({ ended: { state: "failed", exitCode: 3 } });
    expect(texts()).toEqual(["one", "Traceback"]);
  });

  test("of one whose log goes elsewhere, or never began, is told as that", async () => {
    const logConfiguration = { logDriver: "splunk", options: {} };
    expect(await look(running("a/1", { container: { logConfiguration } }))).toEqual({ kind: "no-log" });
    const never = running(undefined, { status: "FAILED", statusReason: "Task failed to start" });
    expect(await look(never)).toEqual({ kind: "no-log" });
  });

  test("of what can be read is trouble for who asks", async () => {
    logs.print("a/1", "one");
    await look(running("a/1"));
    for (const name of ["ThrottlingException", "AccessDeniedException"]) {
      logs.fails(refusal(name));
      await expect(look(running("a/1"))).rejects.toThrow(name);
    }
    logs.fails(undefined);
    logs.print("a/1", "two");
    await look(running("a/1"));
    expect(texts()).toEqual(["one", "two"]);
  });
});
