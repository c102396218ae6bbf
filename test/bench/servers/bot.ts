/** The real bot as a process of its own, with the bench's Slack and AWS. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../../src/playground/free-port.ts";
import { labsFile } from "../world/labs.ts";
import { benchAccount, benchKey, benchRegion, botToken, signingSecret } from "../world/names.ts";
import { type Child, startChild } from "./child.ts";

export type BenchBot = Child & {
  port: number;
  /** From the start of the process until it says that it is ready. */
  readyInMs: number;
  /** A figure of its metrics; the sum where it has labels. */
  metric(name: string): Promise<number>;
};

export type BenchBotOptions = {
  folder: string;
  databaseFile: string;
  slackApiUrl: string;
  awsUrl: string;
  nodeOptions?: readonly string[];
};

const main = join(import.meta.dirname, "..", "..", "..", "src", "main.ts");

export async function startBot(options: BenchBotOptions): Promise<BenchBot> {
  const { folder } = options;
  const [port, metricsPort] = [await freePort(), await freePort()];
  const labsPath = join(folder, "labs.yaml");
  writeFileSync(labsPath, labsFile);
  const startedMs = performance.now();
  const child = await startChild({
    args: [...(options.nodeOptions ?? []), main],
    env: {
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: options.slackApiUrl,
      DATABASE_URL: `sqlite:${options.databaseFile}`,
      BATCHMATE_LABS: labsPath,
      BATCHMATE_EVENT_KEYS: `${benchAccount}=${benchKey}`,
      // The bench tells the bot all there is; what it asks AWS by itself would blur the figures.
      BATCHMATE_RECONCILE_SECONDS: "80000",
      AWS_ENDPOINT_URL: options.awsUrl,
      AWS_REGION: benchRegion,
      AWS_ACCESS_KEY_ID: "AKIABENCH",
      AWS_SECRET_ACCESS_KEY: "bench",
      HOST: "127.0.0.1",
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      LOG_LEVEL: "info",
    },
    readyWhen: /Batchmate is running/,
    logFile: join(folder, "bot.log"),
  });
  await ready(port);
  return {
    ...child,
    port,
    readyInMs: performance.now() - startedMs,
    metric: (name) => readMetric(metricsPort, name),
  };
}

/** Slack's requests are refused until the bot knows its own workspace. */
async function ready(port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`);
    const { slack } = (await answer.json()) as { slack: string };
    if (slack === "connected") return;
    await pause(5);
  }
}

async function readMetric(port: number, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const values = text.split("\n").filter((line) => new RegExp(`^${name}[ {]`).test(line));
  return values.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
