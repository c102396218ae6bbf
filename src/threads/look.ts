import type { MessageTs } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { PacedMethod } from "../domain/telling/slack-pace.ts";
import { growingPauseMs } from "../domain/time/growing-pause.ts";
import { type Trouble, toTrouble } from "../domain/trouble.ts";
import type { NoticeRow } from "../store/notice-row.ts";
import type { Thread } from "../store/thread-row.ts";
import type { DeliverContext, Work } from "./deliver-context.ts";
import { openPlace, threadOf, under } from "./place.ts";
import { type Failed, requeueNow, sent } from "./settle.ts";
import { findSnippet } from "./snippet-file.ts";

/** Looks for a post of which nobody knows whether it was made. */
export function lookWork(context: DeliverContext, row: NoticeRow, thread: Thread): Work {
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
    const place = { channel, ...under(row, thread), sinceMs: triedAtMs - clockSkewMs };
    const found = await findSnippet(context, row, {
      channel,
      findMessage: () => findUntil(context, row, place),
    });
    context.health.answered();
    context.refusals.delete(row.id);
    // With what it was posted nobody knows: card or reply, it is edited once to be sure. A piece of a log never changes.
    const posted = ["card", "snippet"].includes(row.body.kind) ? row.body : undefined;
    if (found !== undefined) return sent(context, row, { thread, channel, ts: found.ts, version: 0, posted });
    const nextLookMs = limits.postLooksAfterMs[row.looks + 1];
    if (nextLookMs === undefined) return requeueNow(context, row, { error: "not found", was: row });
    const next = { looks: row.looks + 1, gaveUpAtMs, nextAtMs: gaveUpAtMs + nextLookMs };
    await store.notices.uncertain(row.id, next, row);
  } catch (error) {
    await lookFailed(context, row, { thread, trouble: toTrouble(error) });
  }
}

/** First about when it was tried: up to when it was given up may be long, after a restore, and much said since. */
async function findUntil(
  { posts }: DeliverContext,
  { id, triedAtMs = 0, gaveUpAtMs = 0 }: NoticeRow,
  place: Omit<Parameters<DeliverContext["posts"]["find"]>[0], "untilMs">,
): Promise<MessageTs | undefined> {
  const aboutMs = triedAtMs + latePostMs;
  const near = await posts.find({ ...place, untilMs: aboutMs + clockSkewMs }, id);
  if (near !== undefined || gaveUpAtMs <= aboutMs) return near;
  return posts.find({ ...place, untilMs: gaveUpAtMs + clockSkewMs }, id);
}

/** Slack's clock may differ from ours, and it may post after we have stopped waiting. */
const clockSkewMs = 60_000;
const latePostMs = 60_000;

async function lookFailed(
  context: DeliverContext,
  row: NoticeRow,
  { trouble, thread }: Pick<Failed, "thread" | "trouble">,
): Promise<void> {
  const { store, clock, logger } = context;
  const nowMs = clock.nowMs();
  context.health.failed(trouble, nowMs);
  const refusals = isRefusal(context, trouble) ? (context.refusals.get(row.id) ?? 0) + 1 : 0;
  context.refusals.set(row.id, refusals);
  if (trouble.kind === "permanent" || refusals > limits.lookRefusals) {
    context.refusals.delete(row.id);
    context.onOutcome("unreadable");
    logger.warn(
      { err: trouble, notice: row.id },
      "An uncertain post can not be looked for and is posted again",
    );
    return requeueNow(context, row, { error: trouble.code, was: row });
  }
  const bounds = { firstMs: limits.postLooksAfterMs[0], mostMs: limits.postRetryMaxMs };
  const pauseMs = growingPauseMs(bounds, Math.max(1, refusals), 1);
  const nextAtMs = nowMs + (trouble.retryAfterMs ?? pauseMs);
  if (trouble.code === "ratelimited") await context.pace.stop(lookMethod(row, thread), nextAtMs);
  const again = { looks: row.looks, gaveUpAtMs: row.gaveUpAtMs ?? nowMs, nextAtMs };
  return store.notices.uncertain(row.id, again, row);
}

/** Slack answers, and will not tell: unlike silence, too many calls and a locked door this may never end. */
function isRefusal({ posts }: DeliverContext, trouble: Trouble): boolean {
  const { kind, code } = trouble;
  return kind === "later" && /^[a-z_]+$/.test(code) && code !== "ratelimited" && !posts.isLockedOut(trouble);
}
