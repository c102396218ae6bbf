import { noticeIdOf } from "../domain/derived-ids.ts";
import type { MemberId, MessageTs, NoticeId } from "../domain/ids.ts";
import type { Job } from "../domain/job/job.ts";
import { limits } from "../domain/limits.ts";
import { isLive } from "../domain/logs/live-log.ts";
import { cardPauseMs } from "../domain/telling/card-pause.ts";
import { growingPauseMs } from "../domain/time/growing-pause.ts";
import { Trouble, toTrouble } from "../domain/trouble.ts";
import type { NoticeBody } from "../store/notice-row.ts";
import type { Placed } from "../store/placed-notices.ts";
import type { Tables } from "../store/tables.ts";
import type { Thread } from "../store/thread-row.ts";
import { callsOf } from "./calls.ts";
import { cardJob } from "./card-job.ts";
import type { DeliverContext, Work } from "./deliver-context.ts";
import { inPlainWords } from "./plain-words.ts";
import { postAnew } from "./post-anew.ts";
import type { Rendered } from "./render.ts";

/**
 * Cards and replies that stand in Slack and no longer say what is true. An edit may be made again, so none is looked
 * for; but one that nobody answered may land late, over a newer one, and so the text is made sure of afterwards.
 */
export async function editsDue(context: DeliverContext): Promise<Work[]> {
  return [...(await cardsDue(context)), ...(await repliesDue(context))];
}

const editsPerTurn = 50;

/** Something that stands in Slack, and how the store is told what became of its edit. */
type Stale = {
  notice: NoticeId;
  ts: MessageTs;
  thread: Thread;
  body: NoticeBody;
  /** None stands behind a word about people. */
  job(): Promise<Job | undefined>;
  /** Whom it mentions. */
  calls(): Promise<readonly MemberId[]>;
  /** False when somebody else is at it. Were nothing heard of the edit, it is due again. */
  claim(tables: Tables, beganMs: number): Promise<boolean>;
  /** Somebody has taken it away. */
  gone(): Promise<void>;
  edited(job: Job | undefined, nowMs: number): Promise<void>;
  /** It can not be changed where it stands now: it stays as it is until something gets through there. */
  notShown(): Promise<void>;
  /** `unsureUntilMs`: the edit may have been made all the same, and land until then. */
  later(editAtMs: number, unsure: { unsureUntilMs?: number }): Promise<void>;
};

async function cardsDue(context: DeliverContext): Promise<Work[]> {
  const { store, clock } = context;
  const cards = await store.threads.toEdit(clock.nowMs(), editsPerTurn);
  return cards.map((thread) => ({
    about: noticeIdOf(thread.id, "card"),
    urgency: 4,
    dueMs: thread.editAtMs,
    call: updateIn(thread, { kind: "card" }),
    run: () => editStale(context, staleCard(context, thread)),
  }));
}

function staleCard(context: DeliverContext, thread: Thread & { editAtMs: number }): Stale {
  const { store } = context;
  const posted = { notice: noticeIdOf(thread.id, "card"), ts: thread.cardTs as MessageTs };
  return {
    ...posted,
    thread,
    body: { kind: "card" },
    job: () => cardJob(store, thread),
    calls: async () => [],
    claim: (tables, beganMs) => tables.threads.claimEdit(thread, claimTimes(beganMs)),
    edited: (job, nowMs) =>
      // A change of state is shown soon; whatever else comes is shown together.
      store.transaction((tables) =>
        tables.threads.edited(thread.id, job?.version ?? 0, {
          nowMs,
          editAtMs: nowMs + pauseAfter(job, nowMs),
          ...(job && { sooner: { unless: job.state, editAtMs: nowMs + limits.cardEditMs } }),
        }),
      ),
    gone: () => postAnew(context, posted, thread),
    notShown: () => store.threads.notShown(thread.id),
    later: (editAtMs, unsure) => store.threads.editLater(thread.id, editAtMs, unsure),
  };
}

async function repliesDue(context: DeliverContext): Promise<Work[]> {
  const { store, clock } = context;
  const replies = await store.notices.toEdit(clock.nowMs(), editsPerTurn);
  return replies.map((placed) => ({
    about: placed.notice.id,
    // A log that grows changes all the time: whatever else is to be edited comes before it.
    urgency: placed.notice.body.kind === "tail" ? 5 : 3,
    dueMs: placed.notice.nextAtMs,
    call: updateIn(placed.thread, placed.notice.body),
    run: () => editStale(context, staleReply(context, placed)),
  }));
}

function staleReply(context: DeliverContext, { notice, thread }: Placed): Stale {
  const { store, clock } = context;
  const { id, body } = notice;
  const posted = { notice: id, ts: notice.ts as MessageTs };
  // A log that was followed is not posted anew, nor kept up where nobody can be told of it.
  const leave = async (): Promise<void> => void (await store.notices.dead(id, "left", { state: "sent" }));
  const isTail = body.kind === "tail";
  // Nor is a question that is decided: whoever was asked may be of the lab no longer.
  const isDecided = body.kind === "approval" && body.outcome !== undefined;
  return {
    ...posted,
    thread,
    body,
    job: () => store.jobs.get(notice.job),
    calls: () => callsOf(store, notice, thread.channel),
    claim: (tables, beganMs) => tables.notices.claimEdit(notice, claimTimes(beganMs)),
    edited: (job, nowMs) =>
      store.notices.edited(id, body, {
        nowMs,
        editAtMs: nowMs + (isTail ? limits.cardEditMs : pauseAfter(job, nowMs)),
      }),
    gone: isTail || isDecided ? leave : () => postAnew(context, posted, thread),
    notShown: isTail ? leave : () => store.notices.edited(id, body, { nowMs: clock.nowMs(), editAtMs: 0 }),
    later: (editAtMs, unsure) => store.notices.editLater(id, editAtMs, unsure),
  };
}

