/** A whole installation for a journey: local Slack, local AWS with its events connected, and the real bot between. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { expect, vi } from "vitest";
import { connectEventRoute } from "../../src/aws/event-route.ts";
import { type Clock, systemClock } from "../../src/lifecycle/clock.ts";
import {
  type AccountSeed,
  type LocalAws,
  startLocalAws,
  type Timings,
} from "../../src/playground/aws/local-aws.ts";
import { type LocalSlack, startLocalSlack } from "../../src/playground/slack/local-slack.ts";
import { copyEmptyStore } from "./empty-store.ts";
import { fastClock } from "./fast-clock.ts";
import {
  accounts,
  admin,
  bot,
  botAccount,
  channels,
  doeAccount,
  labsFile,
  people,
  petersAccount,
  programs,
  quick,
  region,
  roleOf,
  team,
  userGroups,
} from "./lab-world.ts";
import { createQueue, leadToQueue, queueUrlAt } from "./queue-route.ts";

export const eventKeys: Readonly<Record<string, string>> = {
  [petersAccount]: "key-of-peters-u-0123456789",
  [doeAccount]: "key-of-doe-j-0123456789",
};

const allKeys = Object.entries(eventKeys)
  .map(([account, key]) => `${account}=${key}`)
  .join(",");

export const signingSecret = "shhh-signing-secret";
const appToken = "xapp-1-local";

export type World = {
  slack: LocalSlack;
  aws: LocalAws;
  folder: string;
  /** The bot's and Slack's: `speed` times as fast as the real one. */
  clock: Clock;
  /** What the bot finds in its environment; ports are its own affair. */
  env: Readonly<Record<string, string>>;
  databaseFile: string;
  /** From now on Slack and both accounts' EventBridge reach the bot there. */
  connect(botUrl: string): Promise<void>;
  close(): Promise<void>;
};

export type WorldOptions = {
  speed?: number;
  startedMs?: number;
  rateLimits?: "real" | "off";
  timings?: Partial<Timings>;
  /** The way by which events come; by the queue alone, the webhook has no keys. */
  events?: "webhook" | "queue";
  /** The way by which what people do comes from Slack. */
  slack?: "http" | "socket";
  env?: Readonly<Record<string, string>>;
  /** The labs file, where it is to say more than usual. */
  labs?: string;
  /** What the labs have in AWS, where it is not as usual. */
  accounts?: AccountSeed[];
  /** A clock that can do more than run fast. */
  clock?: Clock;
};

export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const { speed = 1, rateLimits = "real" } = options;
  const folder = mkdtempSync(join(tmpdir(), "batchmate-journey-"));
  const clock = options.clock ?? (speed === 1 ? systemClock : fastClock(speed, options.startedMs));
  const byQueue = options.events === "queue";
  const bySocket = options.slack === "socket";
  // A poll of 20 s lasts a second, and an event taken by a bot that dies comes again after another.
  const timings = { ...quick, ...(byQueue && { secondMs: 50 }), ...options.timings };
  const aws = await startLocalAws({
    region,
    workFolder: folder,
    accounts: options.accounts ?? accounts,
    timings,
    path: programs,
  });
  if (byQueue) await createQueue(aws.url);
  const botToken = "xoxb-local";
  const slack = await startLocalSlack({
    team,
    bot,
    people,
    userGroups,
    channels,
    command: "/batch",
    botToken,
    signingSecret,
    rateLimits,
    clock: clock.nowMs,
    signingClock: clock.nowMs,
    ...(bySocket && { appToken, timer: (run, delayMs) => clock.after(delayMs, run) }),
  });
  const labsPath = join(folder, "labs.yaml");
  writeFileSync(labsPath, options.labs ?? labsFile);
  const databaseFile = join(folder, "batchmate.db");
  copyEmptyStore(databaseFile);
  const env = {
    SLACK_BOT_TOKEN: botToken,
    ...(bySocket ? { SLACK_APP_TOKEN: appToken } : { SLACK_SIGNING_SECRET: signingSecret }),
    SLACK_API_URL: slack.apiUrl,
    DATABASE_URL: `sqlite:${databaseFile}`,
    BATCHMATE_LABS: labsPath,
    BATCHMATE_ADMINS: admin,
    ...(byQueue ? { BATCHMATE_EVENT_QUEUE_URL: queueUrlAt(aws.url) } : { BATCHMATE_EVENT_KEYS: allKeys }),
    // Events alone must do: who wants the bot to ask by itself says so.
    BATCHMATE_RECONCILE_SECONDS: "80000",
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: `AKIALOCAL${botAccount}`,
    AWS_SECRET_ACCESS_KEY: "local",
    HOST: "127.0.0.1",
    ...options.env,
  };
  return {
    slack,
    aws,
    folder,
    clock,
    env,
    databaseFile,
    connect: async (botUrl) => {
      slack.setRequestUrl(`${botUrl}/slack/events`);
      await Promise.all(
        Object.keys(eventKeys).map((account) =>
          byQueue ? leadToQueue(aws.url, account) : connectAccount(aws, account, botUrl),
        ),
      );
    },
    close: async () => {
      await Promise.all([slack.close(), aws.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Resolves once the bot knows its own workspace; before, it refuses Slack's requests. */
export async function connected(botUrl: string): Promise<void> {
  const isConnected = async () => {
    const answer = await fetch(`${botUrl}/readyz`);
    expect(await answer.json()).toEqual({ store: "open", slack: "connected" });
  };
  await vi.waitFor(isConnected, { timeout: 60_000, interval: 10 });
}

async function connectAccount(aws: LocalAws, account: string, botUrl: string): Promise<void> {
  const client = new EventBridgeClient({
    endpoint: aws.url,
    region,
    credentials: { accessKeyId: `AKIALOCAL${account}`, secretAccessKey: "local" },
  });
  try {
    await connectEventRoute(client, {
      name: "batchmate",
      webhookUrl: botUrl,
      apiKey: eventKeys[account] ?? "",
      targetRoleArn: roleOf(account),
    });
  } finally {
    client.destroy();
  }
}
