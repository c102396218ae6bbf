/** What became of a post is saved: that it stands, or when it is to be tried again, looked for, or said elsewhere. */
import { noticeIdOf } from "../domain/derived-ids.ts";
import type { ChannelId, MessageTs } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { growingPauseMs } from "../domain/time/growing-pause.ts";
import type { Trouble } from "../domain/trouble.ts";
import type { NoticeBody, NoticeRow } from "../store/notice-row.ts";
import type { Was } from "../store/notices.ts";
import type { Tables } from "../store/tables.ts";
import type { Thread } from "../store/thread-row.ts";
import type { DeliverContext } from "./deliver-context.ts";
import { nextPlace, threadOf } from "./place.ts";
import { postAnew } from "./post-anew.ts";

/** `posted`: with which body; undefined where nobody knows. */
type Sent = {
  thread: Thread;
  channel: ChannelId;
  /** Of a file Slack may tell it later. */
  ts: MessageTs | undefined;
  version: number;
  posted: NoticeBody | undefined;
};

export async function sent(
  context: DeliverContext,
  row: NoticeRow,
  { thread, channel, ts, version, posted }: Sent,
): Promise<void> {
  await context.store.transaction(async (tables) => {
    if (row.body.kind === "snippet" && row.body.failed === undefined)
      await tables.snippets.posted(row.body.snippet, { channel, ts });
    const now = await tables.threads.ifOpen(thread.id);
    if (now === undefined) return;
    if (now.channel !== thread.channel) return sayThereToo(tables, row, context.clock.nowMs());
    await tables.notices.sent(row.id, ts, posted);
    if (row.body.kind === "card" && ts !== undefined)
      await tables.threads.cardPosted(thread.id, {
        channel,
        cardTs: ts,
        version,
        nowMs: context.clock.nowMs(),
      });
    else await tables.threads.getsThrough(thread.id);
    if (row.body.kind !== "card" && channel !== thread.channel)
      await tables.threads.openedAs(thread.id, channel);
  });
  context.onOutcome("sent");
  if (row.body.kind === "card" || row.body.kind === "snippet") context.onPosted();
}

/** The thread went on elsewhere while this was under way: there it is said too, and a card is to be posted anew already. */
async function sayThereToo(tables: Tables, row: NoticeRow, nextAtMs: number): Promise<void> {
  if (row.body.kind === "card") return;
  const state = row.state === "uncertain" ? "uncertain" : "trying";
  const again = { tries: row.tries, nextAtMs, error: "its thread has moved" };
  await tables.notices.requeue(row.id, again, { state });
}

/** `was`: as the notice was while it was tried. */
export type Failed = { thread: Thread; trouble: Trouble; was: Was };

export async function failed(
  context: DeliverContext,
  row: NoticeRow,
  { thread, trouble, was }: Failed,
): Promise<void> {
  const { store, clock, logger } = context;
  const nowMs = clock.nowMs();
  const fields = { err: trouble, notice: row.id, kind: row.body.kind, channel: thread.channel };
  switch (trouble.kind) {
    case "unknown":
      context.onOutcome("uncertain");
      logger.warn(fields, "Slack did not answer a post; it will be looked for");
      return store.notices.uncertain(
        row.id,
        { looks: 0, gaveUpAtMs: nowMs, nextAtMs: nowMs + limits.postLooksAfterMs[0] },
        was,
      );
    case "later": {
      // One that is to be posted anew, or elsewhere, may be old and was not tried yet.
      if (nowMs - row.createdAtMs > limits.noticeGiveUpMs && row.tries > limits.noticeTries) {
        context.onOutcome("dead");
        logger.error(fields, "Slack has not taken a post for so long that it is given up");
        await store.notices.dead(row.id, trouble.code, was);
        return;
      }
      const bounds = { firstMs: limits.postRetryMs, mostMs: limits.postRetryMaxMs };
      const backoffMs = growingPauseMs(bounds, row.tries + 1, context.chance());
      context.onOutcome("later");
      logger.warn(fields, "Slack did not take a post; it will be tried again");
      const nextAtMs = nowMs + (trouble.retryAfterMs ?? backoffMs);
      await store.notices.requeue(row.id, { tries: row.tries + 1, nextAtMs, error: trouble.code }, was);
      return;
    }
    case "permanent":
      if (context.posts.isGone(trouble) && threadOf(row, thread) !== undefined)
        return cardGone(context, row, { thread, was });
      if (context.posts.isClosed(trouble)) return moveOn(context, row, { thread, trouble, was });
      context.onOutcome("dead");
      logger.error(fields, "Slack refuses a post for good");
      await store.notices.dead(row.id, trouble.code, was);
      return;
  }
}

/** Somebody has deleted the card: it is posted anew, and what was to be said waits for it. */
async function cardGone(
  context: DeliverContext,
  row: NoticeRow,
  { thread, was }: Pick<Failed, "thread" | "was">,
): Promise<void> {
  await requeueNow(context, row, { error: "its card is gone", was });
  if (thread.cardTs !== undefined)
    await postAnew(context, { notice: noticeIdOf(thread.id, "card"), ts: thread.cardTs }, thread);
}

/** It can not be said there: the card goes where it can, and what is still to be said goes with it. */
async function moveOn(
  context: DeliverContext,
  row: NoticeRow,
  { thread, trouble, was }: Failed,
): Promise<void> {
  const { store, logger } = context;
  logger.warn(
    { notice: row.id, channel: thread.channel, code: trouble.code },
    "A thread can not be written to where it is",
  );
  const outcome = await store.transaction(async (tables) => {
    // Where it may go on can have changed since it was read.
    const now = await tables.threads.ifOpen(thread.id);
    const again = { tries: row.tries, nextAtMs: context.clock.nowMs(), error: trouble.code };
    if (!(await tables.notices.requeue(row.id, again, was)) || now?.channel !== thread.channel)
      return "moved";
    const { next, rest } = nextPlace(now);
    if (next === undefined) {
      await tables.notices.dead(row.id, trouble.code);
      await tables.threads.close(thread.id);
      return "dead";
    }
    await tables.threads.moveTo(thread.id, next as ChannelId, rest);
    return "moved";
  });
  context.onOutcome(outcome);
}

export async function requeueNow(
  { store, clock }: DeliverContext,
  row: NoticeRow,
  { error, was }: { error: string; was: Was },
): Promise<void> {
  await store.notices.requeue(row.id, { tries: row.tries, nextAtMs: clock.nowMs(), error }, was);
}
