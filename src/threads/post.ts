import { limits } from "../domain/limits.ts";
import { Trouble, toTrouble } from "../domain/trouble.ts";
import type { Posted } from "../slack/posts.ts";
import type { NoticeRow } from "../store/notice-row.ts";
import type { Thread } from "../store/thread-row.ts";
import { callsOf } from "./calls.ts";
import { cardJob } from "./card-job.ts";
import type { DeliverContext, Work } from "./deliver-context.ts";
import { openPlace, under } from "./place.ts";
import { inPlainWords } from "./plain-words.ts";
import { failed, sent } from "./settle.ts";
import { readyFile, shareFile } from "./snippet-file.ts";

const urgencies: Readonly<Record<string, number>> = { finished: 0, card: 1 };

/** Makes a post, if nobody else does. */
export function postWork(context: DeliverContext, row: NoticeRow, thread: Thread): Work {
  return {
    about: row.id,
    urgency: urgencies[row.body.kind] ?? 2,
    dueMs: row.nextAtMs,
    call: { method: "chat.postMessage", channel: thread.channel },
    run: () => post(context, row, thread),
  };
}

async function post(context: DeliverContext, row: NoticeRow, thread: Thread): Promise<void> {
  const { store, clock } = context;
  // Posted late or anew, a card shows how its subject is by then.
  const job = row.body.kind === "card" ? await cardJob(store, thread) : await store.jobs.get(row.job);
  let trying = false;
  try {
    const channel = await openPlace(context, thread.channel);
    const calls = await callsOf(store, row, thread.channel);
    const rendered = await context.render(row.body, { notice: row.id, job, channel, calls });
    const file = await readyFile(context, row, rendered);
    // Read a moment ago: a delivery that was under way then, or another replica, may have been quicker.
    if (!(await begin(context, row, thread))) return;
    trying = true;
    const place = { channel, ...under(row, thread), metadata: rendered.metadata };
    const { ts, isApart } = await inPlainWords<Partial<Posted>>(context, rendered.message, {
      call: { method: "chat.postMessage", channel: thread.channel },
      send: (message) =>
        file === undefined
          ? context.posts.post({ ...place, message })
          : shareFile(context, file, { ...place, message }),
    });
    context.health.answered();
    await sent(context, row, { thread, channel, ts, version: job?.version ?? 0, posted: row.body });
    if (isApart) await store.threads.doubtCard(thread.id, clock.nowMs());
  } catch (error) {
    const trouble = toTrouble(error);
    context.health.failed(trouble, clock.nowMs());
    if (trying && trouble.code === "ratelimited") {
      const untilMs = clock.nowMs() + (trouble.retryAfterMs ?? limits.postRetryMs);
      await context.pace.stop("chat.postMessage", untilMs);
    }
    // Opening the direct messages posts nothing, nor does sending bytes: whatever became of it, it can be done again.
    await failed(context, row, {
      thread,
      trouble: trying ? trouble : certain(trouble),
      was: trying ? { state: "trying", tries: row.tries + 1 } : row,
    });
  }
}

/** Takes a turn of Slack's pace and the notice together; false where one of them can not be had. */
function begin(
  { store, pace, clock }: DeliverContext,
  row: NoticeRow,
  { id, channel, cardTs }: Thread,
): Promise<boolean> {
  return store.transaction(async (tables) => {
    // It may have been closed since it was read, or go on elsewhere: who read there may not any more.
    const now = await tables.threads.ifOpen(id);
    if (now?.channel !== channel || now.cardTs !== cardTs) return false;
    if ((await tables.notices.get(row.id))?.state !== "queued") return false;
    if (!(await pace.take(tables, { method: "chat.postMessage", channel }))) return false;
    return tables.notices.claim(row, clock.nowMs());
  });
}

function certain(trouble: Trouble): Trouble {
  return trouble.kind === "unknown" ? new Trouble("later", trouble.code, { cause: trouble }) : trouble;
}
