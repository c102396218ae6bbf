import type { WebClient } from "@slack/web-api";
import { describe, expect, test } from "vitest";
import { SlackTrouble } from "./slack-trouble.ts";
import { textFilesOf } from "./text-files.ts";

type Told = { url_private_download?: string; size?: number };

function reading(told: Told | SlackTrouble, answer: () => Response) {
  const asked: { url: string; authorization: string | null }[] = [];
  const info = async () => {
    if (told instanceof SlackTrouble) throw told;
    return { ok: true, file: { id: "F1", ...told } };
  };
  const files = textFilesOf({
    client: { token: "xoxb-secret", files: { info } } as unknown as WebClient,
    apiUrl: "https://slack.com/api/",
    fetch: async (url, init) => {
      asked.push({ url: String(url), authorization: new Headers(init?.headers).get("authorization") });
      return answer();
    },
  });
  return { read: files.read("F1", { maxBytes: 10 }), asked };
}

const here = { url_private_download: "https://files.slack.com/files-pri/T1-F1/download/job.json", size: 2 };
const text =
  (body: string | Uint8Array<ArrayBuffer>, type = "application/json") =>
  () =>
    new Response(body, { headers: { "content-type": type } });

test("a file is read with the bot's token, at the address that Slack itself tells", async () => {
  const { read, asked } = reading(here, text("{}"));
  expect(await read).toEqual({ text: "{}" });
  expect(asked).toEqual([{ url: here.url_private_download, authorization: "Bearer xoxb-secret" }]);
});

describe("the token goes to nobody else", () => {
  test.each([
    "https://files.slack.com.evil.example/x",
    "https://evilslack.com/x",
    "http://files.slack.com/x",
    "https://drive.google.com/file",
    "not an address",
  ])("such as %s", async (url) => {
    const { read, asked } = reading({ url_private_download: url }, text("{}"));
    expect(await read).toEqual({ why: "no access" });
    expect(asked).toEqual([]);
  });
});

test.each([
  ["what Slack says is too large", { ...here, size: 11 }, text("{}"), "too large"],
  ["what is larger than Slack says", here, text("x".repeat(11)), "too large"],
  ["Slack's page for logging in", here, text("<html>", "text/html; charset=utf-8"), "no access"],
  [
    "a redirect",
    here,
    () => new Response(null, { status: 302, headers: { location: "https://x.org" } }),
    "no access",
  ],
  ["a picture", here, text(new Uint8Array([0xff, 0xd8, 0xff])), "no text"],
])("%s is not read", async (_what, told, answer, why) => {
  expect(await reading(told, answer).read).toEqual({ why });
});

test("a text of Windows is read in its own signs", async () => {
  const { read } = reading(here, text(new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0])));
  expect(await read).toEqual({ text: "{}" });
});

test("a file that the bot may not see is no trouble; Slack's own trouble is", async () => {
  const gone = new SlackTrouble("permanent", "file_not_found");
  expect(await reading(gone, text("")).read).toEqual({ why: "no access" });
  await expect(reading(here, () => new Response("", { status: 503 })).read).rejects.toMatchObject({
    kind: "later",
  });
});
