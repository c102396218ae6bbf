import { afterAll, beforeAll, expect, test } from "vitest";
import { coverage } from "../../../src/playground/slack/coverage.ts";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { appToken, aWorkspace, botToken, clientOf, modal, section, signingSecret } from "./a-workspace.ts";

let slack: LocalSlack;
beforeAll(async () => {
  slack = await aWorkspace({ userGroups: [{ id: "S0LAB", handle: "lab", name: "Lab", users: ["U0JBLOW"] }] });
});
afterAll(() => slack.close());

async function aMessage(text: string): Promise<string> {
  const { message } = await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text });
  return message?.ts ?? "";
}
const ownMessage = async () =>
  (await clientOf(slack).chat.postMessage({ channel: "C0PETERS", text: "mine" })).ts ?? "";
const trigger = async () => {
  const { delivery } = await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "/batch" });
  return String(delivery?.payload.trigger_id);
};
async function aFile(): Promise<string> {
  const given = await clientOf(slack).files.getUploadURLExternal({ filename: "a.log", length: 3 });
  await fetch(given.upload_url ?? "", { method: "POST", body: "abc" });
  return given.file_id ?? "";
}
const step = async () => (await slack.acts.runStep({ callbackId: "run", inputs: {} })).step.id;
const view = modal("A form", [section("hello")], { submit: undefined });
const home = { type: "home", blocks: [section("hello")] };

/** How the real client calls each method so that it succeeds. */
const examples: Record<string, () => Promise<Record<string, unknown>> | Record<string, unknown>> = {
  "api.test": () => ({}),
  "apps.connections.open": () => ({}),
  "auth.test": () => ({}),
  "blocks.validate": () => ({ blocks: [section("fine")] }),
  "chat.postMessage": () => ({ channel: "C0PETERS", text: "hello" }),
  "chat.update": async () => ({ channel: "C0PETERS", ts: await ownMessage(), text: "changed" }),
  "chat.delete": async () => ({ channel: "C0PETERS", ts: await ownMessage() }),
  "chat.postEphemeral": () => ({ channel: "C0PETERS", user: "U0JBLOW", text: "psst" }),
  "chat.getPermalink": async () => ({ channel: "C0PETERS", message_ts: await ownMessage() }),
  "chat.unfurl": async () => ({
    channel: "C0PETERS",
    ts: await aMessage("https://example.org/job"),
    unfurls: { "https://example.org/job": { blocks: [section("a job")] } },
  }),
  "conversations.history": () => ({ channel: "C0PETERS" }),
  "conversations.replies": async () => ({ channel: "C0PETERS", ts: await ownMessage() }),
  "conversations.info": () => ({ channel: "C0PETERS" }),
  "conversations.open": () => ({ users: "U0JBLOW" }),
  "conversations.join": () => ({ channel: "C0OPEN" }),
  "conversations.list": () => ({}),
  "conversations.members": () => ({ channel: "C0PETERS" }),
  "users.info": () => ({ user: "U0JBLOW" }),
  "users.list": () => ({}),
  "users.lookupByEmail": () => ({ email: "jblow@example.org" }),
  "usergroups.list": () => ({}),
  "usergroups.users.list": () => ({ usergroup: "S0LAB" }),
  "team.info": () => ({}),
  "views.open": async () => ({ trigger_id: await trigger(), view }),
  "views.push": async () => ({ trigger_id: await trigger(), view }),
  "views.update": () => ({ view_id: slack.views("U0JBLOW").at(-1)?.id, view }),
  "views.publish": () => ({ user_id: "U0JBLOW", view: home }),
  "files.getUploadURLExternal": () => ({ filename: "a.log", length: 3 }),
  "files.completeUploadExternal": async () => ({ files: [{ id: await aFile() }], channel_id: "C0PETERS" }),
  "files.info": () => ({ file: slack.files().find(({ completed }) => completed)?.id }),
  "files.delete": () => ({ file: slack.files().find(({ completed }) => completed)?.id }),
  "reactions.add": async () => ({
    channel: "C0PETERS",
    timestamp: slack.messages("C0PETERS")[0]?.ts,
    name: "eyes",
  }),
  "reactions.remove": () => ({
    channel: "C0PETERS",
    timestamp: slack.messages("C0PETERS")[0]?.ts,
    name: "eyes",
  }),
  "functions.completeSuccess": async () => ({ function_execution_id: await step(), outputs: { job: "j1" } }),
  "functions.completeError": async () => ({ function_execution_id: await step(), error: "no" }),
};

test("every covered method has an example, and no other", () => {
  expect(Object.keys(examples).sort()).toEqual(Object.keys(coverage).sort());
});

test.each(Object.entries(examples))("%s answers the real client", async (method, example) => {
  const args = await example();
  const isOfApp = coverage[method]?.ofApp ?? false;
  const asked = isOfApp ? await aWorkspace({ appToken }) : slack;
  const answer = await clientOf(asked, { token: isOfApp ? appToken : botToken }).apiCall(method, args);
  expect(answer.ok).toBe(true);
  expect(asked.calls.at(-1)).toMatchObject({ method, result: "ok", status: 200, done: true });
  expect(JSON.stringify(asked.calls)).not.toMatch(/xoxb-|xapp-/);
  if (isOfApp) await asked.close();
});

test("a method that is not covered is unknown", async () => {
  await expect(clientOf(slack).apiCall("stars.list")).rejects.toMatchObject({
    data: { error: "unknown_method" },
  });
  await expect(clientOf(slack).apiCall("constructor")).rejects.toMatchObject({
    data: { error: "unknown_method" },
  });
});

test("the signing secret never shows in what the workspace keeps", () => {
  expect(JSON.stringify(slack.deliveries)).not.toContain(signingSecret);
});
