import { describe, expect, test } from "vitest";
import { aWebClient, onlyExpectedSlackCalls, slackAnswers, slackApi } from "../../test/support/slack-nock.ts";
import type { ChannelId, FileId } from "../domain/ids.ts";
import type { SendBytes } from "./send-bytes.ts";
import { ofConnection } from "./slack-trouble.ts";
import { uploadsOf } from "./upload.ts";

onlyExpectedSlackCalls();

const file = "F1" as FileId;
const channel = "D1" as ChannelId;
const address = { ok: true, upload_url: "https://files.slack.com/upload/v1/abc", file_id: "F1" };

const uploads = (send: SendBytes = async () => ({ status: 200 })) =>
  uploadsOf({ client: aWebClient(), apiUrl: slackApi, send });

async function* body() {
  yield Buffer.from("abc");
}

const put = (send?: SendBytes) => uploads(send).put({ name: "align.log", length: 3, body: body() });

test("the length is told first, and the bytes go where Slack says", async () => {
  const asked = slackAnswers("files.getUploadURLExternal", address);
  const sent: unknown[] = [];
  const id = await put(async (url, { length }) => {
    sent.push([String(url), length]);
    return { status: 200 };
  });
  expect(id).toBe("F1");
  expect(asked).toMatchObject([{ filename: "align.log", length: "3" }]);
  expect(sent).toEqual([["https://files.slack.com/upload/v1/abc", 3]]);
});

test("bytes go to nobody but Slack, whatever address comes", async () => {
  slackAnswers("files.getUploadURLExternal", { ...address, upload_url: "https://evilslack.com/upload" });
  await expect(put()).rejects.toMatchObject({ kind: "permanent", code: "no_upload_address" });
});

describe("what fails before the file is shared is begun anew, or not at all", () => {
  test.each([
    [{ status: 503 }, "later"],
    [{ status: 404 }, "later"],
    [{ status: 413 }, "permanent"],
  ] as const)("%j is %s", async (answer, kind) => {
    slackAnswers("files.getUploadURLExternal", address);
    await expect(put(async () => answer)).rejects.toMatchObject({ kind });
  });

  test("a pause that Slack asks for is kept", async () => {
    slackAnswers("files.getUploadURLExternal", address);
    const busy = async () => ({ status: 429, retryAfterMs: 7_000 });
    await expect(put(busy)).rejects.toMatchObject({ kind: "later", retryAfterMs: 7_000 });
  });

  test("a connection that broke off may have brought all: again it does no harm", async () => {
    slackAnswers("files.getUploadURLExternal", address);
    const broken = async () => {
      throw ofConnection(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
    };
    await expect(put(broken)).rejects.toMatchObject({ kind: "later", code: "ECONNRESET" });
  });

  test("a workspace that takes no files never will", async () => {
    slackAnswers("files.getUploadURLExternal", { ok: false, error: "file_uploads_disabled" });
    await expect(put()).rejects.toMatchObject({ kind: "permanent" });
  });
});

test("a file is shared with its title and a sentence", async () => {
  const asked = slackAnswers("files.completeUploadExternal", { ok: true, files: [] });
  await uploads().share(file, { title: "Log of align", channel, comment: "Here it is." });
  expect(asked).toMatchObject([
    { files: '[{"id":"F1","title":"Log of align"}]', channel_id: "D1", initial_comment: "Here it is." },
  ]);
});

test("a file is shared with blocks in the place of the sentence, for Slack takes one of them", async () => {
  const asked = slackAnswers("files.completeUploadExternal", { ok: true, files: [] });
  const blocks = [{ type: "divider" }] as const;
  await uploads().share(file, { title: "Log of align", channel, comment: "Here it is.", blocks });
  expect(asked).toMatchObject([{ channel_id: "D1", blocks: '[{"type":"divider"}]' }]);
  expect(asked[0]).not.toHaveProperty("initial_comment");
});

test("whether it was shared nobody knows when Slack does not answer", async () => {
  slackAnswers("files.completeUploadExternal", { status: 502 });
  await expect(uploads().share(file, { title: "Log", channel, comment: "" })).rejects.toMatchObject({
    kind: "unknown",
  });
});

describe("where a file stands is looked up", () => {
  const shares = { private: { D1: [{ ts: "17.000100" }] } };
  test.each([
    ["with its message", { ok: true, file: { id: "F1", ims: ["D1"], shares } }, { ts: "17.000100" }],
    ["before Slack tells of the message", { ok: true, file: { id: "F1", ims: ["D1"], shares: {} } }, {}],
    ["and elsewhere it does not", { ok: true, file: { id: "F1", ims: ["D2"], shares: {} } }, undefined],
    ["and one nobody has shared is not there", { ok: false, error: "file_not_found" }, undefined],
  ])("%s", async (_, answer, expected) => {
    slackAnswers("files.info", answer);
    expect(await uploads().sharedIn(file, channel)).toEqual(expected);
  });

  test("a look-up that fails says nothing", async () => {
    slackAnswers("files.info", { status: 500 });
    await expect(uploads().sharedIn(file, channel)).rejects.toMatchObject({ kind: "unknown" });
  });
});

test("what somebody has deleted need not be taken away", async () => {
  slackAnswers("files.delete", { ok: false, error: "file_deleted" });
  await uploads().takeAway(file);
});
