import { text } from "node:stream/consumers";
import nock from "nock";
import { describe, expect, test } from "vitest";
import { addressOf, breakingAddress, refusingAddress, silentAddress } from "../../test/support/loopback.ts";
import { aMessage, onlyExpectedSlackCalls, slackApi } from "../../test/support/slack-nock.ts";
import type { MessageTs } from "../domain/ids.ts";
import { type Response, respondVia } from "./respond.ts";

onlyExpectedSlackCalls();

const hook = "https://hooks.slack.com/commands/T0PETERS/1/abc";
const privately: Response = { message: aMessage, audience: "me", replaceOriginal: false };
const respond = respondVia(slackApi);

function hookAnswers(status: number, headers: Record<string, string> = {}): unknown[] {
  const asked: unknown[] = [];
  nock("https://hooks.slack.com")
    .post("/commands/T0PETERS/1/abc")
    .reply(async (request: Request) => {
      asked.push(await request.json());
      return [status, "ok", headers];
    });
  return asked;
}

describe("an answer through a response_url", () => {
  test("to one person says so, and that nothing is replaced", async () => {
    const asked = hookAnswers(200);
    await respond(hook, privately);
    expect(asked).toEqual([{ ...aMessage, response_type: "ephemeral", replace_original: false }]);
  });

  test("to all, in a thread, in place of what was clicked", async () => {
    const asked = hookAnswers(200);
    const threadTs = "1795200120.000100" as MessageTs;
    await respond(hook, { message: aMessage, audience: "here", replaceOriginal: true, threadTs });
    expect(asked).toEqual([
      { ...aMessage, response_type: "in_channel", replace_original: true, thread_ts: threadTs },
    ]);
  });

  test.each([
    "http://hooks.slack.com/commands/1",
    "https://hooks.slack.com.example.org/commands/1",
    "https://hooks.slack.com:8443/commands/1",
    "https://user:word@hooks.slack.com/commands/1",
    "https://example.org/hooks.slack.com",
    "https://files.slack.com/commands/1",
    "http://127.0.0.1:1/commands/1",
    "file:///etc/passwd",
    "commands/1",
    "",
  ])("is never written to %j", async (url) => {
    await expect(respond(url, privately)).rejects.toMatchObject({
      kind: "permanent",
      code: "foreign_response_url",
    });
  });

  test("may go where the API itself is", async () => {
    const bodies: string[] = [];
    const address = await addressOf(async (request, response) => {
      bodies.push(await text(request));
      response.end("ok");
    });
    await respondVia(`${address}/api/`)(`${address}/response/1`, privately);
    expect(JSON.parse(bodies[0] ?? "")).toMatchObject({ text: aMessage.text });
  });

  test("follows no redirect", async () => {
    hookAnswers(302, { location: "https://example.org/" });
    await expect(respond(hook, privately)).rejects.toMatchObject({ kind: "permanent", code: "http_302" });
  });

  test.each([
    ["was used up", 404, {}, { kind: "permanent", code: "http_404" }],
    ["is not of our making", 403, {}, { kind: "permanent", code: "http_403" }],
    ["is asked too much", 429, { "retry-after": "3" }, { kind: "later", retryAfterMs: 3_000 }],
    ["is asked too much and does not say how long", 429, {}, { kind: "later", retryAfterMs: undefined }],
    ["leads to a broken Slack", 500, {}, { kind: "unknown", code: "http_500" }],
  ])("that %s is trouble", async (_, status, headers, trouble) => {
    hookAnswers(status, headers as Record<string, string>);
    await expect(respond(hook, privately)).rejects.toMatchObject({ name: "SlackTrouble", ...trouble });
  });

  test.each([
    ["is refused was not given", refusingAddress, "later"],
    ["breaks may have been given", breakingAddress, "unknown"],
    ["is met with silence may have been given", silentAddress, "unknown"],
  ])("whose connection %s", async (_, address, kind) => {
    const url = await address();
    const answered = respondVia(`${url}/api/`, { timeoutMs: 100 })(`${url}/response/1`, privately);
    await expect(answered).rejects.toMatchObject({ name: "SlackTrouble", kind });
  });
});
