import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Change, LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { aBot, type Bot } from "./a-bot.ts";
import { aWorkspace, button, clientOf, modal, section, textInput } from "./a-workspace.ts";

let slack: LocalSlack;
let bot: Bot;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "page-"));
  await writeFile(join(folder, "index.html"), "<!doctype html><title>play</title>");
  await writeFile(join(folder, "page.js"), "export {};");
  slack = await aWorkspace({ page: { folder } });
  bot = await aBot(slack, (app) => {
    app.command("/batch", async ({ ack, client, command }) => {
      await ack({
        text: "private",
        blocks: [section("private", { accessory: button("yes", "1") })] as never,
      });
      await client.views.open({ trigger_id: command.trigger_id, view: modal("Form", [textInput("name")]) });
    });
    app.action("yes", async ({ ack, respond }) => {
      await ack();
      await respond({ delete_original: true });
    });
    app.view("form", async ({ ack }) => ack());
    app.options("queue", async ({ ack, options }) =>
      ack({ options: [{ text: { type: "plain_text", text: options.value }, value: "q" }] }),
    );
    app.event("app_home_opened", async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: "home", blocks: [section("Welcome")] as never },
      });
    });
  });
});
afterEach(async () => {
  await bot.stop();
  await slack.close();
  await rm(folder, { recursive: true });
});

async function get(path: string) {
  const response = await fetch(slack.url + path);
  return (await response.json()) as Record<string, never>;
}
async function act(path: string, body: object) {
  const response = await fetch(`${slack.url}/play/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return (await response.json()) as Record<string, unknown>;
}
const stateOf = (person: string) => get(`/play/state?as=${person}`) as Promise<Record<string, unknown>>;

/** What the stream brings a person, and how to wait for it. */
async function streamOf(person: string) {
  const abort = new AbortController();
  const response = await fetch(`${slack.url}/play/stream?as=${person}`, { signal: abort.signal });
  const reader = (response.body as ReadableStream<Uint8Array>)
    .pipeThrough(new TextDecoderStream())
    .getReader();
  const seen: Change[] = [];
  let rest = "";
  return {
    seen,
    close: () => abort.abort(),
    async until(type: string): Promise<Change> {
      for (;;) {
        const found = seen.find((change) => change.type === type);
        if (found) return found;
        const { value = "", done } = await reader.read();
        if (done) throw new Error(`the stream ended without ${type}`);
        const events = (rest + value).split("\n\n");
        rest = events.pop() ?? "";
        for (const event of events) if (event.startsWith("data: ")) seen.push(JSON.parse(event.slice(6)));
      }
    },
  };
}

function statusFor(headers: Record<string, string>, path = "/play/people"): Promise<number | undefined> {
  const method = /^\/(play\/people|\?.*)?$/.test(path) ? "GET" : "POST";
  return new Promise((resolve, reject) => {
    request(slack.url + path, { headers, method }, ({ statusCode }) => resolve(statusCode))
      .on("error", reject)
      .end();
  });
}

test("the page is served with a policy that lets nothing in from elsewhere", async () => {
  const page = await fetch(`${slack.url}/`);
  expect(await page.text()).toContain("<title>play</title>");
  expect(page.headers.get("content-security-policy")).toBe("default-src 'self'");
  expect(page.headers.get("cache-control")).toBe("no-store");
  expect((await fetch(`${slack.url}/page.js`)).headers.get("content-type")).toContain("text/javascript");
  for (const path of ["/none.js", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/package.json"]) {
    expect((await fetch(slack.url + path)).status).toBe(404);
  }
});

test("a foreign host name, a foreign page and a form of another site are refused", async () => {
  const { host } = new URL(slack.url);
  expect(await statusFor({ host: "evil.example" })).toBe(403);
  expect(await statusFor({ origin: "https://evil.example" })).toBe(403);
  expect(await statusFor({ origin: "null" })).toBe(403);
  expect(await statusFor({ origin: `https://${host}` })).toBe(403);
  expect(await statusFor({ origin: `http://${host}` })).toBe(200);
  expect(await statusFor({ origin: "https://evil.example" }, "/api/auth.test")).toBe(403);
  expect(await statusFor({ "content-type": "text/plain" }, "/play/type")).toBe(415);
});

