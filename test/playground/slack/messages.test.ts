import type { ChatPostMessageResponse, WebClient } from "@slack/web-api";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { aWorkspace, button, clientOf, refusalOf, section } from "./a-workspace.ts";

let slack: LocalSlack;
let client: WebClient;
beforeEach(async () => {
  slack = await aWorkspace();
  client = clientOf(slack);
});
afterEach(() => slack.close());

const say = (args: Record<string, unknown>): Promise<ChatPostMessageResponse> =>
  client.apiCall("chat.postMessage", { channel: "C0PETERS", ...args });

test("times of messages are unique and ordered while the clock stands still", async () => {
  await slack.close();
  slack = await aWorkspace({ clock: () => 1_790_001_800_000 });
  client = clientOf(slack);
  const posted = [await say({ text: "a" }), await say({ text: "b" }), await say({ text: "c" })];
  expect(posted.map(({ ts }) => ts)).toEqual(["1790001800.000100", "1790001800.000200", "1790001800.000300"]);
});

test("metadata comes back only when asked for, and stays when an update says nothing of it", async () => {
  const metadata = { event_type: "batchmate", event_payload: { kind: "card", notice: "n1" } };
  const { ts } = await say({ text: "card", metadata });
  await client.chat.update({ channel: "C0PETERS", ts: String(ts), text: "card 2" });
  const plain = await client.conversations.history({ channel: "C0PETERS" });
  const full = await client.conversations.history({ channel: "C0PETERS", include_all_metadata: true });
  expect(plain.messages?.[0]).not.toHaveProperty("metadata");
  expect(full.messages?.[0]).toMatchObject({ text: "card 2", metadata });
  await client.apiCall("chat.update", { channel: "C0PETERS", ts, text: "card 3", metadata: {} });
  expect(slack.messages("C0PETERS")[0]).not.toHaveProperty("metadata");
});

test("an update with text alone removes the blocks and marks the message edited, one with blocks does not", async () => {
  const { ts } = await say({ text: "card", blocks: [section("card")] });
  const at = { channel: "C0PETERS", ts: String(ts) };
  await client.chat.update({ ...at, text: "card", blocks: [section("changed")] as never });
  expect(slack.messages("C0PETERS")[0]).not.toHaveProperty("edited");
  await client.chat.update({ ...at, text: "only text" });
  expect(slack.messages("C0PETERS")[0]).toMatchObject({ text: "only text", edited: true });
  expect(slack.messages("C0PETERS")[0]).not.toHaveProperty("blocks");
});

test("a thread is its first message and its replies, page by page", async () => {
  const { ts } = await say({ text: "first" });
  for (const text of ["1", "2", "3"]) await say({ text, thread_ts: ts });
  const one = await client.conversations.replies({ channel: "C0PETERS", ts: String(ts), limit: 2 });
  const two = await client.conversations.replies({
    channel: "C0PETERS",
    ts: String(ts),
    limit: 2,
    cursor: one.response_metadata?.next_cursor ?? "",
  });
  expect(one.messages?.map(({ text }) => text)).toEqual(["first", "1"]);
  expect(two.messages?.map(({ text }) => text)).toEqual(["2", "3"]);
  expect([one.has_more, two.has_more]).toEqual([true, false]);
  expect(one.messages?.[0]).toMatchObject({ reply_count: 3, thread_ts: ts });
});

test("history shows the channel without its threads, newest first, between two times", async () => {
  const { ts } = await say({ text: "a" });
  await say({ text: "reply", thread_ts: ts });
  await say({ text: "shown", thread_ts: ts, reply_broadcast: true });
  await say({ text: "b" });
  const all = await client.conversations.history({ channel: "C0PETERS" });
  expect(all.messages?.map(({ text }) => text)).toEqual(["b", "shown", "a"]);
  const later = await client.conversations.history({ channel: "C0PETERS", oldest: String(ts) });
  expect(later.messages?.map(({ text }) => text)).toEqual(["b", "shown"]);
  const from = await client.conversations.history({
    channel: "C0PETERS",
    oldest: String(ts),
    inclusive: true,
  });
  expect(from.messages).toHaveLength(3);
});

