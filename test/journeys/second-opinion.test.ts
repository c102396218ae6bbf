/** The main job against `emulate`, a local Slack by other people: what ours lets through, theirs must too. */
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { WebClient } from "@slack/web-api";
import { createEmulator, type Emulator } from "emulate";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BatchmateApp, buildApp } from "../../src/app.ts";
import { openAccounts } from "../../src/aws/accounts.ts";
import { connectEventRoute } from "../../src/aws/event-route.ts";
import { readConfig } from "../../src/config.ts";
import { systemChance } from "../../src/lifecycle/chance.ts";
import { systemClock } from "../../src/lifecycle/clock.ts";
import { systemLoopLoad } from "../../src/lifecycle/loop-load.ts";
import { type LocalAws, startLocalAws } from "../../src/playground/aws/local-aws.ts";
import { slackLogger } from "../../src/slack/slack-logger.ts";
import { openWebClient } from "../../src/slack/web-client.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";

const account = "111122223333";
const folder = mkdtempSync(join(tmpdir(), "second-opinion-"));
const secret = "a-signing-secret";
let emulator: Emulator;
let aws: LocalAws;
let store: Store;
let app: BatchmateApp;
let port: number;
let slack: WebClient;
let channel: string;
let team: string;
let member: string;

beforeAll(async () => {
  emulator = await createEmulator({ service: "slack", port: 0, seed: seed as never });
  slack = new WebClient("xoxb-theirs", { slackApiUrl: `${emulator.url}/api/` });
  const { channels = [] } = await slack.conversations.list();
  channel = channels[0]?.id ?? "";
  const me = await slack.auth.test();
  team = me.team_id ?? "";
  const { members = [] } = await slack.users.list({});
  member = members.find(({ name }) => name === "klee")?.id ?? "";
  aws = await startLocalAws({
    region: "us-west-2",
    workFolder: folder,
    timings: { submittedMs: 5, pendingMs: 5, runnableMs: 5, startingMs: 5 },
    accounts: [
      {
        account,
        computeEnvironments: [{ name: "spot", maxvCpus: 16 }],
        queues: [{ name: "default", computeEnvironments: ["spot"] }],
        definitions: [
          {
            jobDefinitionName: "hello",
            type: "container",
            containerProperties: { image: "busybox", command: ["true"], resourceRequirements },
          },
        ],
      },
    ],
  });
  Object.assign(process.env, awsEnvironment());
  const config = readConfig(environment(), { read: () => labsFile(), yamlFilesIn: () => undefined });
  store = await openStore(config.database.url);
  const logger = pino({ level: "silent" });
  const webClient = openWebClient({
    token: "xoxb-theirs",
    apiUrl: config.slack.apiUrl,
    logger: slackLogger(logger),
  });
  app = buildApp({
    config,
    labs: () => config.labs.atStart,
    store,
    accounts: openAccounts(),
    webClient,
    clock: systemClock,
    chance: systemChance,
    load: systemLoopLoad(),
    logger,
  });
  port = (await app.start()).port;
  const events = new EventBridgeClient({ region: "us-west-2", endpoint: aws.url });
  await connectEventRoute(events, {
    name: "batchmate",
    webhookUrl: `http://127.0.0.1:${port}`,
    apiKey: "lab-key",
    targetRoleArn: `arn:aws:iam::${account}:role/batchmate-events`,
  });
});

afterAll(async () => {
  await app?.stop();
  await store?.close();
  await aws?.close();
  await emulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a job's card and its notices stand in another Slack as in ours", async () => {
  await expect.poll(() => command("whoami"), { timeout: 60_000 }).toBe(200);
  expect(await command("submit --jobdef hello --name again -- sleep 1")).toBe(200);
  await expect
    .poll(repliesOfTheCard, { timeout: 12_000, interval: 200 })
    .toEqual([expect.stringMatching(/again started after/), expect.stringMatching(/again succeeded after/)]);
  const { messages = [] } = await slack.conversations.history({ channel });
  expect(messages.map(({ text }) => text).join("\n")).toMatch(/again of .* succeeded/);
});

async function repliesOfTheCard(): Promise<(string | undefined)[]> {
  const { messages = [] } = await slack.conversations.history({ channel });
  const card = messages.find(({ text }) => text?.includes("again of"));
  if (card?.ts === undefined) return [];
  const { messages: thread = [] } = await slack.conversations.replies({ channel, ts: card.ts });
  return thread.slice(1).map(({ text }) => text);
}

/** Their Slack has no slash commands, so the test types it itself. */
async function command(text: string): Promise<number> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const body = new URLSearchParams({
    command: "/batch",
    text,
    user_id: member,
    team_id: team,
    channel_id: channel,
    trigger_id: `${timestamp}.${text}`,
    response_url: `${emulator.url}/nowhere`,
  }).toString();
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;
  const answer = await fetch(`http://127.0.0.1:${port}/slack/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "x-slack-signature": signature,
      "x-slack-request-timestamp": timestamp,
    },
    body,
  });
  return answer.status;
}

const resourceRequirements = [
  { type: "VCPU" as const, value: "1" },
  { type: "MEMORY" as const, value: "256" },
];

const seed = {
  slack: {
    team: { name: "Fred Hutch", domain: "fredhutch" },
    users: [
      { name: "batchmate", real_name: "Batchmate", email: "batchmate@example.org" },
      { name: "klee", real_name: "K. Lee", email: "klee@example.org" },
    ],
    tokens: [{ token: "xoxb-theirs", user: "batchmate" }],
  },
};

function awsEnvironment(): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: aws.url,
    AWS_REGION: "us-west-2",
    AWS_ACCESS_KEY_ID: `AKIALOCAL${account}`,
    AWS_SECRET_ACCESS_KEY: "local",
  };
}

function environment(): Record<string, string> {
  return {
    ...awsEnvironment(),
    SLACK_BOT_TOKEN: "xoxb-theirs",
    SLACK_SIGNING_SECRET: secret,
    SLACK_API_URL: `${emulator.url}/api/`,
    DATABASE_URL: `sqlite:${join(folder, "batchmate.db")}`,
    BATCHMATE_LABS: "labs.yaml",
    BATCHMATE_EVENT_KEYS: `${account}=lab-key`,
    HOST: "127.0.0.1",
    PORT: "0",
    METRICS_PORT: "0",
  };
}

function labsFile(): string {
  return `pis:\n  peters-u:\n    account: "${account}"\n    region: us-west-2\n    channel: ${channel}\n    members: [{ slack: ${member}, hutchnet: klee }]\n`;
}
