import { afterEach, beforeEach, expect, test } from "vitest";
import { limits } from "../../../src/playground/panel/snapshot.ts";
import { account, openReceiver } from "../aws/support/local-lab.ts";
import { submit, submitScript, whenDone, whenStatus } from "../aws/support/run-job.ts";
import { clientOf } from "../slack/a-workspace.ts";
import { connectTo, openPanel, type Panel, ping } from "./a-panel.ts";

let panel: Panel;
beforeEach(async () => {
  panel = await openPanel({ rateLimits: "real" });
});
afterEach(() => panel.close());

const hostile = '<img src=x onerror="alert(1)"> &amp; \u001b[31mred\u001b[0m *bold* <!channel>';
const json = async (path: string) => (await panel.get(path)).json() as Promise<Record<string, unknown>>;
const place = (stream: string) => new URLSearchParams({ account, group: "/aws/batch/job", stream });

test("a running job stands there with its process, its attempt and its memory", async () => {
  const id = await submitScript(panel.lab, "sleep 60 & wait", { retryStrategy: { attempts: 3 } });
  await whenStatus(panel.lab, id, "RUNNING");
  const { jobs, processes, queues } = await panel.snapshot();
  const [line] = jobs.lines;
  expect(line).toMatchObject({
    id,
    name: "a-job",
    queue: "default",
    status: "RUNNING",
    attempt: 1,
    attempts: 3,
  });
  expect(processes[id]?.pids).toContain(line?.pid);
  expect(processes[id]?.residentBytes).toBeGreaterThan(0);
  expect(queues.lines[0]).toMatchObject({
    running: 1,
    environments: [{ name: "spot", usedVcpus: 1, maxVcpus: 4 }],
  });
});

test("a job that ended has no process, and all its attempts with their exit codes and logs", async () => {
  const id = await submitScript(panel.lab, "echo out; exit 3", { retryStrategy: { attempts: 2 } });
  await whenDone(panel.lab, id);
  const [line] = (await panel.snapshot()).jobs.lines;
  expect(line).toMatchObject({ status: "FAILED", attempt: 2, exitCode: 3 });
  expect(line?.pid).toBeUndefined();
  const { attempts } = await json(`job?id=${id}`);
  const attempt = { exitCode: 3, reason: "Essential container in task exited", log: { account } };
  expect(attempts).toMatchObject([attempt, attempt]);
});

test("an array is one line with the counts of its children, which stand in its sheet, failed ones first", async () => {
  const script = "test $AWS_BATCH_JOB_ARRAY_INDEX -ne 1";
  const id = await submitScript(panel.lab, script, { arrayProperties: { size: 3 } });
  await whenDone(panel.lab, id);
  const { jobs } = await panel.snapshot();
  expect(jobs).toMatchObject({
    lines: [{ id, array: { size: 3, counts: { SUCCEEDED: 2, FAILED: 1 } } }],
    more: 0,
  });
  const { children } = await json(`job?id=${id}`);
  expect((children as { id: string }[]).map((child) => child.id)).toEqual([`${id}:1`, `${id}:0`, `${id}:2`]);
});

test("of many jobs those that have not ended come first, and what is left out is counted", async () => {
  await whenDone(panel.lab, await submit(panel.lab, { jobName: "ended" }));
  panel.board.block(account, "default", "UNDETERMINED");
  const waiting = await Promise.all(
    Array.from({ length: limits.jobs - 1 }, () => submit(panel.lab, { jobName: "waiting" })),
  );
  const full = (await panel.snapshot()).jobs;
  expect(full.lines.at(-1)?.name).toBe("ended");
  expect(full.more).toBe(0);
  await submit(panel.lab, { jobName: "one-more" });
  const { lines, more } = (await panel.snapshot()).jobs;
  expect(lines).toHaveLength(waiting.length + 1);
  expect(lines.map(({ name }) => name)).not.toContain("ended");
  expect(more).toBe(1);
});

test("events and log streams have their bounds too", async () => {
  for (let count = 0; count <= limits.streams; count += 1)
    panel.lab.aws.putLog(account, "/aws/batch/job", `s/${count}`, [{ timestamp: count, message: "x" }]);
  for (let count = 0; count <= limits.events; count += 1)
    panel.lab.aws.sendEvent(account, anEvent(String(count)));
  const { logs, events } = await panel.snapshot();
  expect([logs.lines.length, logs.more]).toEqual([limits.streams, 1]);
  expect([events.lines.length, events.more]).toEqual([limits.events, 1]);
  expect(logs.lines[0]).toMatchObject({ stream: `s/${limits.streams}`, lines: 1, bytes: 27 });
  expect(events.lines[0]?.id).toBe(String(limits.events));
});

