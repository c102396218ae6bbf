/** Slack at the end of the wire: every call must be expected, and every expected call must be made. */
import { LogLevel, type WebClient } from "@slack/web-api";
import nock from "nock";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Message } from "../../src/messages/text/message.ts";
import { openWebClient } from "../../src/slack/web-client.ts";

export const slackApi = "https://slack.com/api/";

export const aMessage: Message = {
  text: "jblow submitted align.",
  blocks: [{ type: "section", text: { type: "mrkdwn", text: "align" } }],
};

/** To be called once at the top of a test file. */
export function onlyExpectedSlackCalls(): void {
  beforeAll(() => {
    nock.disableNetConnect();
    nock.enableNetConnect("127.0.0.1");
  });
  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    expect(pending).toEqual([]);
  });
  afterAll(() => nock.enableNetConnect());
}

export const quiet = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  setLevel: () => {},
  getLevel: () => LogLevel.ERROR,
  setName: () => {},
};

export function aWebClient(apiUrl = slackApi): WebClient {
  return openWebClient({ token: "xoxb-1-example", apiUrl, logger: quiet, timeoutMs: 300 });
}

/** A body alone is an answer of 200. */
export type SlackAnswer =
  | { ok: boolean; [field: string]: unknown }
  | { status: number; body?: string; headers?: Record<string, string> };

/** Answers one call of a method after the other; gives the form fields of each. */
export function slackAnswers(method: string, ...answers: SlackAnswer[]): Record<string, string>[] {
  const asked: Record<string, string>[] = [];
  for (const answer of answers) {
    nock("https://slack.com")
      .post(`/api/${method}`)
      .reply(async (request: Request) => {
        asked.push(Object.fromEntries(new URLSearchParams(await request.text())));
        if ("ok" in answer) return [200, JSON.stringify(answer), { "content-type": "application/json" }];
        return [Number(answer.status), String(answer.body ?? ""), answer.headers ?? {}];
      });
  }
  return asked;
}
