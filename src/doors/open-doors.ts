import { App, HTTPReceiver, type Receiver } from "@slack/bolt";
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
  /** In Socket Mode what Slack sends comes in there, and nothing over HTTP. */
  socketMode: Receiver | undefined;
  signingSecret: string | undefined;
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
};

/** How people reach the verbs, on Slack's side. */
export function openDoors(options: DoorsOptions): Doors {
  const { botToken, signingSecret, socketMode, logger, nowMs, reception, forms } = options;
  const http =
    socketMode === undefined
      ? new HTTPReceiver({
          signingSecret: signingSecret ?? "",
          endpoints: ["/slack/events"],
          // Bolt would acknowledge an event before its listener has saved it, and Slack would never send it again.
          processBeforeResponse: true,
          logger,
        })
      : undefined;
  const app = new App({
    receiver: (socketMode ?? http) as Receiver,
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
  return { http };
}
