import { afterEach, beforeEach, expect, test } from "vitest";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { aWorkspace, button, clientOf, section } from "./a-workspace.ts";

let slack: LocalSlack;
let nowMs = 1_790_001_800_000;
beforeEach(async () => {
  slack = await aWorkspace({ clock: () => nowMs });
});
afterEach(() => slack.close());

async function aCommand(): Promise<string> {
  const { delivery } = await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "/batch status" });
  for (const { id } of slack.ephemerals("U0JBLOW")) expect(id).toBeDefined();
  return String(delivery?.payload.response_url);
}

async function aClick(): Promise<{ url: string; ts: string }> {
  const { ts } = await clientOf(slack).chat.postMessage({
    channel: "C0PETERS",
    text: "a job",
    blocks: [section("a job", { accessory: button("go", "1") })] as never,
  });
  const { payload } = await slack.acts.click("U0JBLOW", {
    channel: "C0PETERS",
    ts: String(ts),
    actionId: "go",
  });
  return { url: String(payload.response_url), ts: String(ts) };
}

async function send(url: string, body: object) {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...((await response.json()) as object) };
}
const answers = () => slack.ephemerals("U0JBLOW").filter(({ from }) => from === "U0BATCH");

test("it takes five answers, private unless said otherwise", async () => {
  const url = await aCommand();
  for (const text of ["1", "2", "3", "4"])
    expect(await send(url, { text })).toEqual({ status: 200, ok: true });
  await send(url, { text: "5", response_type: "in_channel" });
  expect(await send(url, { text: "6" })).toEqual({ status: 404, ok: false, error: "used_url" });
  expect(answers().map(({ text }) => text)).toEqual(["1", "2", "3", "4"]);
  expect(slack.messages("C0PETERS").map(({ text }) => text)).toEqual(["/batch status", "5"]);
});

test("it ends after half an hour", async () => {
  const url = await aCommand();
  nowMs += 30 * 60_000;
  expect(await send(url, { text: "in time" })).toMatchObject({ ok: true });
  nowMs += 1;
  expect(await send(url, { text: "late" })).toEqual({ status: 404, ok: false, error: "expired_url" });
});

test("it replaces and deletes the message clicked on", async () => {
  const { url, ts } = await aClick();
  await send(url, { text: "changed", replace_original: true });
  expect(slack.messages("C0PETERS")).toMatchObject([{ ts, text: "changed", edited: true }]);
  await send(url, { text: "beside", replace_original: false });
  expect(answers()).toMatchObject([{ text: "beside" }]);
  await send(url, { delete_original: true });
  expect(slack.messages("C0PETERS")).toEqual([]);
});

test("a private answer can be replaced but never shown to all", async () => {
  const url = await aCommand();
  await send(url, { text: "private" });
  await send(url, { text: "still private", replace_original: true, response_type: "in_channel" });
  expect(answers().map(({ text }) => text)).toEqual(["still private"]);
  expect(slack.messages("C0PETERS")).toEqual([]);
});

test("it answers in a thread where told", async () => {
  const { url, ts } = await aClick();
  await send(url, { text: "in the thread", thread_ts: ts, replace_original: false });
  expect(answers()).toMatchObject([{ threadTs: ts }]);
});

test("what a message may not contain is refused here too, and nobody sees it", async () => {
  const url = await aCommand();
  expect(await send(url, { text: "x", blocks: [{ type: "banner" }] })).toMatchObject({
    status: 400,
    error: "invalid_blocks",
  });
  expect(await send(url, {})).toMatchObject({ status: 400, error: "no_text" });
  expect(await send(url.replace(/.$/, "_"), { text: "x" })).toMatchObject({
    status: 404,
    error: "invalid_url",
  });
  expect(answers()).toEqual([]);
});

test("it works where the bot is not a member", async () => {
  const { delivery } = await slack.acts.types("U0JBLOW", { channel: "C0OPEN", text: "/batch status" });
  await send(String(delivery?.payload.response_url), { text: "here too" });
  expect(answers()).toMatchObject([{ channel: "C0OPEN", text: "here too" }]);
});
