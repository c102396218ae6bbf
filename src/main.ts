import "./lifecycle/check-node.mjs";
import "./lifecycle/short-lived.ts";
import { pino } from "pino";
import { buildApp } from "./app.ts";
import { openAccounts } from "./aws/accounts.ts";
import { openEventQueue } from "./aws/event-queue.ts";
import { readLabs } from "./config/labs-file.ts";
import { readProcessConfig } from "./config.ts";
import { systemChance as chance } from "./lifecycle/chance.ts";
import { systemClock as clock } from "./lifecycle/clock.ts";
import { systemLoopLoad } from "./lifecycle/loop-load.ts";
import { slackLogger } from "./slack/slack-logger.ts";
import { openWebClient } from "./slack/web-client.ts";
import { openStore } from "./store/open-store.ts";

async function main(): Promise<void> {
  const config = readProcessConfig();
  const logger = pino({ level: config.logLevel });
  const { botToken: token, apiUrl } = config.slack;
  const store = await openStore(config.database.url, { hasSideThread: true });
  const accounts = openAccounts();
  const eventQueue = config.eventQueue && openEventQueue(config.eventQueue);
  const webClient = openWebClient({ token, apiUrl, logger: slackLogger(logger) });
  const outside = { store, accounts, eventQueue, webClient, clock, chance, load: systemLoopLoad(), logger };
  let labs = config.labs.atStart;
  const app = buildApp({ config, labs: () => labs, ...outside });
  const { port, metricsPort } = await app.start();
  logger.info({ port, metricsPort, pis: labs.pis.size }, "Batchmate is running");

  process.on("SIGHUP", () => {
    const read = readLabs(config.labs.path, config.aws.region);
    if (!read.ok)
      return logger.error(
        { problems: read.problems },
        "The labs file has mistakes; the old one stays in force",
      );
    labs = read.labs;
    app.seedRoster().then(
      () => logger.info({ pis: labs.pis.size }, "The labs file was read again"),
      (error) => logger.error({ err: error }, "The roster could not be seeded"),
    );
  });
  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) return;
    stopping = true;
    logger.info({ signal }, "Batchmate is stopping");
    await app.stop();
    await store.close();
    accounts.close();
    eventQueue?.close();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