test("a post to a person lands in the direct message with that person", async () => {
  const posted = await say({ channel: "U0JBLOW", text: "hello" });
  expect(posted.channel).toBe("D0JBLOW");
  expect(slack.dms("U0JBLOW")).toMatchObject([{ text: "hello" }]);
});

test("a deleted first message leaves a mark where it has replies, a lone one vanishes", async () => {
  const { ts } = await say({ text: "first" });
  await say({ text: "reply", thread_ts: ts });
  const lone = await say({ text: "lone" });
  await client.chat.delete({ channel: "C0PETERS", ts: String(ts) });
  await client.chat.delete({ channel: "C0PETERS", ts: String(lone.ts) });
  expect(slack.messages("C0PETERS").map(({ text, deleted }) => [text, deleted])).toEqual([
    ["This message was deleted.", true],
    ["reply", undefined],
  ]);
  await expect(
    refusalOf(client.chat.update({ channel: "C0PETERS", ts: String(ts), text: "x" })),
  ).resolves.toMatchObject({
    error: "message_not_found",
  });
});

test("a long text is cut with a warning", async () => {
  const posted = await say({ text: "x".repeat(40_001) });
  expect(posted.warning).toBe("message_truncated");
  expect(slack.messages("C0PETERS")[0]?.text).toHaveLength(40_000);
});

const words = "x".repeat(2900);
test.each<[string, string, Record<string, unknown>]>([
  ["an unknown channel", "channel_not_found", { channel: "C0NONE", text: "x" }],
  ["a private channel without the bot", "channel_not_found", { channel: "C0SECRET", text: "x" }],
  ["a channel the bot has not joined", "not_in_channel", { channel: "C0OPEN", text: "x" }],
  ["nothing to say", "no_text", { text: "" }],
  ["a thread that is not there", "thread_not_found", { text: "x", thread_ts: "1.000001" }],
  ["an unknown block", "invalid_blocks", { text: "x", blocks: [{ type: "banner" }] }],
  ["blocks that are no list", "invalid_blocks_format", { text: "x", blocks: "[oh" }],
  [
    "blocks too long together",
    "msg_blocks_too_long",
    { text: "x", blocks: [1, 2, 3, 4, 5].map(() => section(words)) },
  ],
  ["metadata without a type", "invalid_metadata_format", { text: "x", metadata: { event_payload: {} } }],
  [
    "metadata too large",
    "metadata_too_large",
    { text: "x", metadata: { event_type: "a", event_payload: { a: "y".repeat(16_000) } } },
  ],
])("a post with %s is refused as %s", async (_what, error, args) => {
  expect(await refusalOf(say(args))).toMatchObject({ error });
  expect(slack.messages("C0PETERS")).toEqual([]);
});

test("a refused block names the place of the mistake", async () => {
  const { messages } = await refusalOf(say({ text: "x", blocks: [section("y".repeat(3001))] }));
  expect(messages).toEqual(["[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"]);
});

test("an archived channel takes no post and no update", async () => {
  const { ts } = await say({ text: "before" });
  slack.faults.archive("C0PETERS");
  expect(await refusalOf(say({ text: "x" }))).toMatchObject({ error: "is_archived" });
  expect(
    await refusalOf(client.chat.update({ channel: "C0PETERS", ts: String(ts), text: "x" })),
  ).toMatchObject({
    error: "is_archived",
  });
  slack.faults.unarchive("C0PETERS");
  expect((await say({ text: "after" })).ok).toBe(true);
});

