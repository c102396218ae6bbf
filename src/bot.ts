/** The bot without its doors: what works with what between what comes in and what Slack and AWS are told. It opens nothing. */
import type { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { WebClient } from "@slack/web-api";
import type { Logger } from "pino";
import type { Accounts, Actor } from "./aws/accounts.ts";
import { type CallPace, createCallPace } from "./aws/call-pace.ts";
import { definitionNames, findDefinition } from "./aws/definitions.ts";
import { createJobLogs, type JobLogs, type LogReaderOf } from "./aws/job-logs.ts";
import { batchJobs } from "./aws/jobs.ts";
import { describeQueues } from "./aws/queues.ts";
import { commands } from "./commands/all.ts";
import { performer } from "./commands/perform.ts";
import type { Services } from "./commands/request.ts";
import type { ChannelId, MemberId, MessageTs } from "./domain/ids.ts";
import type { Job } from "./domain/job.ts";
import { limits } from "./domain/limits.ts";
import { memberJob } from "./domain/member-job.ts";
import type { Labs, Pi } from "./domain/pi.ts";
import { type Place, placeOf } from "./domain/place.ts";
import { whoseLog } from "./domain/typical-failure.ts";
import { answerDelivery } from "./doors/deliver-answer.ts";
import { viewOpener } from "./doors/open-view.ts";
import { type Reception, reception } from "./doors/reception.ts";
import { applier } from "./events/applier.ts";
import { failedChildren } from "./events/failed-children.ts";
import { type EventInbox, openInbox } from "./events/inbox.ts";
import { reconcile } from "./events/reconcile.ts";
import { takeReports } from "./events/take-reports.ts";
import type { Chance } from "./lifecycle/chance.ts";
import type { Clock } from "./lifecycle/clock.ts";
import { type Loop, loop } from "./lifecycle/loop.ts";
import { failureLines } from "./logs/failure-lines.ts";
import { directoryOf } from "./slack/directory.ts";
import { homesOf } from "./slack/homes.ts";
import { type IdentityKeeper, identityKeeper } from "./slack/identity-keeper.ts";
import { people } from "./slack/people.ts";
import { postsOf } from "./slack/posts.ts";
import { respondVia } from "./slack/respond.ts";
import { viewsOf } from "./slack/views.ts";
import { stops } from "./stops/stops.ts";
import { cleanUp } from "./store/clean-up.ts";
import type { Store } from "./store/open-store.ts";
import { submissions } from "./submissions/submissions.ts";
import { type DeliveryOutcome, deliver } from "./threads/deliver.ts";
import { digestLines } from "./threads/digest-lines.ts";
import { logLines } from "./threads/log-lines.ts";
import { mornings } from "./threads/mornings.ts";
import { notedPosts } from "./threads/noted-posts.ts";
import { slackPace } from "./threads/pace.ts";
import { cardWatch } from "./threads/posted-card.ts";
import { renderer } from "./threads/render.ts";

export type BotRim = {
  /** As the labs file says now. */
  labs(): Labs;
  store: Store;
  accounts: Accounts;
  webClient: WebClient;
  clock: Clock;
  /** What pauses are spread by, so that many do not come back at once. */
  chance: Chance;
  logger: Logger;
  admins: readonly MemberId[];
  /** How long a job may be quiet before AWS is asked about it. */
  quietMs: number;
  /** The only host, besides Slack's own, to which an answer may be sent. */
  slackApiUrl: string;
  /** What answers are sent with: the system's own when left out. */
  fetch?: typeof fetch;
  /** What is counted. */
  seen: {
    command(via: string): void;
    events(counts: { applied: number; setAside: number }): void;
    delivery(outcome: DeliveryOutcome): void;
  };
};

export type Bot = {
  /** Where events are put; durable when it resolves. */
  inbox: EventInbox;
  /** Where what people ask for is put. */
  reception: Reception;
  identity: IdentityKeeper;
  /** All that goes on by itself. */
  loops: readonly Loop[];
  /** The labs file was read anew. */
  seedRoster(): Promise<void>;
};

export function buildBot(rim: BotRim): Bot {
  const { labs, store, accounts, webClient, clock, logger, quietMs } = rim;
  const { nowMs } = clock;
  const posts = postsOf(webClient);
  const directory = directoryOf(webClient);
  const identity = identityKeeper({ directory, meta: store.meta, clock, logger });
  const { nameOf, zoneOf, isIn, isExternallyShared } = people({
    directory,
    memory: store.roster,
    nowMs,
    logger,
  });
  const batch = batchJobs(accounts);
  const jobLogs = jobLogsOf(rim);

  const placeIn = async (job: Job, channel: ChannelId): Promise<Place> =>
    placeOf(labs().pis.get(job.pi), channel, await isExternallyShared(channel));

  const permalink = (channel: ChannelId, ts: MessageTs) =>
    posts.permalink(channel, ts).catch(() => undefined);
  const cards = cardWatch(store, clock);
  const pace = slackPace(store, nowMs);
  const delivery = deliver({
    store,
    posts,
    pace,
    render: renderer({
      labs,
      nameOf,
      placeOf: placeIn,
      linesOf: (digest) => digestLines({ store, permalink, nameOf }, digest),
    }),
    clock,
    logger,
    onCardPosted: cards.posted,
    onOutcome: rim.seen.delivery,
  });
  const lastLines = async (job: Job): Promise<readonly string[]> => {
    const pi = labs().pis.get(job.pi);
    const id = whoseLog(job);
    if (pi === undefined || id === undefined) return [];
    const [answer] = await batch.describe(pi, "system", [id]);
    const whose = id === job.batchId ? job : memberJob(job, answer?.detail, nowMs());
    if (whose === undefined) return [];
    return failureLines({ jobLogs: jobLogs("system"), nowMs }, { job: whose, pi, detail: answer?.detail });
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
  const summing = mornings({ store, clock, logger, onSaved: delivery.wake });
  const changed = (): void => {
    delivery.wake();
    lines.wake();
    listing.wake();
    summing.wake();
  };

  const applying = applier({
    store,
    clock,
    logger,
    quietMs,
    onApplied: (counts) => {
      rim.seen.events(counts);
      changed();
    },
  });
  const inbox = openInbox(store, { backlog: limits.eventBacklog, clock, onSaved: applying.wake });
  const askPace = callPaceBy(clock, {
    callsPerSecond: limits.askCallsPerSecond,
    burst: limits.askCallsBurst,
  });
  const asking = reconcile({
    store,
    batch,
    labs,
    paceOf: askPace.turn,
    clock,
    chance: rim.chance,
    logger,
    quietMs,
    onReports: changed,
  });
  const listing = failedChildren({
    store,
    batch,
    labs,
    paceOf: askPace.turn,
    clock,
    logger,
    quietMs,
    onReports: changed,
  });
  const sending = submissions({ store, batch, labs, clock, logger, quietMs, onChanged: changed });
  const stopping = stops({ store, batch, labs, clock, logger, quietMs, onChanged: changed });
  const cleaning = cleanUp({ store, clock, logger });

  const services: Services = {
    commands,
    store,
    labs,
    admins: new Set(rim.admins),
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
    permalink,
    nameOf,
    zoneOf,
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
  const performing = performer(services, logger);
  const views = viewsOf(webClient);
  const receiving = reception({
    performer: performing,
    store,
    openView: viewOpener({ opens: performing.opens, views, nowMs, logger }),
    deliver: answerDelivery({
      posts: notedPosts(posts, pace, nowMs),
      homes: homesOf(webClient),
      views,
      respond: respondVia(rim.slackApiUrl, rim.fetch === undefined ? {} : { fetch: rim.fetch }),
      nowMs,
      logger,
    }),
    clock,
    logger,
    onTaken: ({ via }) => rim.seen.command(via),
  });
  const resuming = loop({
    name: "intentions",
    clock,
    logger,
    turn: async () => {
      await receiving.takeUpLeft();
      return limits.lookAroundMs;
    },
  });

  return {
    inbox,
    reception: receiving,
    identity,
    loops: [
      identity,
      delivery,
      lines,
      summing,
      applying,
      asking,
      listing,
      sending,
      stopping,
      resuming,
      cleaning,
    ],
    seedRoster: async () => {
      for (const pi of labs().pis.values()) {
        for (const seed of pi.members)
          await store.transaction((tables) => tables.roster.seed(pi.name, seed, nowMs()));
      }
    },
  };
}

/** Readers of one account share its quota of calls, whoever asks. */
function jobLogsOf({ accounts, clock, labs }: BotRim): (actor: Actor) => JobLogs {
  const pace = callPaceBy(clock, { callsPerSecond: limits.logCallsPerSecond, burst: limits.logCallsBurst });
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

function callPaceBy(clock: Clock, pace: { callsPerSecond: number; burst: number }): CallPace {
  const wait = (delayMs: number) => new Promise<void>((resolve) => clock.after(delayMs, resolve));
  return createCallPace(pace, { nowMs: clock.nowMs, wait });
}