test("another site may link to the page, and ask for nothing else, even without an origin", async () => {
  const picture = { "sec-fetch-mode": "no-cors", "sec-fetch-dest": "image" };
  const link = { "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };
  for (const site of ["cross-site", "same-site"]) {
    const from = { "sec-fetch-site": site };
    expect(await statusFor({ ...from, ...picture })).toBe(403);
    expect(await statusFor({ ...from, ...picture }, "/")).toBe(403);
    expect(await statusFor({ ...from, ...link })).toBe(403);
    expect(await statusFor({ ...from, ...link }, "/?as=U0JBLOW&scenario=hello")).toBe(200);
  }
  for (const site of ["same-origin", "none"])
    expect(await statusFor({ "sec-fetch-site": site, ...picture })).toBe(200);
});

test("everyone is listed, private channels are not", async () => {
  const people = await get("/play/people");
  expect(people).toMatchObject({
    command: "/batch",
    bot: { name: "Batchmate" },
    people: [{ id: "U0JBLOW" }, { id: "U0PETERS" }, { id: "U0GUEST" }],
    channels: [{ id: "C0PETERS" }, { id: "C0OPEN" }, { id: "C0SHARED" }],
    offers: [],
  });
  expect(JSON.stringify(people)).not.toContain("xoxb-");
});

test("each person sees their own channels, private answers and forms, and nobody else's", async () => {
  await clientOf(slack).chat.postMessage({
    channel: "C0PETERS",
    text: "a job",
    metadata: { event_type: "batchmate", event_payload: { kind: "card" } },
  });
  await act("type", { as: "U0JBLOW", channel: "C0PETERS", text: "/batch submit" });
  await slack.waitFor(() => slack.views("U0JBLOW").length === 1, { timeoutMs: 2000 });
  const mine = await stateOf("U0JBLOW");
  const hers = await stateOf("U0PETERS");
  const guest = await stateOf("U0GUEST");
  expect(mine).toMatchObject({
    me: { id: "U0JBLOW" },
    messages: { C0PETERS: [{ text: "a job", isBot: true, user: "U0BATCH" }] },
    ephemerals: [{ text: "private", channel: "C0PETERS" }],
    views: [{ type: "modal", callback_id: "form", title: { text: "Form" } }],
    home: null,
    users: { U0BATCH: { name: "batchmate", isBot: true } },
  });
  expect(JSON.stringify(mine)).not.toContain("event_payload");
  expect(hers).toMatchObject({ ephemerals: [], views: [] });
  expect((guest.channels as { id: string }[]).map(({ id }) => id)).toEqual(["C0OPEN", "D0GUEST"]);
  expect(guest.messages).not.toHaveProperty("C0PETERS");
});

test("the stream brings what one person may see, as it happens", async () => {
  const mine = await streamOf("U0JBLOW");
  const guests = await streamOf("U0GUEST");
  await act("type", { as: "U0JBLOW", channel: "C0PETERS", text: "hello" });
  await act("type", { as: "U0JBLOW", channel: "C0PETERS", text: "/batch submit" });
  await act("home", { as: "U0JBLOW" });
  expect(await mine.until("message")).toMatchObject({ message: { channel: "C0PETERS", text: "hello" } });
  expect(await mine.until("ephemeral")).toMatchObject({ ephemeral: { text: "private" } });
  expect(await mine.until("views")).toMatchObject({ views: [{ callback_id: "form" }] });
  expect(await mine.until("home")).toMatchObject({ home: { type: "home" } });
  await act("type", { as: "U0GUEST", channel: "C0OPEN", text: "for the guest" });
  await guests.until("message");
  expect(guests.seen).toMatchObject([{ type: "message", message: { text: "for the guest" } }]);
  mine.close();
  guests.close();
});

test("clicking, submitting, closing and asking for options work from the page", async () => {
  await act("type", { as: "U0JBLOW", channel: "C0PETERS", text: "/batch submit" });
  const view = await slack.waitFor(() => slack.views("U0JBLOW")[0], { timeoutMs: 2000 });
  expect(await act("submit", { as: "U0JBLOW", viewId: view.id, values: {} })).toEqual({
    ok: true,
    errors: { name: "Please complete this required field." },
  });
  const values = { name: { text: { type: "plain_text_input", value: "align" } } };
  expect(await act("submit", { as: "U0JBLOW", viewId: view.id, values })).toEqual({ ok: true });
  expect(slack.views("U0JBLOW")).toEqual([]);
  expect(await act("close", { as: "U0JBLOW", viewId: view.id })).toMatchObject({ ok: false });

  const [ephemeral] = slack.ephemerals("U0JBLOW");
  const container = { kind: "ephemeral", id: ephemeral?.id };
  const stream = await streamOf("U0JBLOW");
  expect(await act("click", { as: "U0PETERS", container, actionId: "yes" })).toMatchObject({ ok: false });
  expect(await act("click", { as: "U0JBLOW", container, actionId: "yes", state: { values: {} } })).toEqual({
    ok: true,
  });
  expect(await stream.until("ephemeral_removed")).toEqual({ type: "ephemeral_removed", id: ephemeral?.id });
  stream.close();

  const { ts } = await clientOf(slack).chat.postMessage({
    channel: "C0PETERS",
    text: "choose",
    blocks: [section("choose", { accessory: { type: "external_select", action_id: "queue" } })] as never,
  });
  const message = { kind: "message", channel: "C0PETERS", ts };
  expect(
    await act("suggest", { as: "U0JBLOW", container: message, actionId: "queue", value: "hi" }),
  ).toMatchObject({
    ok: true,
    options: [{ value: "q" }],
  });
});

test("what no Slack knows of is told to every page, and to those that come later", async () => {
  slack.tellBeyond({ faults: 1, runs: [] });
  const stream = await streamOf("U0GUEST");
  slack.tellBeyond({ faults: 2 });
  expect(await stream.until("beyond")).toEqual({ type: "beyond", beyond: { faults: 2 } });
  expect(await stateOf("U0JBLOW")).toMatchObject({ beyond: { faults: 2, runs: [] } });
  stream.close();
});

test("someone who comes into a channel sees it, someone who leaves does not", async () => {
  await act("type", { as: "U0JBLOW", channel: "C0PETERS", text: "hello" });
  await slack.acts.joins("U0GUEST", "C0PETERS");
  expect((await stateOf("U0GUEST")).messages).toHaveProperty("C0PETERS");
  const stream = await streamOf("U0GUEST");
  await slack.acts.leaves("U0GUEST", "C0PETERS");
  expect(await stream.until("channel")).toMatchObject({ channel: { id: "C0PETERS" }, removed: true });
  expect((await stateOf("U0GUEST")).messages).not.toHaveProperty("C0PETERS");
  stream.close();
});
