/** The composition root: what works with what. It opens nothing and reads no environment. */
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Accounts, Actor } from "./aws/accounts.ts";
import { createCallPace } from "./aws/call-pace.ts";
import { definitionNames, findDefinition } from "./aws/definitions.ts";
import { createJobLogs, type JobLogs, type LogReaderOf } from "./aws/job-logs.ts";
import { batchJobs } from "./aws/jobs.ts";
import { describeQueues } from "./aws/queues.ts";
import { commands } from "./commands/all.ts";
import { performer } from "./commands/perform.ts";
import type { Services } from "./commands/request.ts";
import type { Config } from "./config.ts";
import type { ChannelId } from "./domain/ids.ts";
import type { Job } from "./domain/job.ts";
import { limits } from "./domain/limits.ts";
import type { Labs, Pi } from "./domain/pi.ts";
import { type Place, placeOf } from "./domain/place.ts";
import { answerDelivery } from "./doors/deliver-answer.ts";
import { openDoors } from "./doors/open-doors.ts";
import { reception } from "./doors/reception.ts";
import { applier } from "./events/applier.ts";
import { openInbox } from "./events/inbox.ts";
import { reconcile } from "./events/reconcile.ts";
import { takeReports } from "./events/take-reports.ts";
import { createEventKeys } from "./http/event-keys.ts";
import { eventWebhook } from "./http/event-webhook.ts";
import { healthRoutes } from "./http/health.ts";
import { openMetrics } from "./http/metrics.ts";
import { httpServer } from "./http/server.ts";
import { slackGate } from "./http/slack-gate.ts";
import type { Clock } from "./lifecycle/clock.ts";
import { failureLines } from "./logs/failure-lines.ts";
import { directoryOf } from "./slack/directory.ts";
import { homesOf } from "./slack/homes.ts";
import { identityKeeper } from "./slack/identity-keeper.ts";
import { people } from "./slack/people.ts";
import { postsOf } from "./slack/posts.ts";
import { respondVia } from "./slack/respond.ts";
import { slackLogger } from "./slack/slack-logger.ts";
import { stops } from "./stops/stops.ts";
import { cleanUp } from "./store/clean-up.ts";
import type { Store } from "./store/open-store.ts";
import { submissions } from "./submissions/submissions.ts";
import { deliver } from "./threads/deliver.ts";
import { logLines } from "./threads/log-lines.ts";
import { cardWatch } from "./threads/posted-card.ts";
import { renderer } from "./threads/render.ts";

