import { directThreadIdOf, liveLogIdOf, noticeIdOf } from "../../domain/derived-ids.ts";
import { directPlaceOf, type NoticeId } from "../../domain/ids.ts";
import { childId, nodeId } from "../../domain/job/family.ts";
import type { Job } from "../../domain/job/job.ts";
import { isEnded } from "../../domain/job/job-state.ts";
import { limits } from "../../domain/limits.ts";
import type { Followed, LiveTail } from "../../domain/logs/live-log.ts";
import { liveBeginning, tailOf } from "../../domain/logs/live-log.ts";
import { streamsOf } from "../../logs/streams.ts";
import {
  followsAlready,
  followsTooMany,
  logFollowed,
  tooManyFollowed,
} from "../../messages/logs/log-followed.ts";
import type { Follower } from "../../store/live-logs.ts";
import type { Tables } from "../../store/tables.ts";
import { type Answer, toMe } from "../answer.ts";
import type { Request } from "../request.ts";
import { type LivePlace, placeForLiveLog } from "./live-place.ts";

export type ToFollow = {
  /** What is followed: a job, a child of an array, or a node. */
  job: Job;
  /** Which child, as AWS counts them, or which node. */
  which?: { index: number } | { node: number };
  /** The message in which it was followed before, and is to go on. */
  again?: NoticeId;
};

/** From now on the log is shown as it grows. Undefined where nothing will grow: then its last lines are the answer. */
export async function followLog(request: Request, wish: ToFollow): Promise<Answer | undefined> {
  const { services, member } = request;
  const { job } = wish;
  const streams = streamsOf(job);
  if (isEnded(job.state) || (streams.kind !== "streams" && streams.kind !== "not-yet")) return undefined;
  const place = await placeForLiveLog(request, job);
  const zone = await services.zoneOf(member.id);
  const begun = await services.store.transaction((tables) =>
    begin(tables, request, { ...wish, place, zone }),
  );
  services.changed();
  const link =
    place.kind === "thread" && place.cardTs !== undefined
      ? await services.permalink(place.channel, place.cardTs)
      : undefined;
  const where = { ...place, ...(link === undefined ? {} : { link }) };
  switch (begun.kind) {
    case "too many of yours":
      return toMe(followsTooMany(await namesOf(request, begun.followed)));
    case "too many":
      return toMe(tooManyFollowed(job));
    case "followed":
      return toMe(begun.before ? followsAlready(job, where) : logFollowed(job, where));
  }
}

type Begin = ToFollow & { place: LivePlace; zone: string | undefined };

type Begun =
  | { kind: "followed"; before: boolean }
  | { kind: "too many of yours"; followed: readonly Follower[] }
  | { kind: "too many" };

async function begin(tables: Tables, request: Request, wish: Begin): Promise<Begun> {
  const { member, nowMs } = request;
  await tables.liveLogs.holdBeginning();
  const followed = followedIn(wish);
  const live = liveLogIdOf(followed);
  const thread = await threadOf(tables, request, wish);
  const there = await liveIn(tables, live, thread);
  const mine = await tables.liveLogs.followedBy(member.id);
  const isMine = there !== undefined && mine.some(({ notice }) => notice === there);
  if (!isMine && mine.length >= limits.livePerMember) return { kind: "too many of yours", followed: mine };
  if (there === undefined && (await tables.liveLogs.counts()).messages >= limits.liveAtOnce)
    return { kind: "too many" };
  const untilMs = nowMs + limits.liveMs;
  const notice = there ?? (await said(tables, request, { wish, followed, thread, untilMs }));
  if (notice !== undefined)
    await tables.liveLogs.follow({ notice, member: member.id, live, untilMs, followed }, nowMs);
  return { kind: "followed", before: there !== undefined };
}

function followedIn({ job, which }: ToFollow): Followed {
  if (which === undefined) return { job: job.id };
  return "index" in which ? { job: job.id, child: which.index } : { job: job.id, node: which.node };
}

/** That of the job, or a message of its own in the person's direct messages. */
async function threadOf(tables: Tables, { member }: Request, { job, place }: Begin): Promise<string> {
  if (place.kind === "thread") return place.thread;
  const { subject, pi } = job;
  const id = directThreadIdOf(`live ${subject}`, member.id);
  const channel = directPlaceOf(member.id);
  await tables.threads.addBare({ id, subject, job: job.id, pi, channel, fallbacks: [] });
  return id;
}

/** Who follows the same log in the same place shares a message. */
async function liveIn(tables: Tables, live: Follower["live"], thread: string): Promise<NoticeId | undefined> {
  for (const { notice } of await tables.liveLogs.followersOf(live)) {
    const row = await tables.notices.get(notice);
    if (row?.thread === thread && row.state !== "dead") return notice;
  }
  return undefined;
}

type Said = { wish: Begin; followed: Followed; thread: string; untilMs: number };

/** The message that shows it from now on; undefined where this very intention was carried out before, and has ended. */
async function said(
  tables: Tables,
  { invocation, member, nowMs }: Request,
  { wish, followed, thread, untilMs }: Said,
): Promise<NoticeId | undefined> {
  const { job, again, zone } = wish;
  const by = { kind: "tail", followed, by: member.id, ...(zone === undefined ? {} : { zone }) } as const;
  const fresh: LiveTail = tailOf(
    { ...by, lines: [], leftOut: 0, now: { kind: "waiting", untilMs } },
    liveBeginning,
    {
      untilMs,
      nowMs,
    },
  );
  const before = again === undefined ? undefined : await tables.notices.get(again);
  if (before?.thread === thread && before.state === "sent") {
    await tables.notices.retell(before.id, fresh);
    return before.id;
  }
  const key = `tail ${invocation.id}`;
  const id = noticeIdOf(thread, key);
  if ((await tables.notices.get(id)) !== undefined) return undefined;
  await tables.notices.add({ id, thread, job: job.id, key, body: fresh, createdAtMs: nowMs });
  return id;
}

async function namesOf(
  { services: { store } }: Request,
  followed: readonly Follower[],
): Promise<{ job: Job; notice: NoticeId }[]> {
  const found: { job: Job; notice: NoticeId }[] = [];
  for (const { notice } of followed) {
    const row = await store.notices.get(notice);
    const job = row && (await store.jobs.get(row.job));
    if (job !== undefined && row?.body.kind === "tail")
      found.push({ job: memberOf(job, row.body.followed), notice });
  }
  return found;
}

/** As far as its name goes. */
function memberOf(job: Job, { child, node }: Followed): Job {
  const { batchId } = job;
  if (batchId === undefined) return job;
  if (child !== undefined) return { ...job, batchId: childId(batchId, child) };
  return node === undefined ? job : { ...job, batchId: nodeId(batchId, node) };
}
