/** A tiny real Bolt app on loopback, as small as the workspace's own behaviour needs it. */
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver } from "@slack/bolt";
import type { LocalSlack } from "../../../src/playground/slack/local-slack.ts";
import { botToken, quiet, signingSecret } from "./a-workspace.ts";

export type Bot = { app: App; url: string; stop: () => Promise<void> };

export async function aBot(slack: LocalSlack, teach: (app: App) => void): Promise<Bot> {
  const receiver = new HTTPReceiver({ signingSecret, logger: quiet });
  const app = new App({
    receiver,
    token: botToken,
    botId: "B0BATCH",
    botUserId: "U0BATCH",
    convoStore: false,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
    logger: quiet,
  });
  app.shortcut("form", ({ ack }) => ack());
  teach(app);
  const server = await receiver.start(0);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  slack.setRequestUrl(url);
  return { app, url, stop: () => app.stop().then(() => undefined) };
}
