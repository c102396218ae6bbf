import { noticeIdOf } from "../domain/derived-ids.ts";
import type { ChannelId, MemberId, MessageTs } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { limits } from "../domain/limits.ts";
import type { PacedMethod } from "../domain/slack-pace.ts";
import { Trouble, toTrouble } from "../domain/trouble.ts";
import type { NoticeBody, NoticeRow } from "../store/notice-row.ts";
import type { Thread } from "../store/thread-row.ts";
import { callsOf } from "./calls.ts";
import type { DeliverContext, Work } from "./deliver.ts";
import { inPlainWords } from "./plain-words.ts";
import { postAnew } from "./post-anew.ts";

/** Posts that are to be made, and those to be looked for because nobody knows whether they were. */
export async function postsDue(context: DeliverContext): Promise<Work[]> {
  const heads = await context.store.notices.heads(context.clock.nowMs(), headsPerTurn);
  return heads.map(({ notice, thread }) =>
    notice.state === "uncertain" ? lookWork(context, notice, thread) : postWork(context, notice, thread),
  );
}

/** One of each channel that has something to say, and one of each that looks for something. */
const headsPerTurn = 500;

const urgencies: Readonly<Record<string, number>> = { finished: 0, card: 1 };

function postWork(context: DeliverContext, row: NoticeRow, thread: Thread): Work {
  return {
    about: row.id,
    urgency: urgencies[row.body.kind] ?? 2,
    dueMs: row.nextAtMs,
    call: { method: "chat.postMessage", channel: thread.channel },
    run: () => post(context, row, thread),
  };
}

function lookWork(context: DeliverContext, row: NoticeRow, thread: Thread): Work {
  return {
    about: row.id,
    urgency: 3,
    dueMs: row.nextAtMs,
    call: { method: lookMethod(row, thread), channel: thread.channel },
    run: () => look(context, row, thread),
  };
}

function lookMethod(row: NoticeRow, thread: Thread): PacedMethod {
  return threadOf(row, thread) === undefined ? "conversations.history" : "conversations.replies";
}

async function post(context: DeliverContext, row: NoticeRow, thread: Thread): Promise<void> {
  const { store, clock } = context;
  const job = (await store.jobs.get(row.job)) as Job;
  let trying = false;
  try {
    const channel = await openPlace(context, thread.channel);
    const calls = await callsOf(store, row, thread.channel);
    const rendered = await context.render(row.body, { notice: row.id, job, channel, calls });
    // Read a moment ago: a delivery that was under way then, or another replica, may have been quicker.
    if (!(await begin(context, row, thread))) return;
    trying = true;
    const place = { channel, ...under(row, thread), metadata: rendered.metadata };
    const { ts, isApart } = await inPlainWords(context, rendered.message, {
      call: { method: "chat.postMessage", channel: thread.channel },
      send: (message) => context.posts.post({ ...place, message }),
    });
    context.health.answered();
    await sent(context, row, { thread, channel, ts, version: job.version, posted: row.body });
    if (isApart) await store.threads.doubtCard(thread.id, clock.nowMs());
  } catch (error) {
    const trouble = toTrouble(error);
    context.health.failed(trouble, clock.nowMs());
    if (trying && trouble.code === "ratelimited") {
      const untilMs = clock.nowMs() + (trouble.retryAfterMs ?? limits.postRetryMs);
      await context.pace.stop("chat.postMessage", untilMs);
    }
    // Opening the direct messages posts nothing: whatever became of it, it can be done again.
    await failed(context, row, { thread, trouble: trying ? trouble : certain(trouble) });
  }
}

/** Takes a turn of Slack's pace and the notice together; false where one of them can not be had. */
function begin(
  { store, pace, clock }: DeliverContext,
  row: NoticeRow,
  { channel }: Thread,
): Promise<boolean> {
  return store.transaction(async (tables) => {
    if ((await tables.notices.get(row.id))?.state !== "queued") return false;
    if (!(await pace.take(tables, { method: "chat.postMessage", channel }))) return false;
    return tables.notices.claim(row, clock.nowMs());
  });
}

