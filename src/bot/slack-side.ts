/** What the bot knows of people and places in Slack and says there, and the loops that see to it. */

import { mayNow } from "../commands/people/member-of.ts";
import type { ChannelId, MemberId, MessageTs } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import type { Snippet } from "../domain/logs/snippet.ts";
import { type Place, placeOf } from "../domain/telling/place.ts";
import { accessWatch } from "../roster/access-watch.ts";
import { peopleFinder } from "../roster/find-people.ts";
import { rosterLook } from "../roster/look.ts";
import { personStandings } from "../roster/standings.ts";
import { directoryOf } from "../slack/directory.ts";
import { identityKeeper } from "../slack/identity-keeper.ts";
import { people } from "../slack/people.ts";
import { postsOf } from "../slack/posts.ts";
import { readersOf } from "../slack/readers.ts";
import { uploadsOf } from "../slack/upload.ts";
import { userGroupsOf } from "../slack/user-groups.ts";
import { approvalWatch } from "../threads/approval-watch.ts";
import { deliver } from "../threads/deliver.ts";
import { digestLines } from "../threads/digest-lines.ts";
import { type LogFollower, liveLogs } from "../threads/live-logs.ts";
import { type LogCostsOptions, logCosts } from "../threads/log-costs.ts";
import { type LogLinesOptions, logLines } from "../threads/log-lines.ts";
import { mornings } from "../threads/mornings.ts";
import { notedPosts } from "../threads/noted-posts.ts";
import { slackPace } from "../threads/pace.ts";
import { postWatch } from "../threads/post-watch.ts";
import { cardWatch } from "../threads/posted-card.ts";
import { renderer } from "../threads/render.ts";
import { snippetKeeper } from "../threads/snippet-keeper.ts";
import { snippetWatch } from "../threads/snippet-watch.ts";
import type { BotRim } from "./bot-rim.ts";

/** What is read of jobs' logs, to be shown in their threads. */
export type ReadLogs = {
  lastLines: LogLinesOptions["lastLines"];
  bytesLogged: LogCostsOptions["bytesOf"];
  ofLiveLogs: LogFollower;
};

export function slackSide(rim: BotRim, { lastLines, bytesLogged, ofLiveLogs }: ReadLogs) {
  const { labs, store, webClient, clock, logger } = rim;
  const { nowMs } = clock;
  const asked = { store, labs, admins: new Set(rim.admins) };
  const posts = postsOf(webClient);
  const directory = directoryOf(webClient);
  const identity = identityKeeper({ directory, meta: store.meta, clock, logger });
  const { nameOf, zoneOf, isIn, isExternallyShared } = people({
    directory,
    memory: store.roster,
    nowMs,
    logger,
  });
  const placeIn = async (job: Job, channel: ChannelId): Promise<Place> =>
    placeOf(labs().pis.get(job.pi), channel, await isExternallyShared(channel));

  const permalink = (channel: ChannelId, ts: MessageTs) =>
    posts.permalink(channel, ts).catch(() => undefined);
  const watch = postWatch(clock);
  const uploads = uploadsOf({ client: webClient, apiUrl: rim.slackApiUrl });
  const pace = slackPace(store, nowMs);
  const delivery = deliver({
    store,
    posts,
    uploads,
    pace,
    render: renderer({
      labs,
      nameOf,
      placeOf: placeIn,
      earlierOf: (job) => store.jobs.before(job, limits.earlierJobs),
      jobsOf: store.batches.jobs,
      askedAsOne: store.askedAsOne,
      snippetOf: store.snippets.get,
      mayStand: async ({ pi, by }: Snippet, channel) =>
        (await mayNow(asked, { member: by, action: "share", pi })) && !(await isExternallyShared(channel)),
      linesOf: (digest) => digestLines({ store, permalink, nameOf }, digest),
    }),
    clock,
    chance: rim.chance,
    logger,
    onPosted: watch.posted,
    onOutcome: rim.seen.delivery,
  });
  const lines = logLines({
    store,
    labs,
    placeOf: placeIn,
    lastLines,
    clock,
    logger,
    onAmended: delivery.wake,
  });
  const following = liveLogs({
    store,
    labs,
    placeOf: placeIn,
    follower: ofLiveLogs,
    maySee: (member, pi) => mayNow(asked, { member, action: "logs", pi }),
    clock,
    logger,
    onAmended: delivery.wake,
  });
  const waiting = approvalWatch({
    store,
    admins: rim.admins,
    clock,
    logger,
    quietMs: rim.quietMs,
    onSaved: delivery.wake,
  });
  const pricing = logCosts({
    store,
    bytesOf: bytesLogged,
    clock,
    logger,
    quietMs: rim.quietMs,
    onSaved: delivery.wake,
  });
  const standings = personStandings({
    directory,
    store,
    labs,
    admins: rim.admins,
    team: () => identity.get()?.team,
    clock,
    logger,
    quietMs: rim.quietMs,
    onEnded: delivery.wake,
  });
  const asking = accessWatch({
    store,
    admins: rim.admins,
    adminChannel: () => labs().institute.adminChannel,
    clock,
    logger,
    onSaved: delivery.wake,
  });
  const looking = rosterLook({ store, standings, clock, logger });
  const summing = mornings({ store, admins: rim.admins, clock, logger, onSaved: delivery.wake });

  const keeping = snippetKeeper({
    store,
    posts,
    uploads,
    pace,
    clock,
    chance: rim.chance,
    logger,
    onSaved: delivery.wake,
    onAway: watch.posted,
  });

  return {
    identity,
    cards: cardWatch(store, watch),
    snippetOnce: snippetWatch(store, watch),
    readers: readersOf(webClient, nowMs),
    permalink,
    nameOf,
    zoneOf,
    isIn,
    isExternallyShared,
    standings,
    people: peopleFinder({ directory, standings, team: () => identity.get()?.team }),
    membersOfGroup: userGroupsOf(webClient).members,
    /** Whether a direct message is the one between the bot and this person. */
    isOwnDirect: (channel: ChannelId, member: MemberId): Promise<boolean> =>
      posts.directChannel(member).then(
        (own) => own === channel,
        () => false,
      ),
    posts,
    pace,
    /** What answers to people are posted with. */
    answers: notedPosts(posts, pace, nowMs),
    /** Something may be to say now. */
    wake: (): void => {
      for (const each of [delivery, lines, following, summing, waiting, keeping, asking]) each.wake();
    },
    loops: [identity, delivery, lines, following, summing, waiting, keeping, pricing, asking, looking],
  };
}
