import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { aBot, type Bot } from "./a-bot.ts";
import { aWorkspace, signingSecret } from "./a-workspace.ts";

type Heard = { headers: IncomingHttpHeaders; body: string };
let slack: LocalSlack;
let bot: Bot | undefined;
let listener: Server | undefined;
let later: { run: () => void; delayMs: number }[] = [];

beforeEach(async () => {
  later = [];
  slack = await aWorkspace({
    timer: (run, delayMs) => {
      later.push({ run, delayMs });
      return () => {};
    },
  });
});
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  listener?.close();
  listener = undefined;
  await slack.close();
});

/** A bare listener that answers each request with the next status. */
async function listenWith(...statuses: (number | { status: number; noRetry: true })[]): Promise<Heard[]> {
  const heard: Heard[] = [];
  listener = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const next = statuses[heard.length] ?? 200;
    heard.push({ headers: request.headers, body });
    const { status, ...rest } = typeof next === "number" ? { status: next } : next;
    response.writeHead(status, "noRetry" in rest ? { "x-slack-no-retry": "1" } : {}).end();
  });
  await new Promise<void>((resolve) => listener?.listen(0, "127.0.0.1", resolve));
  slack.setRequestUrl(`http://127.0.0.1:${(listener.address() as AddressInfo).port}/slack/events`);
  return heard;
}

test("every request is signed over its time and raw body, with a bare content type", async () => {
  const heard = await listenWith();
  await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "/batch status é & ü" });
  await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "@Batchmate hi" });
  await slack.acts.globalShortcut("U0JBLOW", "form");
  expect(heard.map(({ headers }) => headers["content-type"])).toEqual([
    "application/x-www-form-urlencoded",
    "application/json",
    "application/x-www-form-urlencoded",
  ]);
  for (const { headers, body } of heard) {
    const base = `v0:${headers["x-slack-request-timestamp"]}:${body}`;
    const expected = `v0=${createHmac("sha256", signingSecret).update(base).digest("hex")}`;
    expect(headers["x-slack-signature"]).toBe(expected);
  }
});

test("Bolt refuses a wrong secret, an old time and a changed signature", async () => {
  bot = await aBot(slack, (app) => app.event("app_mention", async () => {}));
  const payload = { type: "event_callback", team_id: "T0HUTCH", event: { type: "app_mention" } };
  const nowSec = Math.floor(Date.now() / 1000);
  const statuses = [
    await slack.deliver("event", payload),
    await slack.deliver("event", payload, { secret: "another" }),
    await slack.deliver("event", payload, { timestampSec: nowSec - 301 }),
    await slack.deliver("event", payload, { signature: "v0=00" }),
  ].map(({ status }) => status);
  expect(statuses).toEqual([200, 401, 401, 401]);
});

test("an event that fails is tried again at once, after a minute and after five, and then no more", async () => {
  const heard = await listenWith(500, 503, 404, 500);
  await slack.acts.openHome("U0JBLOW");
  const delays = [];
  while (later.length > 0) {
    const next = later.shift();
    delays.push(next?.delayMs);
    next?.run();
    await slack.waitFor(() => slack.deliveries.length === delays.length + 1, { timeoutMs: 2000 });
    await setImmediate();
  }
  expect(delays).toEqual([0, 60_000, 300_000]);
  expect(heard.map(({ headers }) => headers["x-slack-retry-num"])).toEqual([undefined, "1", "2", "3"]);
  expect(heard.slice(1).every(({ headers }) => headers["x-slack-retry-reason"] === "http_error")).toBe(true);
  expect(new Set(heard.map(({ body }) => JSON.parse(body).event_id)).size).toBe(1);
});

test("an event is not tried again once answered, or where the bot wants no more tries", async () => {
  await listenWith(200, { status: 500, noRetry: true });
  await slack.acts.openHome("U0JBLOW");
  await slack.acts.openHome("U0JBLOW");
  expect(later).toEqual([]);
});

test("commands, clicks and shortcuts are never sent twice", async () => {
  const heard = await listenWith(500, 500);
  await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "/batch status" });
  await slack.acts.globalShortcut("U0JBLOW", "form");
  expect(later).toEqual([]);
  expect(heard).toHaveLength(2);
});

test("without a bot a command fails and an event is tried again", async () => {
  const { delivery } = await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "/batch status" });
  expect(delivery).toMatchObject({ status: 0, failure: "connection_failed", ok: false });
  await slack.acts.openHome("U0JBLOW");
  expect(later.map(({ delayMs }) => delayMs)).toEqual([0]);
});