/** The card of a reply; a card has none, nor has a reply whose card was refused. */
function threadOf(row: NoticeRow, thread: Thread): MessageTs | undefined {
  return row.body.kind === "card" ? undefined : thread.cardTs;
}

function under(row: NoticeRow, thread: Thread): { threadTs?: MessageTs } {
  const threadTs = threadOf(row, thread);
  return threadTs === undefined ? {} : { threadTs };
}

/** A member's id stands for their direct messages. */
async function openPlace(context: DeliverContext, place: ChannelId): Promise<ChannelId> {
  return isMember(place) ? context.posts.directChannel(place as string as MemberId) : place;
}

function certain(trouble: Trouble): Trouble {
  return trouble.kind === "unknown" ? new Trouble("later", trouble.code, { cause: trouble }) : trouble;
}

/** `posted`: with which body; undefined where nobody knows. */
type Sent = {
  thread: Thread;
  channel: ChannelId;
  ts: MessageTs;
  version: number;
  posted: NoticeBody | undefined;
};

async function sent(
  context: DeliverContext,
  row: NoticeRow,
  { thread, channel, ts, version, posted }: Sent,
): Promise<void> {
  await context.store.transaction(async (tables) => {
    await tables.notices.sent(row.id, ts, posted);
    if (row.body.kind === "card")
      await tables.threads.cardPosted(thread.id, {
        channel,
        cardTs: ts,
        version,
        nowMs: context.clock.nowMs(),
      });
    else if (channel !== thread.channel) await tables.threads.openedAs(thread.id, channel);
  });
  context.onOutcome("sent");
  if (row.body.kind === "card") context.onCardPosted();
}

type Failed = { thread: Thread; trouble: Trouble };

async function failed(context: DeliverContext, row: NoticeRow, { thread, trouble }: Failed): Promise<void> {
  const { store, clock, logger } = context;
  const nowMs = clock.nowMs();
  const fields = { err: trouble, notice: row.id, kind: row.body.kind, channel: thread.channel };
  switch (trouble.kind) {
    case "unknown":
      context.onOutcome("uncertain");
      logger.warn(fields, "Slack did not answer a post; it will be looked for");
      return store.notices.uncertain(row.id, {
        looks: 0,
        gaveUpAtMs: nowMs,
        nextAtMs: nowMs + limits.postLooksAfterMs[0],
      });
    case "later": {
      if (nowMs - row.createdAtMs > limits.noticeGiveUpMs) {
        context.onOutcome("dead");
        logger.error(fields, "Slack has not taken a post for so long that it is given up");
        return store.notices.dead(row.id, trouble.code);
      }
      const backoffMs = Math.min(limits.postRetryMs * 2 ** row.tries, limits.postRetryMaxMs);
      context.onOutcome("later");
      logger.warn(fields, "Slack did not take a post; it will be tried again");
      return store.notices.requeue(row.id, {
        tries: row.tries + 1,
        nextAtMs: nowMs + (trouble.retryAfterMs ?? backoffMs),
        error: trouble.code,
      });
    }
    case "permanent":
      if (context.posts.isGone(trouble) && threadOf(row, thread) !== undefined)
        return cardGone(context, row, thread);
      if (context.posts.isClosed(trouble)) return moveOn(context, row, { thread, trouble });
      context.onOutcome("dead");
      logger.error(fields, "Slack refuses a post for good");
      return store.notices.dead(row.id, trouble.code);
  }
}

/** Somebody has deleted the card: it is posted anew, and what was to be said waits for it. */
async function cardGone(context: DeliverContext, row: NoticeRow, thread: Thread): Promise<void> {
  await requeueNow(context, row, "its card is gone");
  await postAnew(context, noticeIdOf(thread.id, "card"), thread);
}

