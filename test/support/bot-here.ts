/** The bot inside the test's own process, put together as main.ts does it, with whatever clock a journey needs. */
import { pino } from "pino";
import { buildApp } from "../../src/app.ts";
import { openAccounts } from "../../src/aws/accounts.ts";
import { openEventQueue } from "../../src/aws/event-queue.ts";
import { readConfig } from "../../src/config.ts";
import type { Pi } from "../../src/domain/people/pi.ts";
import { systemChance } from "../../src/lifecycle/chance.ts";
import { systemLoopLoad } from "../../src/lifecycle/loop-load.ts";
import { slackLogger } from "../../src/slack/slack-logger.ts";
import { openWebClient } from "../../src/slack/web-client.ts";
import { openStore, type Store } from "../../src/store/open-store.ts";
import { connected, openWorld, type World, type WorldOptions } from "./installation.ts";

export type LogLine = { level: number; msg: string } & Record<string, unknown>;

export type Here = World & {
  botUrl: string;
  metricsUrl: string;
  store: Store;
  log: LogLine[];
  /** As if the labs file had been changed and read again. */
  changePi(name: string, changes: Partial<Pi>): void;
  /** Ends the bot in peace; the world goes on. */
  stopBot(): Promise<void>;
};

/** Starts a world and the bot in it. One at a time in a test file: the AWS SDK reads the process's environment. */
export async function startHere(options: WorldOptions = {}): Promise<Here> {
  const world = await openWorld(options);
  for (const name of Object.keys(process.env)) if (name.startsWith("AWS_")) delete process.env[name];
  for (const [name, value] of Object.entries(world.env))
    if (name.startsWith("AWS_")) process.env[name] = value;
  const config = readConfig({ ...world.env, PORT: "0", METRICS_PORT: "0" });
  const log: LogLine[] = [];
  let labs = config.labs.atStart;
  const logger = pino({ level: "info" }, { write: (line) => log.push(JSON.parse(line)) });
  const { botToken: token, apiUrl } = config.slack;
  const store = await openStore(config.database.url);
  const accounts = openAccounts();
  const eventQueue = config.eventQueue && openEventQueue(config.eventQueue);
  const app = buildApp({
    config,
    labs: () => labs,
    store,
    accounts,
    eventQueue,
    webClient: openWebClient({ token, apiUrl, logger: slackLogger(logger) }),
    clock: world.clock,
    chance: systemChance,
    load: systemLoopLoad(),
    logger,
  });
  const { port, metricsPort } = await app.start();
  const botUrl = `http://127.0.0.1:${port}`;
  await world.connect(botUrl);
  await connected(botUrl);
  let stopped: Promise<void> | undefined;
  const stopBot = (): Promise<void> => {
    stopped ??= app
      .stop()
      .then(() => store.close())
      .then(() => accounts.close())
      .then(() => eventQueue?.close());
    return stopped;
  };
  return {
    ...world,
    botUrl,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    store,
    log,
    changePi: (name, changes) => {
      const pis = [...labs.pis].map(([key, pi]) => [key, key === name ? { ...pi, ...changes } : pi] as const);
      labs = { ...labs, pis: new Map(pis) };
    },
    stopBot,
    close: async () => {
      world.slack.faults.clear();
      world.aws.faults.clear();
      await stopBot();
      await world.close();
    },
  };
}
