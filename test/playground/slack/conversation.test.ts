import { afterEach, beforeEach, expect, test } from "vitest";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { aBot, type Bot } from "./a-bot.ts";
import { aWorkspace, button, section } from "./a-workspace.ts";

let slack: LocalSlack;
let bot: Bot | undefined;

beforeEach(async () => {
  slack = await aWorkspace({ unfurlDomains: ["console.aws.amazon.com"] });
});
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  await slack.close();
});

test("a command reaches Bolt with names and addresses marked, and its answer is private", async () => {
  let heard: Record<string, string> = {};
  bot = await aBot(slack, (app) => {
    app.command("/batch", async ({ ack, command, respond }) => {
      heard = command as never;
      await ack();
      await respond({ text: "looking", response_type: "ephemeral" });
    });
  });
  const { delivery } = await slack.acts.types("U0JBLOW", {
    channel: "C0PETERS",
    text: '/batch submit --for @upeters --in #peters-lab --out s3://bucket/a?b=1&c=2 --then "a && b < c"',
  });
  expect(delivery?.status).toBe(200);
  expect(heard.text).toBe(
    'submit --for <@U0PETERS|upeters> --in <#C0PETERS|peters-lab> --out <s3://bucket/a?b=1&amp;c=2> --then "a &amp;&amp; b &lt; c"',
  );
  expect(heard).toMatchObject({
    user_id: "U0JBLOW",
    channel_id: "C0PETERS",
    channel_name: "peters-lab",
    command: "/batch",
  });
  const answer = await slack.waitFor(() => slack.ephemerals("U0JBLOW")[0], { timeoutMs: 2000 });
  expect(answer).toMatchObject({ text: "looking", channel: "C0PETERS", from: "U0BATCH" });
  expect(slack.messages("C0PETERS")).toEqual([]);
});

test("a command answered for all shows the typed line before the answer", async () => {
  bot = await aBot(slack, (app) => {
    app.command("/batch", async ({ ack }) => ack({ text: "for all", response_type: "in_channel" }));
  });
  await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "/batch status" });
  expect(slack.messages("C0PETERS").map(({ user, text }) => [user, text])).toEqual([
    ["U0JBLOW", "/batch status"],
    ["U0BATCH", "for all"],
  ]);
});

test("a command in a thread is refused by Slack and never reaches the bot", async () => {
  const { message } = await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "hello" });
  const typed = await slack.acts.types("U0JBLOW", {
    channel: "C0PETERS",
    threadTs: message?.ts ?? "",
    text: "/batch status",
  });
  expect(typed).toEqual({ refusal: "/batch is not supported in threads. Sorry!" });
  expect(slack.ephemerals("U0JBLOW")).toMatchObject([{ from: "USLACKBOT", threadTs: message?.ts }]);
  expect(slack.deliveries).toEqual([]);
});

test("what looks like a command but is none is refused by Slack", async () => {
  const typed = await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "/bath status" });
  expect(typed).toEqual({ refusal: "/bath is not a valid command." });
  expect(slack.messages("C0PETERS")).toEqual([]);
});

test("a command nobody handles is shown as failed to the one who typed it, after three seconds", async () => {
  bot = await aBot(slack, () => {});
  const { delivery } = await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "/batch status" });
  expect(delivery).toMatchObject({ ok: false, shown: "/batch failed because the app did not respond" });
  expect(delivery?.durationMs).toBeGreaterThan(2900);
  expect(slack.ephemerals("U0JBLOW")).toMatchObject([
    { text: "/batch failed because the app did not respond" },
  ]);
  expect(slack.deliveries).toHaveLength(1);
});

test("a mention is a message and an event; without the bot in the channel it is only a message", async () => {
  const heard: string[] = [];
  bot = await aBot(slack, (app) => {
    app.event("app_mention", async ({ event, say }) => {
      heard.push(event.text);
      await say({ text: "yes?", thread_ts: event.thread_ts ?? event.ts });
    });
  });
  const { message } = await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "@Batchmate status" });
  await slack.waitFor(() => slack.thread("C0PETERS", message?.ts ?? "").length === 2, { timeoutMs: 2000 });
  const elsewhere = await slack.acts.types("U0JBLOW", { channel: "C0OPEN", text: "@Batchmate status" });
  expect(elsewhere.delivery).toBeUndefined();
  expect(heard).toEqual(["<@U0BATCH> status"]);
});