/** It can not be said there: the card goes where it can, and what is still to be said goes with it. */
async function moveOn(context: DeliverContext, row: NoticeRow, { thread, trouble }: Failed): Promise<void> {
  const { store, logger } = context;
  const { next, rest } = nextPlace(thread);
  logger.warn(
    { notice: row.id, channel: thread.channel, code: trouble.code, next },
    "A thread can not be written to where it is",
  );
  await store.transaction(async (tables) => {
    const again = { tries: row.tries, nextAtMs: context.clock.nowMs(), error: trouble.code };
    await tables.notices.requeue(row.id, again);
    if (next === undefined) {
      await tables.notices.dead(row.id, trouble.code);
      await tables.threads.close(thread.id);
    } else {
      await tables.threads.moveTo(thread.id, next as ChannelId, rest);
    }
  });
  context.onOutcome(next === undefined ? "dead" : "moved");
}

/** A thread that stood and lost its place goes on where its owner surely sees it; a new one goes from place to place. */
function nextPlace({ cardTs, fallbacks }: Thread): { next?: string | undefined; rest: Thread["fallbacks"] } {
  const owner = cardTs === undefined ? undefined : fallbacks.findLast(isMember);
  if (owner !== undefined) return { next: owner, rest: [] };
  const [next, ...rest] = fallbacks;
  return { next, rest };
}

function isMember(place: string): boolean {
  return /^[UW]/.test(place);
}

/** Found, it was posted; missed twice, it was not. A look that fails counts for nothing. */
async function look(context: DeliverContext, row: NoticeRow, thread: Thread): Promise<void> {
  const { store, clock } = context;
  const triedAtMs = row.triedAtMs ?? clock.nowMs();
  const gaveUpAtMs = row.gaveUpAtMs ?? triedAtMs;
  const now = await store.notices.get(row.id);
  if (now?.state !== "uncertain" || now.tries !== row.tries || now.looks !== row.looks) return;
  try {
    const channel = await openPlace(context, thread.channel);
    const call = { method: lookMethod(row, thread), channel: thread.channel };
    if (!(await store.transaction((tables) => context.pace.take(tables, call)))) return;
    const place = {
      channel,
      ...under(row, thread),
      sinceMs: triedAtMs - clockSkewMs,
      untilMs: triedAtMs + latePostMs + clockSkewMs,
    };
    const ts = await context.posts.find(place, row.id);
    context.health.answered();
    // With what it was posted nobody knows: card or reply, it is edited once to be sure.
    const posted = row.body.kind === "card" ? row.body : undefined;
    if (ts !== undefined) return sent(context, row, { thread, channel, ts, version: 0, posted });
    const nextLookMs = limits.postLooksAfterMs[row.looks + 1];
    if (nextLookMs === undefined) return requeueNow(context, row, "not found");
    await store.notices.uncertain(row.id, {
      looks: row.looks + 1,
      gaveUpAtMs,
      nextAtMs: gaveUpAtMs + nextLookMs,
    });
  } catch (error) {
    await lookFailed(context, row, { thread, trouble: toTrouble(error) });
  }
}

/** Slack's clock may differ from ours, and it may post after we have stopped waiting. */
const clockSkewMs = 60_000;
const latePostMs = 60_000;

function requeueNow({ store, clock }: DeliverContext, row: NoticeRow, error: string): Promise<void> {
  return store.notices.requeue(row.id, { tries: row.tries, nextAtMs: clock.nowMs(), error });
}

async function lookFailed(
  context: DeliverContext,
  row: NoticeRow,
  { thread, trouble }: Failed,
): Promise<void> {
  const { store, clock, logger } = context;
  const nowMs = clock.nowMs();
  context.health.failed(trouble, nowMs);
  if (trouble.kind === "permanent") {
    context.onOutcome("unreadable");
    logger.warn(
      { err: trouble, notice: row.id },
      "An uncertain post can not be looked for and is posted again",
    );
    return requeueNow(context, row, trouble.code);
  }
  const nextAtMs = nowMs + (trouble.retryAfterMs ?? limits.postLooksAfterMs[0]);
  if (trouble.code === "ratelimited") await context.pace.stop(lookMethod(row, thread), nextAtMs);
  return store.notices.uncertain(row.id, {
    looks: row.looks,
    gaveUpAtMs: row.gaveUpAtMs ?? nowMs,
    nextAtMs,
  });
}
