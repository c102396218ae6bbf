/** A small workspace of two labs for the conformance tests, and the real client that talks to it. */
import { WebClient, type WebClientOptions } from "@slack/web-api";
import {
  type LocalSlack,
  type LocalSlackOptions,
  startLocalSlack,
} from "../../../src/playground/slack/local-slack.ts";

export const botToken = "xoxb-local-bot";
export const appToken = "xapp-1-local";
export const signingSecret = "local-signing-secret";

export function aWorkspace(options: Partial<LocalSlackOptions> = {}): Promise<LocalSlack> {
  return startLocalSlack({
    team: { id: "T0HUTCH", name: "Fred Hutch", domain: "fredhutch" },
    botToken,
    signingSecret,
    bot: { id: "B0BATCH", userId: "U0BATCH", appId: "A0BATCH", name: "Batchmate" },
    people: [
      { id: "U0JBLOW", name: "jblow", realName: "J. Blow", email: "jblow@example.org" },
      { id: "U0PETERS", name: "upeters", realName: "U. Peters", email: "upeters@example.org", title: "PI" },
      { id: "U0GUEST", name: "guest", realName: "A. Guest", email: "guest@example.com", isRestricted: true },
    ],
    channels: [
      { id: "C0PETERS", name: "peters-lab", members: ["U0JBLOW", "U0PETERS", "U0BATCH"], topic: "our jobs" },
      { id: "C0SECRET", name: "secret", isPrivate: true, members: ["U0PETERS"] },
      { id: "C0OPEN", name: "general", members: ["U0JBLOW", "U0PETERS", "U0GUEST"] },
      { id: "C0SHARED", name: "with-others", isExtShared: true, members: ["U0JBLOW", "U0BATCH"] },
    ],
    command: "/batch",
    rateLimits: "off",
    ...options,
  });
}

/** Tries once, so that a test sees each failure itself. */
export function clientOf(slack: LocalSlack, options: WebClientOptions & { token?: string } = {}): WebClient {
  const { token = botToken, ...rest } = options;
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 2000,
    logger: quiet,
    ...rest,
  });
}

const nothing = () => {};
export const quiet = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => "error" as never,
  setName: nothing,
};

/** Slack's error code of a call that must fail, with whatever came along. */
export async function refusalOf(call: Promise<unknown>): Promise<{ error: string; messages: string[] }> {
  const outcome = await call.then(
    () => undefined,
    (error: { data?: { error: string; response_metadata?: { messages?: string[] } } }) => error,
  );
  if (!outcome?.data)
    throw new Error(`the call should have been refused, but: ${String(outcome ?? "it succeeded")}`);
  return { error: outcome.data.error, messages: outcome.data.response_metadata?.messages ?? [] };
}

export const plain = (text: string) => ({ type: "plain_text", text });

export const x = (length: number) => "x".repeat(length);

export const section = (text: string, more: object = {}) => ({
  type: "section",
  text: { type: "mrkdwn", text },
  ...more,
});

export const button = (actionId: string, value: string) => ({
  type: "button",
  action_id: actionId,
  text: { type: "plain_text", text: actionId },
  value,
});

export const textInput = (blockId: string, more: object = {}) => ({
  type: "input",
  block_id: blockId,
  label: { type: "plain_text", text: blockId },
  element: { type: "plain_text_input", action_id: "text" },
  ...more,
});

export const modal = (title: string, blocks: object[], more: object = {}) => ({
  type: "modal" as const,
  callback_id: "form",
  title: { type: "plain_text" as const, text: title },
  submit: { type: "plain_text" as const, text: "Send" },
  blocks: blocks as never[],
  ...more,
});
