import { noticeIdOf } from "../domain/derived-ids.ts";
import type { ChannelId, MessageTs, NoticeId } from "../domain/ids.ts";
import type { Job } from "../domain/job.ts";
import { isEnded } from "../domain/job-state.ts";
import { limits } from "../domain/limits.ts";
import { type Trouble, toTrouble } from "../domain/trouble.ts";
import type { NoticeBody, NoticeRow } from "../store/notices.ts";
import type { Thread } from "../store/threads.ts";
import type { DeliverContext, Work } from "./deliver.ts";

/** Cards and replies that stand in Slack and no longer say what is true. An edit may be made again, so none is ever uncertain. */
export async function editsDue(context: DeliverContext): Promise<Work[]> {
  return [...(await cardsDue(context)), ...(await repliesDue(context))];
}

const editsPerTurn = 50;

async function cardsDue(context: DeliverContext): Promise<Work[]> {
  const threads = await context.store.threads.toEdit(context.clock.nowMs(), editsPerTurn);
  return threads.map((thread) => ({
    about: noticeIdOf(thread.id, "card"),
    urgency: 4,
    dueMs: thread.editAtMs,
    call: { method: "chat.update", channel: thread.channel },
    run: () => editCard(context, thread),
  }));
}

async function repliesDue(context: DeliverContext): Promise<Work[]> {
  const work: Work[] = [];
  for (const row of await context.store.notices.toEdit(context.clock.nowMs(), editsPerTurn)) {
    const thread = await context.store.threads.get(row.thread);
    if (thread === undefined) continue;
    work.push({
      about: row.id,
      urgency: 3,
      dueMs: row.nextAtMs,
      call: { method: "chat.update", channel: thread.channel },
      run: () => editReply(context, row, thread),
    });
  }
  return work;
}

async function editCard(context: DeliverContext, thread: Thread): Promise<void> {
  const { store, clock } = context;
  const job = (await store.jobs.newestOf(thread.subject)) as Job;
  const target = {
    channel: thread.channel,
    ts: thread.cardTs as MessageTs,
    notice: noticeIdOf(thread.id, "card"),
    job,
  };
  const trouble = await edit(context, { kind: "card" }, target);
  const nowMs = clock.nowMs();
  if (trouble === undefined) {
    context.onOutcome("edited");
    // The end of a job is shown at once; what comes fast before it is shown together.
    return store.threads.edited(thread.id, job.version, nowMs + (isEnded(job.state) ? 0 : limits.cardEditMs));
  }
  if (trouble.kind === "permanent") return store.threads.edited(thread.id, job.version, nowMs);
  return store.threads.editLater(thread.id, nowMs + (trouble.retryAfterMs ?? limits.cardEditMs));
}

async function editReply(context: DeliverContext, row: NoticeRow, thread: Thread): Promise<void> {
  const { store, clock } = context;
  const job = (await store.jobs.get(row.job)) as Job;
  const target = { channel: thread.channel, ts: row.ts as MessageTs, notice: row.id, job };
  const trouble = await edit(context, row.body, target);
  if (trouble === undefined) context.onOutcome("edited");
  if (trouble === undefined || trouble.kind === "permanent") return store.notices.edited(row.id, row.body);
  return store.notices.editLater(row.id, clock.nowMs() + (trouble.retryAfterMs ?? limits.cardEditMs));
}

type Target = { channel: ChannelId; ts: MessageTs; notice: NoticeId; job: Job };

/** Gives what went wrong, if anything did. */
async function edit(context: DeliverContext, body: NoticeBody, target: Target): Promise<Trouble | undefined> {
  const { clock, logger } = context;
  try {
    const rendered = await context.render(body, target);
    await context.posts.edit({ channel: target.channel, ...rendered }, target.ts);
    context.health.answered();
    return undefined;
  } catch (error) {
    const trouble = toTrouble(error);
    const nowMs = clock.nowMs();
    context.health.failed(trouble, nowMs);
    if (trouble.code === "ratelimited")
      context.pace.stop("chat.update", nowMs + (trouble.retryAfterMs ?? limits.cardEditMs));
    logger.warn(
      { err: trouble, notice: target.notice, channel: target.channel },
      "Slack did not take an edit",
    );
    return trouble;
  }
}