test("a word in a direct message comes as message.im", async () => {
  const heard: unknown[] = [];
  bot = await aBot(slack, (app) => {
    app.message(async ({ event, say }) => {
      heard.push((event as { channel_type: string }).channel_type);
      await say("hello");
    });
  });
  await slack.acts.types("U0JBLOW", { channel: "D0JBLOW", text: "hi @Batchmate" });
  await slack.waitFor(() => slack.dms("U0JBLOW").length === 2, { timeoutMs: 2000 });
  expect(heard).toEqual(["im"]);
});

test("a click carries the message, its container and a response_url that changes it in place", async () => {
  const bodies: Record<string, unknown>[] = [];
  bot = await aBot(slack, (app) => {
    app.action("cancel", async ({ ack, body, respond }) => {
      bodies.push(body as never);
      await ack();
      await respond({ text: "cancelled", replace_original: true });
    });
  });
  const posted = await bot.app.client.chat.postMessage({
    channel: "C0PETERS",
    text: "a job",
    blocks: [{ type: "actions", elements: [button("cancel", "draft-1")] }] as never,
  });
  const delivery = await slack.acts.click("U0PETERS", {
    channel: "C0PETERS",
    ts: String(posted.ts),
    actionId: "cancel",
  });
  expect(delivery.status).toBe(200);
  expect(bodies[0]).toMatchObject({
    type: "block_actions",
    user: { id: "U0PETERS", team_id: "T0HUTCH" },
    channel: { id: "C0PETERS", name: "peters-lab" },
    container: { type: "message", message_ts: posted.ts, channel_id: "C0PETERS", is_ephemeral: false },
    message: { ts: posted.ts, bot_id: "B0BATCH" },
    actions: [{ type: "button", action_id: "cancel", value: "draft-1" }],
  });
  await slack.waitFor(() => slack.messages("C0PETERS")[0]?.text === "cancelled", { timeoutMs: 2000 });
  expect(slack.messages("C0PETERS")[0]?.blocks).toBeUndefined();
});

test("a click on a private answer carries no message, and may take the answer away", async () => {
  const bodies: Record<string, unknown>[] = [];
  bot = await aBot(slack, (app) => {
    app.command("/batch", async ({ ack }) =>
      ack({ text: "really?", blocks: [section("really?", { accessory: button("yes", "1") })] as never }),
    );
    app.action("yes", async ({ ack, body, respond }) => {
      bodies.push(body as never);
      await ack();
      await respond({ delete_original: true });
    });
  });
  await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "/batch cancel 1" });
  const [ephemeral] = slack.ephemerals("U0JBLOW");
  await slack.acts.click("U0JBLOW", { ephemeralId: ephemeral?.id ?? "", actionId: "yes" });
  await slack.waitFor(() => slack.ephemerals("U0JBLOW").length === 0, { timeoutMs: 2000 });
  expect(bodies[0]).toMatchObject({ container: { is_ephemeral: true, message_ts: ephemeral?.ts } });
  expect(bodies[0]).not.toHaveProperty("message");
});

test("one person cannot click what another alone sees", async () => {
  bot = await aBot(slack, (app) => {
    app.command("/batch", async ({ ack }) =>
      ack({ text: "really?", blocks: [section("really?", { accessory: button("yes", "1") })] as never }),
    );
  });
  await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "/batch cancel 1" });
  const ephemeralId = slack.ephemerals("U0JBLOW")[0]?.id ?? "";
  await expect(slack.acts.click("U0PETERS", { ephemeralId, actionId: "yes" })).rejects.toThrow(
    "sees no private answer",
  );
});

test("a click the bot answers with an error is shown as lost to that person alone", async () => {
  bot = await aBot(slack, (app) => {
    app.action("break", async () => {
      throw new Error("broken");
    });
  });
  const { ts } = await bot.app.client.chat.postMessage({
    channel: "C0PETERS",
    text: "a job",
    blocks: [{ type: "actions", elements: [button("break", "1")] }] as never,
  });
  const delivery = await slack.acts.click("U0JBLOW", {
    channel: "C0PETERS",
    ts: String(ts),
    actionId: "break",
  });
  expect(delivery.status).toBe(500);
  expect(slack.toasts("U0JBLOW")).toEqual(["Batchmate did not respond. Try again?"]);
  expect(slack.toasts("U0PETERS")).toEqual([]);
});

