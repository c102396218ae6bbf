/** One connection of Socket Mode: opened once, used until it is closed, and then replaced by another. */
import { type App, type ReceiverEvent, SocketModeReceiver } from "@slack/bolt";
import type { Logger as SlackLogger } from "@slack/web-api";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { within } from "../lifecycle/within.ts";
import { callSlack, SlackTrouble } from "./slack-trouble.ts";

export type SocketOptions = {
  appToken: string;
  apiUrl: string;
  /** What Slack sends; it is acknowledged through the event alone, and never when this rejects. */
  take(event: ReceiverEvent): Promise<void>;
  clock: Pick<Clock, "after">;
  logger: SlackLogger;
};

export type Socket = {
  /** Resolves once Slack has said hello. Rejects with SlackTrouble. */
  opened: Promise<void>;
  /** Resolves once nothing comes through it any more, or Slack is about to close it. */
  closed: Promise<void>;
  close(): Promise<void>;
};

/** Between the address that Slack gives and its hello. */
const helloMs = 10_000;
/** A connection on which no ping comes any more is dead; Slack sends one every few seconds. */
const pingMs = 30_000;
/** How long an answer to a ping of ours may take: a busy moment is no dead connection. */
const pongMs = 10_000;
/** Slack leaves the connection itself open when the closing is agreed on. */
const farewellMs = 1_000;

/** The library's own way to connect again leaves seconds without a connection, and ends the process where Slack refuses. */
export function openSocket({ appToken, apiUrl, take, clock, logger }: SocketOptions): Socket {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: pongMs,
    serverPingTimeout: pingMs,
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiUrl,
        timeout: limits.slackCallMs,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      },
    },
    // What failed is told where it failed.
    processEventErrorHandler: async () => false,
    logger: { ...logger, error: logger.warn },
  });
  receiver.init({ processEvent: take } as App);
  const { client } = receiver;
  const closing = Promise.withResolvers<void>();
  let isClosing = false;
  client.on("disconnected", closing.resolve);
  client.on("ws_message", (message: unknown) => {
    if (isFarewell(message)) close();
  });

  const close = async (): Promise<void> => {
    isClosing = true;
    closing.resolve();
    const gone = new Promise<void>((resolve) => client.once("disconnected", resolve));
    const ends = (): void => void client.disconnect().catch(() => {});
    ends();
    // The second time it does not wait for the other side.
    await within(clock, farewellMs, gone).then(ends);
  };

  const open = async (): Promise<void> => {
    const started = callSlack(() => receiver.start()).then(() => {
      // The library goes on to connect where it was called off while it asked for the address.
      if (isClosing) close();
      return true;
    });
    if (await within(clock, helloMs, started)) return;
    close();
    throw new SlackTrouble("later", "no_hello");
  };
  return { opened: open(), closed: closing.promise, close };
}

/** Slack renews every connection now and then, and says so a moment before. */
function isFarewell(message: unknown): boolean {
  return typeof message === "string" && /^\{"type":\s*"disconnect"/.test(message);
}
