import { WebAPIHTTPError, WebAPIPlatformError } from "@slack/web-api";
import { pino } from "pino";
import { beforeEach, describe, expect, test } from "vitest";
import { aMessage, onlyExpectedSlackCalls, slackAnswers, slackApi } from "../../test/support/slack-nock.ts";
import { slackLogger } from "./slack-logger.ts";
import { openWebClient } from "./web-client.ts";

onlyExpectedSlackCalls();

let written: string[];
let logger: ReturnType<typeof slackLogger>;

beforeEach(() => {
  written = [];
  logger = slackLogger(pino({ level: "trace" }, { write: (line) => void written.push(line) }));
});

const lines = () => written.map((line) => JSON.parse(line) as Record<string, unknown>);

describe("what Slack's libraries say", () => {
  test("stands as a field beside a fixed sentence, at its level", () => {
    logger.warn("ack() has already been called.", "twice");
    logger.error("WebSocket error");
    logger.info("connected");
    expect(lines()).toMatchObject([
      {
        level: 40,
        from: "slack",
        words: "ack() has already been called. twice",
        msg: "Slack's library said something",
      },
      { level: 50, words: "WebSocket error" },
      { level: 20, words: "connected" },
    ]);
  });

  test("below a warning's weight is not kept when it may hold requests", () => {
    logger.debug("http request body: secret");
    expect(written).toEqual([]);
  });

  test("holds neither objects nor the fields of errors, which are whole answers", () => {
    const platform = new WebAPIPlatformError({
      ok: false,
      error: "invalid_blocks",
      response_metadata: { messages: ["secret"] },
    });
    logger.error(platform, { body: "secret" });
    logger.error("HTTP error 500", new WebAPIHTTPError(500, "no", { cookie: "secret" }, "secret"));
    expect(written.join()).not.toContain("secret");
    expect(lines()).toMatchObject([
      { err: { name: "WebAPIPlatformError", message: "An API error occurred: invalid_blocks" } },
      { words: "HTTP error 500", err: { code: "slack_webapi_http_error" } },
    ]);
  });

  test.each([
    ["a bot's token", "failed with xoxb-123-456-AbC"],
    ["a rotated token", "failed with xoxe.xoxp-1-AbC456"],
    ["an app's token", "failed with xapp-1-A0-456-abc"],
    ["a response_url", "could not write to https://hooks.slack.com/commands/T0/456/abc"],
    ["a socket's address", "closed wss://wss-primary.slack.com/link/?ticket=456"],
    [
      "what could not be read",
      'Malformed request body: Unexpected token, ..."word 456"... is not valid JSON',
    ],
  ])("holds no secret: %s", (_, words) => {
    logger.warn(words);
    logger.error(new Error(words));
    expect(written).toHaveLength(2);
    expect(written.join()).not.toContain("456");
  });

  test("is cut where it is long", () => {
    logger.warn("x".repeat(100_000));
    expect(written.join().length).toBeLessThan(1_000);
  });
});

test("the client itself writes neither its token nor what it sends, whatever goes wrong", async () => {
  const client = openWebClient({ token: "xoxb-1-secret", apiUrl: slackApi, logger });
  slackAnswers(
    "chat.postMessage",
    { ok: false, error: "invalid_blocks", response_metadata: { messages: ["[ERROR] must be shorter"] } },
    { status: 500, body: aMessage.text },
    { ok: true, ts: "1", response_metadata: { warnings: ["missing_charset"] } },
  );
  const post = () => client.chat.postMessage({ channel: "C0PETERS", text: aMessage.text });
  await expect(post()).rejects.toThrow();
  await expect(post()).rejects.toThrow();
  await post();
  expect(written.length).toBeGreaterThan(0);
  expect(written.join()).not.toContain("xoxb-1");
  expect(written.join()).not.toContain(aMessage.text);
});