test("what another wrote cannot be changed, and a text of an update has its limit", async () => {
  const { message } = await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "mine" });
  const theirs = { channel: "C0PETERS", ts: message?.ts ?? "" };
  const { ts } = await say({ text: "own" });
  expect(await refusalOf(client.chat.update({ ...theirs, text: "x" }))).toMatchObject({
    error: "cant_update_message",
  });
  expect(await refusalOf(client.chat.delete(theirs))).toMatchObject({ error: "cant_delete_message" });
  expect(
    await refusalOf(client.chat.update({ channel: "C0PETERS", ts: String(ts), text: "x".repeat(4001) })),
  ).toMatchObject({ error: "msg_too_long" });
});

test("a private answer is for one who is in the channel", async () => {
  const whisper = (user: string) => client.chat.postEphemeral({ channel: "C0PETERS", user, text: "psst" });
  expect(await refusalOf(whisper("U0GUEST"))).toMatchObject({ error: "user_not_in_channel" });
  expect(await refusalOf(whisper("U0NONE"))).toMatchObject({ error: "user_not_found" });
  await whisper("U0JBLOW");
  expect(slack.ephemerals("U0JBLOW")).toMatchObject([{ text: "psst" }]);
  expect(slack.ephemerals("U0PETERS")).toEqual([]);
});

test("tokens are looked at before anything else", async () => {
  const wrong = clientOf(slack, { token: "xoxb-wrong" });
  expect(await refusalOf(wrong.auth.test())).toMatchObject({ error: "invalid_auth" });
  const none = await fetch(`${slack.apiUrl}auth.test`, { method: "POST" });
  expect(await none.json()).toMatchObject({ ok: false, error: "not_authed" });
  slack.faults.revokeToken();
  expect(await refusalOf(client.auth.test())).toMatchObject({ error: "token_revoked" });
});

test("with given scopes a method outside them is refused with what it needs", async () => {
  await slack.close();
  slack = await aWorkspace({ scopes: ["commands", "chat:write"] });
  client = clientOf(slack);
  expect((await say({ text: "x" })).response_metadata?.scopes).toEqual(["commands", "chat:write"]);
  await expect(client.users.list({})).rejects.toMatchObject({
    data: { error: "missing_scope", needed: "users:read", provided: "commands,chat:write" },
  });
});

test("JSON bodies and multipart are understood as forms are", async () => {
  const headers = { authorization: "Bearer xoxb-local-bot" };
  const blocks = [section("hello", { accessory: button("go", "1") })];
  const asJson = await fetch(`${slack.apiUrl}chat.postMessage`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify({ channel: "C0PETERS", text: "json", blocks }),
  });
  const form = new FormData();
  form.set("channel", "C0PETERS");
  form.set("text", "multipart");
  form.set("blocks", JSON.stringify(blocks));
  const asForm = await fetch(`${slack.apiUrl}chat.postMessage`, { method: "POST", headers, body: form });
  expect([await asJson.json(), await asForm.json()]).toMatchObject([{ ok: true }, { ok: true }]);
  expect(slack.messages("C0PETERS").map(({ text, blocks }) => [text, blocks?.length])).toEqual([
    ["json", 1],
    ["multipart", 1],
  ]);
});

test("people, channels and links between them are as they were set up", async () => {
  const { user } = await client.users.lookupByEmail({ email: "GUEST@example.com" });
  expect(user).toMatchObject({ id: "U0GUEST", is_restricted: true, deleted: false });
  expect((await client.conversations.info({ channel: "C0SHARED" })).channel).toMatchObject({
    is_ext_shared: true,
  });
  expect((await client.conversations.info({ channel: "D0JBLOW" })).channel).toMatchObject({
    is_im: true,
    user: "U0JBLOW",
  });
  expect((await client.conversations.info({ channel: "C0OPEN" })).channel).toMatchObject({
    is_member: false,
  });
  const { ts } = await say({ text: "x" });
  const { permalink } = await client.chat.getPermalink({ channel: "C0PETERS", message_ts: String(ts) });
  expect(permalink).toBe(`https://fredhutch.slack.com/archives/C0PETERS/p${String(ts).replace(".", "")}`);
});
