import { spawn } from "node:child_process";
import { once } from "node:events";
import { SubmitJobCommand } from "@aws-sdk/client-batch";
import { afterEach, beforeEach, expect, test } from "vitest";
import { blockedReasons } from "../../../src/playground/panel/blocked-reasons.ts";
import { createFaultBoard } from "../../../src/playground/panel/faults.ts";
import { CannotDo } from "../../../src/playground/slack/surface.ts";
import { account } from "../aws/support/local-lab.ts";
import { statusesOf, submit, whenDone } from "../aws/support/run-job.ts";
import { openPanel, type Panel } from "./a-panel.ts";

let panel: Panel;
beforeEach(async () => {
  panel = await openPanel();
});
afterEach(() => panel.close());

const job = (id: string) => panel.lab.aws.job(id);
const attemptsOf = (id: string) => (job(id)?.attempts as { statusReason: string }[]) ?? [];
const until = (condition: () => boolean) => panel.lab.aws.waitUntil(condition);
const isRunning = (id: string) => job(id)?.status === "RUNNING";

async function longJob(more: object = {}): Promise<string> {
  const { jobId = "" } = await panel.lab.batch.send(
    new SubmitJobCommand({
      jobName: "long",
      jobQueue: "default",
      jobDefinition: "shell",
      parameters: { script: "sleep 60" },
      retryStrategy: { attempts: 2 },
      ...more,
    }),
  );
  return jobId;
}

test("a reclaimed job loses its host and is tried again", async () => {
  const id = await longJob();
  await until(() => isRunning(id));
  expect(await panel.post("reclaim", { job: id })).toEqual({ ok: true, reclaimed: 1 });
  await until(() => attemptsOf(id).length === 1 && isRunning(id));
  expect(attemptsOf(id)[0]?.statusReason).toMatch(/^Host EC2 .* terminated\.$/);
});

test("every running job's host can be reclaimed at once, children of arrays among them", async () => {
  const single = await longJob();
  const parent = await longJob({ arrayProperties: { size: 2 } });
  const running = [single, `${parent}:0`, `${parent}:1`];
  await until(() => running.every(isRunning));
  expect(await panel.post("reclaim", { job: "*" })).toEqual({ ok: true, reclaimed: 2 });
  await until(() => running.every((id) => attemptsOf(id).length === 1));
});

test("a job without a host is left alone, and the person is told", async () => {
  const id = await submit(panel.lab, {});
  await whenDone(panel.lab, id);
  const error = "There is no host to take back: nothing of it is running.";
  expect(await panel.post("reclaim", { job: id })).toEqual({ ok: false, error });
});

test.each(blockedReasons)("a queue blocked because of $label says so in AWS's words", async ({ reason }) => {
  await panel.post("block", { account, queue: "default", reason });
  const id = await submit(panel.lab, {});
  await until(() => job(id)?.statusReason === reason);
  const { faults, queues } = await panel.snapshot();
  expect(faults.blocked).toBe(1);
  expect(queues.lines.find(({ name }) => name === "default")).toMatchObject({
    waiting: 1,
    blockedReason: reason,
  });
  await panel.post("block", { account, queue: "default", reason: null });
  await whenDone(panel.lab, id);
  expect(statusesOf(panel.lab, id)).toContain("SUCCEEDED");
});

test("all off lets blocked queues go too", async () => {
  await panel.post("block", { account, queue: "default", reason: "UNDETERMINED" });
  await panel.post("clear-faults", {});
  await whenDone(panel.lab, await submit(panel.lab, {}));
  expect((await panel.snapshot()).faults.blocked).toBe(0);
});

test.each([
  [{ account, queue: "none", reason: "x" }, `There is no queue none in ${account}.`],
  [{ account, queue: "default", reason: 7 }, "A reason is a text."],
])("a block that makes no sense is refused", async (body, error) => {
  expect(await panel.post("block", body)).toEqual({ ok: false, error });
});

test("the bot is killed with kill -9", async () => {
  const ended = once(panel.bot, "exit");
  expect(await panel.post("kill-bot", {})).toEqual({ ok: true });
  expect(await ended).toEqual([null, "SIGKILL"]);
  expect((await panel.snapshot()).faults.botPid).toBeUndefined();
  expect(await panel.post("kill-bot", {})).toMatchObject({ ok: false });
});

test("a bot that has ended, though nobody has heard of it yet, is told as gone", async () => {
  const ended = spawn(process.execPath, ["-e", ""]);
  await once(ended, "exit");
  const board = createFaultBoard({ slack: panel.slack, aws: panel.lab.aws, bot: { pid: () => ended.pid } });
  expect(() => board.killBot()).toThrow(new CannotDo("The bot is not running; it is being started again."));
});
