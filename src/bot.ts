/** The bot without its doors: what works with what between what comes in and what Slack and AWS are told. It opens nothing. */
import { awsSide } from "./bot/aws-side.ts";
import type { BotRim } from "./bot/bot-rim.ts";
import { hearRefusedRoles } from "./bot/hear-refused-roles.ts";
import { slackSide } from "./bot/slack-side.ts";
import { commands } from "./commands/all.ts";
import { commandRate } from "./commands/command-rate.ts";
import { mayNow } from "./commands/people/member-of.ts";
import { performer } from "./commands/perform.ts";
import type { Services } from "./commands/request.ts";
import { limits } from "./domain/limits.ts";
import { keepAuditMsOf } from "./domain/people/audit.ts";
import { standingOf } from "./domain/people/standing.ts";
import { answerDelivery } from "./doors/deliver-answer.ts";
import { type OpenForms, openForms } from "./doors/open-forms.ts";
import { viewOpener } from "./doors/open-view.ts";
import { type Reception, reception } from "./doors/reception.ts";
import type { HearAccount } from "./doors/user-change.ts";
import type { EventInbox } from "./events/inbox.ts";
import { takeReports } from "./events/take-reports.ts";
import { type Loop, loop } from "./lifecycle/loop.ts";
import { within } from "./lifecycle/within.ts";
import { filesOf } from "./slack/files.ts";
import { homesOf } from "./slack/homes.ts";
import type { IdentityKeeper } from "./slack/identity-keeper.ts";
import { respondVia } from "./slack/respond.ts";
import { textFilesOf } from "./slack/text-files.ts";
import { uploadsOf } from "./slack/upload.ts";
import { viewsOf } from "./slack/views.ts";
import { auditLines } from "./store/audit-lines.ts";
import { cleanUp } from "./store/clean-up.ts";
import { wholeLogs } from "./whole-logs/whole-logs.ts";

export type Bot = {
  /** Where events are put; durable when it resolves. */
  inbox: EventInbox;
  /** Where what people ask for is put. */
  reception: Reception;
  /** Where what happens in an open form is told. */
  forms: OpenForms;
  identity: IdentityKeeper;
  /** All that goes on by itself. */
  loops: readonly Loop[];
  /** The labs file was read anew. */
  seedRoster(): Promise<void>;
  /** Slack tells that a person has changed. */
  hearAccount: HearAccount;
};

export function buildBot(rim: BotRim): Bot {
  const { labs, store, webClient, clock, logger, quietMs } = rim;
  const { nowMs } = clock;
  const admins = new Set(rim.admins);
  const changed = (): void => {
    slack.wake();
    aws.wake();
    files.wake();
  };
  const aws = awsSide(rim, changed);
  const slack = slackSide(rim, aws);
  const files = wholeLogs({
    store,
    labs,
    batch: aws.batch,
    jobLogs: aws.jobLogs,
    posts: slack.posts,
    pace: slack.pace,
    uploads: uploadsOf({ client: webClient, apiUrl: rim.slackApiUrl }),
    mayRead: ({ member, pi }) => mayNow({ store, labs, admins }, { member, action: "logs", pi }),
    folder: rim.scratchFolder,
    clock,
    chance: rim.chance,
    logger,
  });

  const services: Services = {
    commands,
    store,
    labs,
    admins,
    batch: aws.batch,
    queues: aws.queues,
    definition: aws.definition,
    definitionNames: aws.definitionNames,
    registerDefinition: aws.registerDefinition,
    jobLogs: aws.jobLogs,
    lookAtLab: aws.lookAtLab,
    eventWays: rim.eventWays,
    submissions: aws.submissions,
    stops: aws.stops,
    childStops: aws.childStops,
    takeReports: (reports) =>
      store.transaction((tables) => takeReports(tables, reports, { nowMs: nowMs(), quietMs })),
    cards: slack.cards,
    snippetOnce: slack.snippetOnce,
    readers: slack.readers,
    permalink: slack.permalink,
    nameOf: slack.nameOf,
    zoneOf: slack.zoneOf,
    isOwnDirect: slack.isOwnDirect,
    isIn: slack.isIn,
    isExternallyShared: slack.isExternallyShared,
    team: () => slack.identity.get()?.team,
    standings: slack.standings,
    people: slack.people,
    membersOfGroup: slack.membersOfGroup,
    readFile: textFilesOf({
      client: webClient,
      apiUrl: rim.slackApiUrl,
      ...(rim.fetch === undefined ? {} : { fetch: rim.fetch }),
    }).read,
    changed,
    clock,
    quietMs,
  };
  hearRefusedRoles(rim, changed);
  const performing = performer(services, logger);
  const views = viewsOf(webClient);
  const receiving = reception({
    performer: performing,
    store,
    openView: viewOpener({ opens: performing.opens, views, nowMs, logger }),
    deliver: answerDelivery({
      posts: slack.answers,
      homes: homesOf(webClient),
      views,
      files: filesOf(webClient),
      respond: respondVia(rim.slackApiUrl, rim.fetch === undefined ? {} : { fetch: rim.fetch }),
      nowMs,
      logger,
    }),
    rate: commandRate(services),
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

  const cleaning = cleanUp({ store, clock, logger, keepAuditMs: () => keepAuditMsOf(labs().institute) });
  const auditing = auditLines({ store, clock, logger });

  return {
    inbox: aws.inbox,
    reception: receiving,
    forms: openForms({
      performer: performing,
      views,
      within: (ms, work) => within(clock, ms, work),
      logger,
    }),
    identity: slack.identity,
    loops: [...slack.loops, ...aws.loops, files, resuming, cleaning, auditing],
    seedRoster: async () => {
      // Admins change only where the bot is started anew, and its start comes by here.
      await store.watchers.keepAdmins(rim.admins);
      for (const admin of rim.admins) await store.standings.expect(admin, nowMs());
      for (const pi of labs().pis.values())
        await store.transaction((tables) =>
          tables.people.followLabsFile({ pi, admins: rim.admins }, { nowMs: nowMs(), quietMs }),
        );
      slack.wake();
    },
    hearAccount: (member, account) =>
      slack.standings.hear(member, standingOf(account, slack.identity.get()?.team), "user_change"),
  };
}