function anEvent(id: string) {
  const time = "2026-11-20T10:00:00Z";
  const place = { account, region: "us-west-2", resources: [] };
  return { version: "0", id, "detail-type": "Test", source: "test", time, detail: {}, ...place };
}

test("an event carries its deliveries, and a dead letter its reason", async () => {
  const receiver = await openReceiver();
  receiver.answerWith((nth) => ({ status: nth === 0 ? 503 : 202 }));
  await connectTo(panel.lab, receiver.url);
  const taken = await ping(panel.lab);
  await panel.lab.aws.waitUntil(() => panel.lab.aws.deliveries().length === 2);
  receiver.answerWith(() => ({ status: 400 }));
  const dead = await ping(panel.lab);
  await panel.lab.aws.waitUntil(() => panel.lab.aws.deadLetters().length === 1);
  const { events } = await panel.snapshot();
  expect(events.deadLetters).toBe(1);
  expect(events.lines).toMatchObject([
    { id: dead, deliveries: [{ attempt: 1, status: 400, outcome: "dead" }], dead: "status 400" },
    {
      id: taken,
      deliveries: [
        { status: 503, outcome: "again" },
        { status: 202, outcome: "delivered" },
      ],
    },
  ]);
  expect(await json(`event?id=${taken}`)).toMatchObject({ event: { id: taken, source: "batchmate" } });
  expect(await json("event?id=none")).toEqual({ ok: false, error: "This event is no longer kept." });
  await receiver.close();
});

test("the tail of a stream is its last lines, with their place in it", async () => {
  const lines = Array.from({ length: 250 }, (_, index) => ({ timestamp: index, message: `line ${index}` }));
  panel.lab.aws.putLog(account, "/aws/batch/job", "long", lines);
  const tail = (await json(`log?${place("long")}`)) as {
    first: number;
    lines: { at: number; text: string }[];
  };
  expect(tail.first).toBe(50);
  expect(tail.lines).toHaveLength(limits.tailLines);
  expect(tail.lines.at(-1)).toEqual({ at: 249, text: "line 249" });
  expect(await json(`log?${place("none")}`)).toEqual({ ok: false, error: "There is no such log stream." });
});

test("what jobs write stays text: only terminal codes are taken out, and nothing is served as a page", async () => {
  panel.lab.aws.putLog(account, "/aws/batch/job", "hostile", [{ timestamp: 1, message: `${hostile}\u0007` }]);
  const response = await panel.get(`log?${place("hostile")}`);
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  const text = '<img src=x onerror="alert(1)"> &amp; red *bold* <!channel>';
  expect(await response.json()).toMatchObject({ lines: [{ text }] });
});

test("Slack's methods stand against their limits, channels against a message a second", async () => {
  const client = clientOf(panel.slack);
  const say = () => client.chat.postMessage({ channel: "C0PETERS", text: "x" }).catch(() => undefined);
  for (let count = 0; count < 7; count += 1) await say();
  await client.users.list({});
  const { slack } = await panel.snapshot();
  expect(slack.methods).toMatchObject([
    { method: "chat.postMessage", lastMinute: 7, limit: 300, total: 7, peakPerMinute: 7 },
    { method: "users.list", lastMinute: 1, limit: 20, refused: 0 },
  ]);
  expect(slack.refused).toBeGreaterThan(0);
  expect(slack.refused).toBe(slack.methods[0]?.refused);
  const [channel] = slack.channels;
  expect(channel).toMatchObject({ name: "#peters-lab", refused: slack.refused });
  expect(channel?.posts.reduce((sum, count) => sum + count, 0)).toBe(7 - slack.refused);
  expect(slack.history.reduce((sum, { calls }) => sum + calls, 0)).toBe(8);
});

test("AWS calls are counted by operation, the throttled ones apart", async () => {
  panel.board.set("aws-throttle", "on");
  await submit(panel.lab, {}).catch(() => undefined);
  panel.board.set("aws-throttle", "off");
  await submit(panel.lab, {});
  await submit(panel.lab, { jobQueue: "none" }).catch(() => undefined);
  const count = { lastMinute: 3, throttled: 1, failed: 1 };
  expect((await panel.snapshot()).calls).toEqual([{ service: "batch", operation: "SubmitJob", ...count }]);
});
