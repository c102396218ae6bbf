import { afterEach, beforeEach, expect, test } from "vitest";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { aWorkspace, clientOf, modal, refusalOf, textInput } from "./a-workspace.ts";

let slack: LocalSlack;
beforeEach(async () => {
  slack = await aWorkspace();
});
afterEach(() => slack.close());

async function upload(content = "line 1\nline 2\n") {
  const client = clientOf(slack);
  const { ts } = await client.chat.postMessage({ channel: "C0PETERS", text: "a job" });
  await client.filesUploadV2({
    channel_id: "C0PETERS",
    thread_ts: String(ts),
    filename: "align.log",
    title: "Log of align",
    content,
    initial_comment: "the log",
  });
  return { client, ts: String(ts), file: slack.files()[0] };
}

test("the client's own upload lands in the thread, and only its channel's members can open it", async () => {
  const { ts, file } = await upload();
  expect(slack.thread("C0PETERS", ts)[1]).toMatchObject({
    text: "the log",
    files: [{ id: file?.id, name: "align.log", title: "Log of align", mimetype: "text/plain", size: 14 }],
  });
  const member = await fetch(`${slack.url}/play/file/${file?.id}?as=U0PETERS`);
  expect(await member.text()).toBe("line 1\nline 2\n");
  const stranger = await fetch(`${slack.url}/play/file/${file?.id}?as=U0GUEST`);
  expect(stranger.status).toBe(404);
});

test("a file says in which messages it stands", async () => {
  const { client, ts, file } = await upload();
  const answer = (await client.files.info({ file: file?.id ?? "" })).file;
  const { isPrivate = false } = slack.channel("C0PETERS") ?? {};
  const [share] = answer?.shares?.[isPrivate ? "private" : "public"]?.C0PETERS ?? [];
  expect(share).toMatchObject({ ts: slack.thread("C0PETERS", ts)[1]?.ts, thread_ts: ts });
});

test("a file taken away leaves its message, and a message that was only the file goes", async () => {
  const { client, ts, file } = await upload();
  await client.files.delete({ file: file?.id ?? "" });
  expect(slack.thread("C0PETERS", ts)[1]).toMatchObject({ text: "the log", files: [] });
  expect(await refusalOf(client.files.info({ file: file?.id ?? "" }))).toMatchObject({
    error: "file_not_found",
  });
});

test("an upload must be as long as announced, and is completed once", async () => {
  const client = clientOf(slack);
  const { upload_url = "", file_id = "" } = await client.files.getUploadURLExternal({
    filename: "a.log",
    length: 3,
  });
  expect((await fetch(upload_url, { method: "POST", body: "four" })).status).toBe(400);
  const complete = () =>
    client.files.completeUploadExternal({ files: [{ id: file_id }], channel_id: "C0PETERS" });
  expect(await refusalOf(complete())).toMatchObject({ error: "file_not_found" });
  expect((await fetch(upload_url, { method: "POST", body: "abc" })).status).toBe(200);
  expect((await complete()).ok).toBe(true);
  expect(await refusalOf(complete())).toMatchObject({ error: "file_not_found" });
});

test("files.info tells in which messages a shared file stands", async () => {
  const { client, ts, file } = await upload();
  const info = await client.files.info({ file: file?.id ?? "" });
  const inThread = { ts: slack.thread("C0PETERS", ts)[1]?.ts, thread_ts: ts };
  expect(info.file).toMatchObject({ channels: ["C0PETERS"], ims: [] });
  expect(info.file?.shares).toEqual({ public: { C0PETERS: [inThread] }, private: {} });
});

test("the way of the bytes can fail as a method can", async () => {
  const client = clientOf(slack);
  const { upload_url = "" } = await client.files.getUploadURLExternal({ filename: "a.log", length: 3 });
  slack.faults.add("upload", { kind: "status", status: 502 });
  expect((await fetch(upload_url, { method: "POST", body: "abc" })).status).toBe(502);
  expect((await fetch(upload_url, { method: "POST", body: "abc" })).status).toBe(200);
});

test("nothing larger than a gigabyte is taken", async () => {
  const asking = clientOf(slack).files.getUploadURLExternal({ filename: "a.log", length: 2 ** 30 + 1 });
  expect(await refusalOf(asking)).toMatchObject({ error: "file_upload_size_restricted" });
});

test("a file goes only where the bot may post", async () => {
  const client = clientOf(slack);
  const { upload_url = "", file_id = "" } = await client.files.getUploadURLExternal({
    filename: "a.log",
    length: 3,
  });
  await fetch(upload_url, { method: "POST", body: "abc" });
  const share = (channel_id: string) =>
    client.files.completeUploadExternal({ files: [{ id: file_id }], channel_id });
  expect(await refusalOf(share("C0OPEN"))).toMatchObject({ error: "not_in_channel" });
  expect(await refusalOf(share("C0SECRET"))).toMatchObject({ error: "channel_not_found" });
});

test("a form hands over a person's file", async () => {
  const sent = await fetch(`${slack.url}/play/upload?as=U0JBLOW&name=samples.csv`, {
    method: "POST",
    body: "a,b\n",
  });
  const { file } = (await sent.json()) as { file: { id: string } };
  const { payload } = await slack.acts.globalShortcut("U0JBLOW", "form");
  const field = { ...textInput("samples"), element: { type: "file_input", action_id: "file" } };
  await clientOf(slack).views.open({
    trigger_id: String(payload.trigger_id),
    view: modal("Samples", [field]),
  });
  const viewId = slack.views("U0JBLOW")[0]?.id ?? "";
  expect((await slack.acts.submitView("U0JBLOW", { viewId })).errors).toHaveProperty("samples");
  const { delivery } = await slack.acts.submitView("U0JBLOW", { viewId, values: { file: [file.id] } });
  expect(delivery?.payload.view).toMatchObject({
    state: { values: { samples: { file: { files: [{ id: file.id, name: "samples.csv", size: 4 }] } } } },
  });
});

test("the bot reads a person's file with its token", async () => {
  const sent = await fetch(`${slack.url}/play/upload?as=U0JBLOW&name=samples.csv`, {
    method: "POST",
    body: "a,b\n",
  });
  const { file } = (await sent.json()) as { file: { id: string } };
  await slack.acts.types("U0JBLOW", { channel: "C0PETERS", text: "my samples", files: [file.id] });
  const info = await clientOf(slack).files.info({ file: file.id });
  const address = info.file?.url_private ?? "";
  const read = await fetch(address, { headers: { authorization: "Bearer xoxb-local-bot" } });
  expect(await read.text()).toBe("a,b\n");
  expect((await fetch(address)).status).toBe(404);
});

test("a file is nobody's for the bot in a channel where it is not", async () => {
  const sent = await fetch(`${slack.url}/play/upload?as=U0JBLOW&name=job.json`, {
    method: "POST",
    body: "{}",
  });
  const { file } = (await sent.json()) as { file: { id: string } };
  expect(await refusalOf(clientOf(slack).files.info({ file: file.id }))).toMatchObject({
    error: "file_not_found",
  });
  const address = `${slack.url}/files-pri/${file.id}`;
  expect((await fetch(address, { headers: { authorization: "Bearer xoxb-local-bot" } })).status).toBe(404);
});