function pauseAfter(job: Job | undefined, nowMs: number): number {
  return job === undefined ? limits.cardEditMs : cardPauseMs(job, nowMs);
}

function claimTimes(beganMs: number) {
  return {
    nowMs: beganMs,
    againAtMs: beganMs + limits.slackTryLeaseMs,
    unsureUntilMs: beganMs + limits.slackLateMs,
  };
}

function updateIn({ channel }: Thread, body: NoticeBody): Work["call"] {
  const leaves = body.kind === "tail" && isLive(body) ? { leaves: limits.liveEditsLeft } : {};
  return { method: "chat.update", channel, ...leaves };
}

async function editStale(context: DeliverContext, stale: Stale): Promise<void> {
  const { clock, onOutcome } = context;
  const job = await stale.job();
  // Put into words first, which may have to wait for a name: the claim lasts no longer than the call.
  const rendered = await render(context, stale, job);
  const beganMs = clock.nowMs();
  if (!(await begin(context, stale, beganMs))) return;
  const trouble = rendered instanceof Trouble ? rendered : await edit(context, stale, rendered);
  const nowMs = clock.nowMs();
  const outcome = outcomeOf(context, trouble);
  const laterMs = nowMs + pauseMs(context, stale, { outcome, trouble });
  switch (outcome) {
    case "edited":
      onOutcome("edited");
      return stale.edited(job, nowMs);
    case "gone":
      return stale.gone();
    case "refused":
      return trouble !== undefined && context.posts.isClosed(trouble)
        ? stale.notShown()
        : stale.edited(job, nowMs);
    case "unsure":
      return stale.later(laterMs, { unsureUntilMs: beganMs + limits.slackLateMs });
    case "later":
      return stale.later(laterMs, {});
  }
}

type Outcome = "edited" | "gone" | "refused" | "unsure" | "later";

function outcomeOf({ posts }: DeliverContext, trouble: Trouble | undefined): Outcome {
  if (trouble === undefined) return "edited";
  if (posts.isGone(trouble)) return "gone";
  if (trouble.kind === "permanent") return "refused";
  return trouble.kind === "unknown" ? "unsure" : "later";
}

type After = { outcome: Outcome; trouble: Trouble | undefined };

/** What Slack does not take is tried ever less often: it must not use up the pace of all other cards. */
function pauseMs(
  { refusals, chance }: DeliverContext,
  { notice }: Stale,
  { outcome, trouble }: After,
): number {
  if (outcome !== "unsure" && outcome !== "later") {
    refusals.delete(notice);
    return 0;
  }
  if (trouble?.retryAfterMs !== undefined) return trouble.retryAfterMs;
  const failures = (refusals.get(notice) ?? 0) + 1;
  if (refusals.size >= limits.editRefusals) refusals.clear();
  refusals.set(notice, failures);
  return growingPauseMs({ firstMs: limits.cardEditMs, mostMs: limits.editRetryMaxMs }, failures, chance());
}

/** Takes a turn of Slack's pace and what is to be edited together; false where one of them can not be had. */
function begin({ store, pace }: DeliverContext, stale: Stale, beganMs: number): Promise<boolean> {
  const { id, channel } = stale.thread;
  return store.transaction(
    async (tables) =>
      (await tables.threads.ifOpen(id))?.channel === channel &&
      (await pace.take(tables, updateIn(stale.thread, stale.body))) &&
      (await stale.claim(tables, beganMs)),
  );
}

async function render(
  context: DeliverContext,
  stale: Stale,
  job: Job | undefined,
): Promise<Rendered | Trouble> {
  const { notice, body, thread } = stale;
  try {
    return await context.render(body, { notice, job, channel: thread.channel, calls: await stale.calls() });
  } catch (error) {
    context.logger.warn({ err: error, notice, channel: thread.channel }, "An edit can not be put into words");
    return toTrouble(error);
  }
}

/** Gives what went wrong, if anything did. */
async function edit(
  context: DeliverContext,
  { notice, ts, thread: { channel } }: Stale,
  { message, metadata }: Rendered,
): Promise<Trouble | undefined> {
  const { clock, logger, health, pace } = context;
  try {
    await inPlainWords(context, message, {
      call: { method: "chat.update", channel },
      send: (words) => context.posts.edit({ channel, metadata, message: words }, ts),
    });
    health.answered();
    return undefined;
  } catch (error) {
    const trouble = toTrouble(error);
    const nowMs = clock.nowMs();
    health.failed(trouble, nowMs);
    if (trouble.code === "ratelimited")
      await pace.stop("chat.update", nowMs + (trouble.retryAfterMs ?? limits.cardEditMs));
    logger.warn({ err: trouble, notice, channel }, "Slack did not take an edit");
    return trouble;
  }
}
