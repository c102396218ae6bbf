import { WebAPIHTTPError, WebAPIRateLimitedError, WebAPIRequestError } from "@slack/web-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { aWorkspace, clientOf, refusalOf } from "./a-workspace.ts";

let slack: LocalSlack;
let nowMs = 1_790_001_800_000;
beforeEach(async () => {
  slack = await aWorkspace({ rateLimits: "real", clock: () => nowMs });
});
afterEach(() => slack.close());

const say = (text: string, options: Parameters<typeof clientOf>[1] = {}) =>
  clientOf(slack, options).chat.postMessage({ channel: "C0PETERS", text });
const texts = () => slack.messages("C0PETERS").map(({ text }) => text);

test("a channel takes a short burst and then one message a second", async () => {
  for (const text of ["1", "2", "3", "4", "5"]) await say(text);
  const refused = await say("6").catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(WebAPIRateLimitedError);
  expect(refused).toMatchObject({ retryAfter: 1 });
  nowMs += 1000;
  await say("7");
  await expect(say("8")).rejects.toBeInstanceOf(WebAPIRateLimitedError);
  expect(texts()).toEqual(["1", "2", "3", "4", "5", "7"]);
  expect((await clientOf(slack).chat.postMessage({ channel: "C0SHARED", text: "elsewhere" })).ok).toBe(true);
});

test("each method has its tier, and says when to come back", async () => {
  const client = clientOf(slack);
  for (let count = 0; count < 20; count += 1) await client.users.list({});
  nowMs += 30_000;
  await expect(client.users.list({})).rejects.toMatchObject({ retryAfter: 30 });
  expect((await client.users.info({ user: "U0JBLOW" })).ok).toBe(true);
  nowMs += 30_000;
  expect((await client.users.list({})).ok).toBe(true);
  expect(slack.pace()["users.list"]).toEqual({ total: 22, peakPerMinute: 21, lastMinute: 2 });
});

test("faults come as often as planned, on the calls they are meant for", async () => {
  slack.faults.add(
    "chat.postMessage",
    { kind: "status", status: 500 },
    { times: 2, when: ({ text }) => text === "hit" },
  );
  await say("miss");
  await expect(say("hit")).rejects.toBeInstanceOf(WebAPIHTTPError);
  await expect(say("hit")).rejects.toMatchObject({ statusCode: 500 });
  await say("hit");
  expect(texts()).toEqual(["miss", "hit"]);
});

test("a post that never gets an answer was made, or was not, as planned", async () => {
  slack.faults.add("chat.postMessage", { kind: "timeout-before" });
  await expect(say("lost", { timeout: 1_000 })).rejects.toBeInstanceOf(WebAPIRequestError);
  slack.faults.add("chat.postMessage", { kind: "timeout-but-done" });
  await expect(say("made", { timeout: 1_000 })).rejects.toBeInstanceOf(WebAPIRequestError);
  expect(texts()).toEqual(["made"]);
  expect(slack.calls.map(({ result, status, done }) => [result, status, done])).toEqual([
    ["no answer", 0, false],
    ["no answer", 0, true],
  ]);
});

test("a connection can break before or after the deed, and an answer can lie", async () => {
  slack.faults.add("*", { kind: "reset-before" });
  await expect(say("1")).rejects.toBeInstanceOf(WebAPIRequestError);
  slack.faults.add("*", { kind: "reset-but-done" });
  await expect(say("2")).rejects.toBeInstanceOf(WebAPIRequestError);
  slack.faults.add("*", { kind: "status-but-done", status: 502 });
  await expect(say("3")).rejects.toMatchObject({ statusCode: 502 });
  expect(texts()).toEqual(["2", "3"]);
});

test("a late answer, a planned refusal and a planned pause are told as such", async () => {
  slack.faults.add("*", { kind: "delay", delayMs: 30 });
  const startedMs = performance.now();
  await say("late");
  expect(performance.now() - startedMs).toBeGreaterThan(25);
  slack.faults.add("chat.postMessage", { kind: "error", error: "fatal_error" });
  expect(await refusalOf(say("x"))).toMatchObject({ error: "fatal_error" });
  slack.faults.add("chat.postMessage", { kind: "rate-limit", retryAfterSec: 7 });
  await expect(say("x")).rejects.toMatchObject({ retryAfter: 7 });
});

test("an outage takes every method until it ends", async () => {
  slack.faults.outageBegins();
  await expect(say("x")).rejects.toMatchObject({ statusCode: 503 });
  await expect(clientOf(slack).auth.test()).rejects.toMatchObject({ statusCode: 503 });
  slack.faults.outageEnds();
  await say("back");
  expect(texts()).toEqual(["back"]);
});

test("the client's own retries meet the same workspace", async () => {
  slack.faults.add("chat.postMessage", { kind: "status-but-done", status: 500 });
  const retryConfig = { retries: 1, minTimeout: 1, maxTimeout: 1 };
  await say("twice", { retryConfig });
  expect(texts()).toEqual(["twice", "twice"]);
});
