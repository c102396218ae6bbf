import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from "@slack/bolt";
import type { Logger as SlackLogger } from "@slack/web-api";
import type { Identity } from "../slack/directory.ts";
import { buttonDoor } from "./button.ts";
import { formDoor } from "./form.ts";
import { homeDoor } from "./home.ts";
import { mentionDoor } from "./mention.ts";
import type { OpenForms } from "./open-forms.ts";
import type { Reception } from "./reception.ts";
import { shortcutDoor } from "./shortcut.ts";
import { slashDoor } from "./slash.ts";
import { suggestionDoor } from "./suggestions.ts";
import { type HearAccount, userChangeDoor } from "./user-change.ts";

export type DoorsOptions = {
  botToken: string;
  apiUrl: string;
  /** One of the two: HTTP, or Socket Mode. */
  signingSecret: string | undefined;
  appToken: string | undefined;
  /** Throws while Slack has not yet said who we are. */
  identity(): Identity;
  reception: Reception;
  forms: OpenForms;
  hearAccount: HearAccount;
  nowMs(): number;
  logger: SlackLogger;
};

export type Doors = {
  /** What answers `POST /slack/events`; undefined in Socket Mode. */
  http: HTTPReceiver | undefined;
  open(): Promise<void>;
  close(): Promise<void>;
};

/** How people reach the verbs, on Slack's side. */
export function openDoors(options: DoorsOptions): Doors {
  const { botToken, signingSecret, appToken, logger, nowMs, reception, forms } = options;
  const socket = appToken === undefined ? undefined : new SocketModeReceiver({ appToken, logger });
  const http =
    socket === undefined
      ? new HTTPReceiver({
          signingSecret: signingSecret ?? "",
          endpoints: ["/slack/events"],
          // Bolt would acknowledge an event before its listener has saved it, and Slack would never send it again.
          processBeforeResponse: true,
          logger,
        })
      : undefined;
  const app = new App({
    receiver: (socket ?? http) as Receiver,
    authorize: async () => ({ botToken, ...options.identity() }),
    clientOptions: { slackApiUrl: options.apiUrl },
    convoStore: false,
    logger,
  });
  slashDoor(app, reception, nowMs);
  mentionDoor(app, reception, nowMs);
  buttonDoor(app, { ...reception, forms }, nowMs);
  homeDoor(app, reception, nowMs);
  formDoor(app, reception, nowMs);
  suggestionDoor(app, forms, nowMs);
  shortcutDoor(app, reception, nowMs);
  userChangeDoor(app, options.hearAccount);
  // We offer none of these; what an older manifest still sends must not hang until Slack gives up.
  app.shortcut({ type: "shortcut" }, async ({ ack }) => ack());
  app.error(async (error) => {
    logger.error("A request from Slack failed", error);
    throw error;
  });
  return {
    http,
    open: async () => {
      await socket?.start();
    },
    close: async () => {
      await socket?.stop();
    },
  };
}