test("a menu that asks for options gets them while one types", async () => {
  bot = await aBot(slack, (app) => {
    app.options("queue", async ({ ack, options }) =>
      ack({ options: [{ text: { type: "plain_text", text: `${options.value}-queue` }, value: "q1" }] }),
    );
  });
  const menu = { type: "external_select", action_id: "queue", min_query_length: 1 };
  const { ts } = await bot.app.client.chat.postMessage({
    channel: "C0PETERS",
    text: "choose",
    blocks: [section("choose", { accessory: menu })] as never,
  });
  const suggested = await slack.acts.suggest("U0JBLOW", {
    channel: "C0PETERS",
    ts: String(ts),
    actionId: "queue",
    value: "hi",
  });
  expect(suggested.options).toEqual([{ text: { type: "plain_text", text: "hi-queue" }, value: "q1" }]);
});

test("shortcuts, Home, membership and deactivation reach the bot", async () => {
  const heard: string[] = [];
  bot = await aBot(slack, (app) => {
    app.shortcut("from_message", async ({ ack, shortcut }) => {
      heard.push(`${shortcut.type} ${(shortcut as { message: { text: string } }).message.text}`);
      await ack();
    });
    app.shortcut("anywhere", async ({ ack, shortcut }) => {
      heard.push(shortcut.type);
      await ack();
    });
    app.event("app_home_opened", async ({ event }) => void heard.push(`home ${event.user} ${event.channel}`));
    app.event("member_joined_channel", async ({ event }) => void heard.push(`joined ${event.user}`));
    app.event("member_left_channel", async ({ event }) => void heard.push(`left ${event.user}`));
    app.event("user_change", async ({ event }) => void heard.push(`deleted ${event.user.deleted}`));
    app.event("link_shared", async ({ event }) => void heard.push(`link ${event.links[0]?.domain}`));
  });
  const { message } = await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "look here" });
  await slack.acts.messageShortcut("U0JBLOW", {
    callbackId: "from_message",
    channel: "C0PETERS",
    ts: message?.ts ?? "",
  });
  await slack.acts.globalShortcut("U0JBLOW", "anywhere");
  await slack.acts.openHome("U0JBLOW");
  await slack.acts.joins("U0GUEST", "C0PETERS");
  await slack.acts.leaves("U0GUEST", "C0PETERS");
  await slack.acts.pasteLink(
    "U0JBLOW",
    "C0PETERS",
    "https://us-west-2.console.aws.amazon.com/batch/home#jobs",
  );
  await slack.acts.deactivates("U0GUEST");
  await slack.waitFor(() => heard.length === 7, { timeoutMs: 2000 });
  expect(heard).toEqual([
    "message_action look here",
    "shortcut",
    "home U0JBLOW D0JBLOW",
    "joined U0GUEST",
    "left U0GUEST",
    "link us-west-2.console.aws.amazon.com",
    "deleted true",
  ]);
  await expect(slack.acts.types("U0GUEST", { channel: "C0OPEN", text: "hi" })).rejects.toThrow("deactivated");
});

test("a workflow step ends with its outputs or its error", async () => {
  bot = await aBot(slack, (app) => {
    app.function("run_job", async ({ inputs, complete, fail }) => {
      if (inputs.name === "bad") await fail({ error: "no such job" });
      else await complete({ outputs: { job: "j1" } });
    });
  });
  const good = await slack.acts.runStep({ callbackId: "run_job", inputs: { name: "good" } });
  const bad = await slack.acts.runStep({ callbackId: "run_job", inputs: { name: "bad" } });
  await slack.waitFor(() => slack.steps().every(({ state }) => state !== "running"), { timeoutMs: 2000 });
  expect(good.step).toMatchObject({ state: "completed", outputs: { job: "j1" } });
  expect(bad.step).toMatchObject({ state: "failed", error: "no such job" });
});
