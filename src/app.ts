/** The composition root: the bot, its doors and its servers. It opens nothing and reads no environment. */
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Accounts } from "./aws/accounts.ts";
import type { EventQueue } from "./aws/event-queue.ts";
import { buildBot } from "./bot.ts";
import { scratchFolderOf } from "./config/database-url.ts";
import type { Config } from "./config.ts";
import type { Labs } from "./domain/people/pi.ts";
import { openDoors } from "./doors/open-doors.ts";
import { readEventQueue } from "./events/event-queue.ts";
import { createEventKeys } from "./http/event-keys.ts";
import { eventWebhook } from "./http/event-webhook.ts";
import { healthRoutes } from "./http/health.ts";
import { openMetrics } from "./http/metrics.ts";
import { httpServer } from "./http/server.ts";
import { slackGate } from "./http/slack-gate.ts";
import type { Chance } from "./lifecycle/chance.ts";
import type { Clock } from "./lifecycle/clock.ts";
import type { LoopLoad } from "./lifecycle/loop-load.ts";
import { slackLogger } from "./slack/slack-logger.ts";
import { socketMode } from "./slack/socket-mode.ts";
import type { Store } from "./store/open-store.ts";
import { removeLeftNames } from "./whole-logs/unnamed-file.ts";

/** All that was opened before: the app closes none of it. */
export type Rim = {
  config: Config;
  /** As the labs file says now. */
  labs(): Labs;
  store: Store;
  accounts: Accounts;
  /** Where there is one, events are read from it too. */
  eventQueue?: EventQueue | undefined;
  webClient: WebClient;
  clock: Clock;
  chance: Chance;
  load: LoopLoad;
  logger: Logger;
};

export type BatchmateApp = {
  /** Resolves with the ports once both servers listen. */
  start(): Promise<{ port: number; metricsPort: number }>;
  /** Takes no more, ends what is under way, and resolves. */
  stop(): Promise<void>;
  /** The labs file was read anew. */
  seedRoster(): Promise<void>;
};

export function buildApp(rim: Rim): BatchmateApp {
  const { config, labs, store, accounts, webClient, clock, chance, load, logger } = rim;
  const { nowMs } = clock;
  const scratchFolder = scratchFolderOf(config.database.url);
  const metrics = openMetrics(store, nowMs);
  const keys = createEventKeys(config.eventKeys ?? { kind: "keys", keys: [] }, (problems) =>
    logger.error({ problems }, "The event key file can not be used; the keys read before stay in force"),
  );
  const bot = buildBot({
    labs,
    store,
    accounts,
    eventWays: { hasKeyOf: keys.hasKeyOf, queueUrl: config.eventQueue?.url },
    webClient,
    clock,
    chance,
    load,
    logger,
    admins: config.admins,
    quietMs: config.reconcileSeconds * 1_000,
    slackApiUrl: config.slack.apiUrl,
    scratchFolder,
    seen: {
      command: (via) => metrics.commands.inc({ via }),
      delivery: (outcome) => metrics.deliveries.inc({ outcome }),
      events: ({ applied, setAside }) => {
        metrics.eventsApplied.inc(applied);
        metrics.eventsSetAside.inc(setAside);
      },
    },
  });
  const { identity, inbox, reception, forms } = bot;
  const team = () => identity.get()?.team;
  const { appToken, apiUrl } = config.slack;
  const socket =
    appToken === undefined
      ? undefined
      : socketMode({
          appToken,
          apiUrl,
          team,
          clock,
          chance,
          logger,
          slackLogger: slackLogger(logger),
          onOpen: (count) => metrics.openSockets.set(count),
        });
  const { http } = openDoors({
    botToken: config.slack.botToken,
    apiUrl,
    signingSecret: config.slack.signingSecret,
    socketMode: socket,
    identity: identity.known,
    reception,
    forms,
    hearAccount: bot.hearAccount,
    nowMs,
    logger: slackLogger(logger),
  });

  const slackRoute =
    http === undefined || config.slack.signingSecret === undefined
      ? {}
      : {
          "POST /slack/events": slackGate({
            signingSecret: config.slack.signingSecret,
            team,
            nowMs,
            next: http.requestListener,
          }),
        };
  const labAccounts = () => [...labs().pis.values()].map(({ account }) => account);
  const reading =
    rim.eventQueue &&
    readEventQueue({
      queue: rim.eventQueue,
      inbox,
      store,
      isLabAccount: (account) => labAccounts().includes(account),
      clock,
      chance,
      logger,
      onMessages: (fate, count) => metrics.queueMessages.inc({ fate }, count),
      onTrouble: (cause) => {
        metrics.queueInTrouble.set(cause === undefined ? 0 : 1);
        if (cause !== undefined) metrics.queueTroubles.inc({ cause });
      },
    });
  const server = httpServer(
    {
      ...slackRoute,
      "POST /aws/events": eventWebhook({
        keys,
        labAccounts,
        inbox,
        nowMs,
        logger,
        onAnswer: (status) => metrics.eventAnswers.inc({ status: String(status) }),
      }),
      ...healthRoutes({
        store,
        slack: () => (team() === undefined ? "not yet" : (socket?.state() ?? "connected")),
      }),
    },
    logger,
  );
  const metricsServer = httpServer(metrics.routes, logger);

  return {
    seedRoster: bot.seedRoster,
    start: async () => {
      await removeLeftNames(scratchFolder);
      await bot.seedRoster();
      await identity.recall();
      for (const each of bot.loops) each.start();
      // Before the doors open: what comes in from now on is not taken for something left behind.
      await reception.resume();
      await socket?.start();
      reading?.start();
      const port = await server.listen(config.http);
      const metricsPort = await metricsServer.listen(config.metrics);
      return { port, metricsPort };
    },
    stop: async () => {
      await Promise.all([server.close(), metricsServer.close(), socket?.stop(), reading?.stop()]);
      await reception.drain();
      await Promise.all(bot.loops.map((each) => each.stop()));
    },
  };
}
