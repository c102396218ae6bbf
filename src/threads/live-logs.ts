import type { Logger } from "pino";
import type { ChannelId, LiveLogId, MemberId, NoticeId, PiName } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import {
  afterLook,
  endOf,
  type Followed,
  type LiveEnd,
  type LiveLook,
  type LiveState,
  liveBeginning,
  lookPauseMs,
  tailOf,
} from "../domain/logs/live-log.ts";
import type { Labs } from "../domain/people/pi.ts";
import { isDirect } from "../domain/telling/telling.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { lanes } from "../lifecycle/lanes.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Follower, LiveLog } from "../store/live-logs.ts";
import type { Store } from "../store/open-store.ts";
import type { Tables } from "../store/tables.ts";
import type { PlaceOf } from "./render.ts";

/** What AWS tells of a job, and of its log. */
export type LogFollower = {
  /** AWS's whole answer about what is followed; undefined where it knows nothing of it. Throws where it does not answer. */
  ask(job: Job, followed: Followed): Promise<unknown>;
  /** What has come since the last look: cleaned and masked. Throws where it can not be read. */
  look(job: Job, detail: unknown, before: LiveState): Promise<LiveLook>;
};

export type LiveLogsOptions = {
  store: Store;
  labs(): Labs;
  placeOf: PlaceOf;
  follower: LogFollower;
  /** Whether a person still sees what is of this lab. */
  maySee(member: MemberId, pi: PiName): Promise<boolean>;
  clock: Clock;
  logger: Logger;
  onAmended(): void;
};

/**
 * Reads each log that somebody follows, once for all who do, and lets their messages say what it says now. How far it has
 * come is saved together with what is shown of it: who takes it up after a crash goes on with the next line.
 */
export function liveLogs(options: LiveLogsOptions): Loop {
  const { store, clock, logger } = options;
  /** What AWS said of each last: it holds the secrets that are to be masked, and so is kept nowhere else. */
  const asked = new Map<LiveLogId, Asked>();
  let tookUpLeft = false;

  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    if (!tookUpLeft) await store.liveLogs.takeUpLeft(nowMs);
    tookUpLeft = true;
    for (const live of await store.liveLogs.due(nowMs)) {
      if (reading.busy().includes(live.id)) continue;
      const untilMs = nowMs + limits.liveLeaseMs;
      if (await store.liveLogs.claim(live, untilMs))
        reading.begin(live.id, () => readOn({ ...live, dueMs: untilMs }));
    }
    const waitMs = ((await store.liveLogs.nextDueMs()) ?? Number.POSITIVE_INFINITY) - clock.nowMs();
    // What another replica leaves behind wakes nobody here.
    return Math.min(Math.max(waitMs, 0), limits.lookAroundMs);
  };

  const readOn = async (live: LiveLog): Promise<void> => {
    const job = await store.jobs.get(live.followed.job);
    const look: LiveLook = job === undefined ? { kind: "no-log" } : await lookAt(live, job);
    const nowMs = clock.nowMs();
    const state = afterLook(live.state, look, nowMs);
    const end = endOf(state, look, nowMs);
    const strange = job === undefined ? new Map<NoticeId, LiveEnd>() : await readByOthers(live, job);
    const goesOn = await store.transaction((tables) =>
      settle(tables, { ...live, state }, { end, strange, nowMs }),
    );
    if (!goesOn) asked.delete(live.id);
    options.onAmended();
  };

  const lookAt = async (live: LiveLog, job: Job): Promise<LiveLook> => {
    try {
      return await options.follower.look(job, await detailOf(live, job), live.state);
    } catch (error) {
      logger.warn({ err: error, job: job.batchId }, "A log that is followed could not be read just now");
      return { kind: "trouble" };
    }
  };

  /** Asked now and then, and at once when the job has moved on. */
  const detailOf = async (live: LiveLog, job: Job): Promise<unknown> => {
    const known = asked.get(live.id);
    const nowMs = clock.nowMs();
    const { version } = job;
    if (known !== undefined && nowMs - known.atMs < limits.liveAskMs && known.version === version)
      return known.detail;
    const detail = await options.follower.ask(job, live.followed);
    asked.set(live.id, { detail, atMs: nowMs, version });
    return detail;
  };

  /** The messages that others than the lab have come to read, and those of people who have left it. */
  const readByOthers = async (live: LiveLog, job: Job): Promise<Map<NoticeId, LiveEnd>> => {
    const found = new Map<NoticeId, LiveEnd>();
    for (const { notice, member } of await store.liveLogs.followersOf(live.id)) {
      const row = await store.notices.get(notice);
      const thread = row && (await store.threads.get(row.thread));
      if (thread === undefined) continue;
      if (!(await isOwn(job, thread.channel, member))) found.set(notice, { kind: "audience" });
    }
    return found;
  };

  const isOwn = async (job: Job, channel: ChannelId, member: MemberId): Promise<boolean> =>
    isDirect(channel)
      ? options.maySee(member, job.pi)
      : options.labs().pis.get(job.pi)?.logs.inThreads === true &&
        (await options.placeOf(job, channel)) === "own";

  const reading = lanes<LiveLogId>({ name: "live logs", logger, onEnded: () => self.wake() });
  const self = loop({ name: "live logs", clock, logger, turn });
  return {
    ...self,
    stop: async () => {
      await self.stop();
      await reading.ended();
    },
  };
}

type Asked = { detail: unknown; atMs: number; version: number };

type Found = {
  end: LiveEnd | undefined;
  /** Messages that end by themselves. */
  strange: ReadonlyMap<NoticeId, LiveEnd>;
  nowMs: number;
};

/** What the look has found is said in each message, and saved with it. False when nobody follows any more. */
async function settle(tables: Tables, live: LiveLog, { end, strange, nowMs }: Found): Promise<boolean> {
  // Another has taken it up meanwhile, or nobody follows it any more: what this look found, another finds too.
  if ((await tables.liveLogs.get(live.id))?.dueMs !== live.dueMs) return false;
  let following = 0;
  for (const [notice, followers] of byNotice(await tables.liveLogs.followersOf(live.id))) {
    const untilMs = Math.max(...followers.map((each) => each.untilMs));
    const why = end ?? strange.get(notice) ?? (untilMs <= nowMs ? { kind: "time" as const } : undefined);
    const row = await tables.notices.get(notice);
    const isThere = row?.body.kind === "tail" && row.state !== "dead";
    if (isThere && row.body.kind === "tail") {
      const now = why === undefined ? { untilMs, nowMs } : { atMs: nowMs, why };
      // Who may not read on keeps nothing of it.
      const body = tailOf(row.body, why?.kind === "audience" ? liveBeginning : live.state, now);
      if (JSON.stringify(body) !== JSON.stringify(row.body)) await tables.notices.retell(notice, body);
    }
    // Somebody has taken the message away, or it can be changed no more: it ends without a word.
    if (why !== undefined || !isThere) await tables.liveLogs.endIn(notice);
    else following += 1;
  }
  if (following === 0) {
    await tables.liveLogs.remove(live.id);
    return false;
  }
  const { messages } = await tables.liveLogs.counts();
  await tables.liveLogs.save({ ...live, dueMs: nowMs + lookPauseMs(live.state, messages) });
  return true;
}

function byNotice(followers: readonly Follower[]): Map<NoticeId, Follower[]> {
  return Map.groupBy(followers, ({ notice }) => notice);
}