/** All that was opened before: the app closes none of it. */
export type Rim = {
  config: Config;
  /** As the labs file says now. */
  labs(): Labs;
  store: Store;
  accounts: Accounts;
  webClient: WebClient;
  clock: Clock;
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
  const { config, labs, store, accounts, webClient, clock, logger } = rim;
  const { nowMs } = clock;
  const quietMs = config.reconcileSeconds * 1_000;
  const metrics = openMetrics(store, nowMs);
  const posts = postsOf(webClient);
  const directory = directoryOf(webClient);
  const identity = identityKeeper({ directory, meta: store.meta, clock, logger });
  const { nameOf, isIn, isExternallyShared } = people({ directory, memory: store.roster, nowMs, logger });
  const batch = batchJobs(accounts);
  const jobLogs = jobLogsOf(rim);

  const placeIn = async (job: Job, channel: ChannelId): Promise<Place> =>
    placeOf(labs().pis.get(job.pi), channel, await isExternallyShared(channel));

  const cards = cardWatch(store, clock);
  const delivery = deliver({
    store,
    posts,
    render: renderer({ labs, nameOf, placeOf: placeIn }),
    clock,
    logger,
    onCardPosted: cards.posted,
    onOutcome: (outcome) => metrics.deliveries.inc({ outcome }),
  });
  const lastLines = async (job: Job): Promise<readonly string[]> => {
    const pi = labs().pis.get(job.pi);
    if (pi === undefined || job.batchId === undefined) return [];
    const [answer] = await batch.describe(pi, "system", [job.batchId]);
    return failureLines({ jobLogs: jobLogs("system"), nowMs }, { job, pi, detail: answer?.detail });
  };
  const lines = logLines({
    store,
    labs,
    placeOf: placeIn,
    lastLines,
    clock,
    logger,
    onAmended: delivery.wake,
  });
  const changed = (): void => {
    delivery.wake();
    lines.wake();
  };

  const applying = applier({
    store,
    clock,
    logger,
    quietMs,
    onApplied: ({ applied, setAside }) => {
      metrics.eventsApplied.inc(applied);
      metrics.eventsSetAside.inc(setAside);
      changed();
    },
  });
  const inbox = openInbox(store, { backlog: limits.eventBacklog, onSaved: applying.wake });
  const asking = reconcile({ store, batch, labs, clock, logger, quietMs, onReports: changed });
  const sending = submissions({ store, batch, labs, clock, logger, quietMs, onChanged: changed });
  const stopping = stops({ store, batch, labs, clock, logger, quietMs, onChanged: changed });
  const cleaning = cleanUp({ store, clock, logger });

  const services: Services = {
    commands,
    store,
    labs,
    admins: new Set(config.admins),
    batch,
    queues: (pi, actor) => describeQueues(accounts, pi, actor),
    definition: (pi, actor, named) => findDefinition(accounts, { pi, actor }, named),
    definitionNames: (pi, actor) => definitionNames(accounts, { pi, actor }),
    jobLogs,
    submissions: sending,
    stops: stopping,
    takeReports: (reports) =>
      store.transaction((tables) => takeReports(tables, reports, { nowMs: nowMs(), quietMs })),
    cards,
    permalink: (channel, ts) => posts.permalink(channel, ts).catch(() => undefined),
    nameOf,
    isOwnDirect: (channel, member) =>
      posts.directChannel(member).then(
        (own) => own === channel,
        () => false,
      ),
    isIn,
    isExternallyShared,
    changed,
    clock,
    quietMs,
  };
  const receiving = reception({
    performer: performer(services, logger),
    store,
    deliver: answerDelivery({
      posts,
      homes: homesOf(webClient),
      respond: respondVia(config.slack.apiUrl),
      nowMs,
      logger,
    }),
    clock,
    logger,
    onTaken: ({ via }) => metrics.commands.inc({ via }),
  });
  const doors = openDoors({
    botToken: config.slack.botToken,
    apiUrl: config.slack.apiUrl,
    signingSecret: config.slack.signingSecret,
    appToken: config.slack.appToken,
    identity: identity.known,
    reception: receiving,
    nowMs,
    logger: slackLogger(logger),
  });

  const { http } = doors;
  const slackRoute =
    http === undefined || config.slack.signingSecret === undefined
      ? {}
      : {
          "POST /slack/events": slackGate({
            signingSecret: config.slack.signingSecret,
            team: () => identity.get()?.team,
            nowMs,
            next: http.requestListener,
          }),
        };
  const keys = createEventKeys(config.eventKeys ?? { kind: "keys", keys: [] }, (problems) =>
    logger.error({ problems }, "The event key file can not be used; the keys read before stay in force"),
  );
  const server = httpServer(
    {
      ...slackRoute,
      "POST /aws/events": eventWebhook({
        keys,
        isLabAccount: (account) => [...labs().pis.values()].some((pi: Pi) => pi.account === account),
        inbox,
        nowMs,
        logger,
        onAnswer: (status) => metrics.eventAnswers.inc({ status: String(status) }),
      }),
      ...healthRoutes({ store, slack: () => (identity.get() === undefined ? "not yet" : "connected") }),
    },
    logger,
  );
  const metricsServer = httpServer(metrics.routes, logger);
  const loops = [identity, delivery, lines, applying, asking, sending, stopping, cleaning];

  const seedRoster = async (): Promise<void> => {
    for (const pi of labs().pis.values()) {
      for (const seed of pi.members)
        await store.transaction((tables) => tables.roster.seed(pi.name, seed, nowMs()));
    }
  };

  return {
    seedRoster,
    start: async () => {
      await seedRoster();
      await identity.recall();
      for (const each of loops) each.start();
      // Before the doors open: what comes in from now on is not taken for something left behind.
      await receiving.resume();
      await doors.open();
      const port = await server.listen(config.http);
      const metricsPort = await metricsServer.listen(config.metrics);
      return { port, metricsPort };
    },
    stop: async () => {
      await Promise.all([server.close(), metricsServer.close(), doors.close()]);
      await receiving.drain();
      await Promise.all(loops.map((each) => each.stop()));
    },
  };
}

/** Readers of one account share its quota of calls, whoever asks. */
function jobLogsOf({ accounts, clock, labs }: Rim): (actor: Actor) => JobLogs {
  const wait = (delayMs: number) => new Promise<void>((resolve) => clock.after(delayMs, resolve));
  const pace = createCallPace(
    { callsPerSecond: limits.logCallsPerSecond, burst: limits.logCallsBurst },
    { nowMs: clock.nowMs, wait },
  );
  const piOf = (who: LogReaderOf): Pi => {
    const pi = labs().pis.get(who.pi);
    if (pi === undefined) throw new Error(`${who.pi} is no longer in the labs file`);
    return pi;
  };
  return (actor) =>
    createJobLogs(
      async (who): Promise<CloudWatchLogsClient> => accounts.logs(piOf(who), actor, who.region),
      (who) => pace.turn(`${piOf(who).account} ${who.region}`),
    );
}
