import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Here, startHere } from "../support/bot-here.ts";
import { eventOf } from "../support/events.ts";
import { eventKeys } from "../support/installation.ts";
import { doeAccount, jblow, petersAccount, petersLab, region } from "../support/lab-world.ts";
import { expectNothingLeft, readMetrics } from "../support/nothing-left.ts";
import { atWork } from "../support/people-at-work.ts";

let here: Here;
let setAside = 0;

beforeAll(async () => {
  here = await startHere({ speed: 8 });
});

afterAll(() => here.close());

const key = eventKeys[petersAccount] as string;

async function post(body: string, apiKey?: string): Promise<Response> {
  const headers = new Headers({ "content-type": "application/json; charset=utf-8" });
  if (apiKey !== undefined) headers.set("x-api-key", apiKey);
  return fetch(`${here.botUrl}/aws/events`, { method: "POST", headers, body });
}

const envelope = (rest: object = {}): Record<string, unknown> => ({
  version: "0",
  id: "e-1",
  "detail-type": "Batch Job State Change",
  source: "aws.batch",
  account: petersAccount,
  time: "2026-05-05T10:00:00Z",
  region,
  resources: [],
  detail: {},
  ...rest,
});

const arn = (account: string) => `arn:aws:batch:${region}:${account}:job/0000`;

describe("an event is refused in this order", () => {
  it("413 where it is larger than EventBridge sends, before the key is looked at", async () => {
    expect((await post("x".repeat(262_145))).status).toBe(413);
    expect((await post("x".repeat(262_144))).status).toBe(401);
  });

  it("413 also to who is still sending when it is clear that it is too much", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => post("x".repeat(6_000_000))));
    expect(answers.map(({ status }) => status)).toEqual([413, 413, 413, 413, 413]);
  });

  it("401 without a key or with one nobody has, before the body is looked at", async () => {
    expect((await post("not json")).status).toBe(401);
    expect((await post("not json", "nobody's")).status).toBe(401);
    expect((await post("not json", "")).status).toBe(401);
    expect((await post("not json", key.slice(0, -1))).status).toBe(401);
  });

  it.each([
    ["is not JSON", "{"],
    ["is no object", "[]"],
    ["is nothing", ""],
    ["is null", "null"],
    ["has no id", JSON.stringify(envelope({ id: undefined, account: doeAccount }))],
    ["has no detail-type", JSON.stringify(envelope({ "detail-type": undefined }))],
    ["has no account", JSON.stringify(envelope({ account: undefined }))],
    ["has an account that is no text", JSON.stringify(envelope({ account: 111122223333 }))],
  ])("400 where it %s", async (_name, body) => {
    expect((await post(body, key)).status).toBe(400);
  });

  it.each([
    ["its account is not the key's", envelope({ account: doeAccount })],
    ["its account is nobody's", envelope({ account: "999988887777" })],
    ["a resource is another account's", envelope({ resources: [arn(petersAccount), arn(doeAccount)] })],
    ["the job is another account's", envelope({ detail: { jobArn: arn(doeAccount) } })],
    ["the queue is another account's", envelope({ detail: { jobQueue: arn(doeAccount) } })],
  ])("403 where %s", async (_name, event) => {
    expect((await post(JSON.stringify(event), key)).status).toBe(403);
  });
});

it.each([
  ["without a detail", { detail: undefined }],
  ["with a detail that is null", { detail: null }],
  ["with a detail that is a list", { detail: [1, 2] }],
  ["with a detail that is text", { detail: "gone" }],
  ["with a time and a region that are no text", { time: null, region: 7 }],
  ["of a kind nobody knows", { "detail-type": "Batch Tea Break", detail: { jobId: "1" } }],
  ["of a job without a status", { detail: { jobId: "1", jobName: "n", jobArn: arn(petersAccount) } }],
])("an event %s is taken with 202, kept and counted", async (name, rest) => {
  const response = await post(JSON.stringify(envelope({ id: name, ...rest })), key);
  expect([response.status, await response.text()]).toEqual([202, ""]);
  setAside += 1;
});

it("what can not be read is counted among the metrics, and so is every answer", async () => {
  await expectNothingLeft(here, { setAside });
  const metrics = await readMetrics(here.metricsUrl);
  expect(metrics['batchmate_event_answers_total{status="202"}']).toBe(setAside);
  expect(metrics['batchmate_event_answers_total{status="401"}']).toBe(5);
  expect(metrics['batchmate_event_answers_total{status="413"}']).toBe(6);
  expect(metrics['batchmate_event_answers_total{status="403"}']).toBe(5);
});

it("the bot says that it is alive and ready, and metrics stand on their own port alone", async () => {
  const [alive, ready] = await Promise.all(
    ["healthz", "readyz"].map((path) => fetch(`${here.botUrl}/${path}`)),
  );
  expect([alive?.status, ready?.status]).toEqual([200, 200]);
  expect(await ready?.json()).toEqual({ store: "open", slack: "connected" });
  expect((await fetch(`${here.botUrl}/metrics`)).status).toBe(404);
  expect((await fetch(here.metricsUrl)).headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
});

it("environment and command of an event stand nowhere in the store", async () => {
  const event = eventOf("single.running");
  const container = event.detail.container as Record<string, unknown>;
  container.environment = [{ name: "DB_PASSWORD", value: "tr0ub4dor-environment" }];
  container.command = ["sh", "-c", "echo c0rrect-horse-command"];
  expect((await post(JSON.stringify(event), key)).status).toBe(202);
  await expectNothingLeft(here, { setAside });

  const lab = atWork(here);
  const line =
    "/batch submit --jobdef hello --name kept --env PLACE=b4ttery-environment -- echo staple-output";
  await lab.ask(jblow, petersLab, line);
  await lab.ended("kept");
  await expectNothingLeft(here, { setAside });

  const bytes = bytesOfStore();
  expect(bytes).toContain(lab.jobNamed("kept").jobId);
  expect(bytes).not.toContain("tr0ub4dor-environment");
  expect(bytes).not.toContain("c0rrect-horse-command");
  const kept = here.aws.events().at(-1)?.detail as { container: { environment: { value: string }[] } };
  expect(kept.container.environment.map(({ value }) => value)).toContain("b4ttery-environment");
});

it("an event that can not be made durable now is answered 503 with when to come again", async () => {
  await here.store.close();
  const response = await post(JSON.stringify(envelope({ id: "too late" })), key);
  expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
  expect((await fetch(`${here.botUrl}/readyz`)).status).toBe(503);
  expect((await fetch(`${here.botUrl}/healthz`)).status).toBe(200);
});

function bytesOfStore(): string {
  const files = [here.databaseFile, `${here.databaseFile}-wal`].filter(existsSync);
  return files.map((file) => readFileSync(file, "latin1")).join("\n");
}
