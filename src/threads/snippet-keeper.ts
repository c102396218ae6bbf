import type { Logger } from "pino";
import { noticeIdOf, snippetThreadIdOf } from "../domain/derived-ids.ts";
import { directPlaceOf } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Snippet } from "../domain/logs/snippet.ts";
import { growingPauseMs } from "../domain/time/growing-pause.ts";
import { toTrouble } from "../domain/trouble.ts";
import type { Chance } from "../lifecycle/chance.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Posts } from "../slack/posts.ts";
import type { Uploads } from "../slack/upload.ts";
import type { Store } from "../store/open-store.ts";
import type { DueSnippet } from "../store/snippets.ts";
import type { Tables } from "../store/tables.ts";
import type { Pace } from "./pace.ts";

export type SnippetKeeperOptions = {
  store: Store;
  posts: Pick<Posts, "remove">;
  uploads: Pick<Uploads, "takeAway" | "sharedIn">;
  pace: Pace;
  clock: Clock;
  chance: Chance;
  logger: Logger;
  /** Something is to be posted. */
  onSaved(): void;
  /** One is there no more. */
  onAway(): void;
};

const perTurn = 20;

/** Takes away what people have taken back, until it is gone; and tells a sharer what Slack would not take. */
export function snippetKeeper(options: SnippetKeeperOptions): Loop {
  const { store, clock, logger } = options;

  const turn = async (): Promise<number> => {
    const due = await store.snippets.due(clock.nowMs(), perTurn);
    for (const snippet of due) await (snippet.state === "taking" ? takeBack(snippet) : lookAfter(snippet));
    const nextMs = (await store.snippets.nextDueMs()) ?? Number.POSITIVE_INFINITY;
    return Math.min(limits.lookAroundMs, Math.max(0, nextMs - clock.nowMs()));
  };

  /** It waits for Slack, and perhaps in vain. */
  const lookAfter = async (snippet: DueSnippet): Promise<void> => {
    const nowMs = clock.nowMs();
    const isMine = await store.snippets.claim(snippet, {
      untilMs: nowMs + limits.snippetLookMs,
      isTry: false,
    });
    if (isMine && (await store.transaction((tables) => tellIfRefused(tables, snippet, nowMs))))
      options.onSaved();
  };

  const takeBack = async (snippet: DueSnippet): Promise<void> => {
    const { id, tries } = snippet;
    const isNothingThere = await store.transaction((tables) => neverPosted(tables, snippet, clock.nowMs()));
    if (isNothingThere === "taken") return options.onAway();
    const isTry = isNothingThere === "posted";
    const bounds = { firstMs: limits.takeBackRetryMs, mostMs: limits.takeBackRetryMaxMs };
    const pauseMs = isTry ? growingPauseMs(bounds, tries + 1, options.chance()) : limits.takeBackRetryMs;
    const untilMs = clock.nowMs() + limits.slackCallMs + pauseMs;
    const isMine = await store.transaction(
      async (tables) =>
        (!isTry || (await options.pace.take(tables, { method: "chat.delete", channel: snippet.channel }))) &&
        (await tables.snippets.claim(snippet, { untilMs, isTry })),
    );
    if (!isMine || !isTry) return;
    try {
      const wasThere = await takeAway(snippet);
      // Asked for before, it may have been us who took it away.
      const state = wasThere || tries > 0 ? "taken" : "gone";
      await store.transaction((tables) => isAway(tables, snippet, state, clock.nowMs()));
      options.onAway();
    } catch (error) {
      const trouble = toTrouble(error);
      if (trouble.code === "ratelimited")
        await options.pace.stop("chat.delete", clock.nowMs() + (trouble.retryAfterMs ?? pauseMs));
      logger.warn(
        { err: trouble, snippet: id },
        "Slack did not take away a piece of a log; it is asked again",
      );
    }
  };

  /** Its file, and the message around it. False where both were gone. */
  const takeAway = async ({ file, ts: known, channel }: Snippet): Promise<boolean> => {
    const { posts, uploads } = options;
    const ts = known ?? (file && (await uploads.sharedIn(file, channel))?.ts);
    const wasFile = file !== undefined && (await uploads.takeAway(file));
    const wasMessage = ts !== undefined && (await posts.remove(channel, ts));
    return wasFile || wasMessage;
  };

  return loop({ name: "snippets", clock, logger, turn });
}

/** Whether it was posted, will never be, or nobody knows yet. One that waits in the line is taken out of it. */
async function neverPosted(
  tables: Tables,
  snippet: DueSnippet,
  nowMs: number,
): Promise<"taken" | "posted" | "perhaps posted"> {
  const notice = await tables.notices.get(snippet.notice);
  if (notice === undefined || notice.state === "sent") return "posted";
  if (notice.state === "trying" || notice.state === "uncertain") return "perhaps posted";
  if (notice.state === "queued" && !(await tables.notices.dead(notice.id, "taken back", { state: "queued" })))
    return "perhaps posted";
  await isAway(tables, snippet, "taken", nowMs);
  return "taken";
}

async function isAway(
  tables: Tables,
  { id, takenBy, by, pi, job, channel }: Snippet,
  state: "taken" | "gone",
  atMs: number,
): Promise<void> {
  if (!(await tables.snippets.away(id, state))) return;
  await tables.audit.append({
    atMs,
    member: takenBy ?? by,
    via: "slack",
    verb: "share",
    pi,
    job,
    outcome: "done",
    detail: { deed: state === "taken" ? "taken back" : "found deleted", snippet: id, channel },
  });
}

/** True where there is something to tell. */
async function tellIfRefused(tables: Tables, snippet: Snippet, nowMs: number): Promise<boolean> {
  const notice = await tables.notices.get(snippet.notice);
  if (notice !== undefined && notice.state !== "dead") return false;
  if (!(await tables.snippets.failed(snippet.id))) return false;
  const job = await tables.jobs.get(snippet.job);
  if (job === undefined) return false;
  const channel = directPlaceOf(snippet.by);
  const thread = snippetThreadIdOf(snippet.id, channel);
  const key = `${snippet.id} failed`;
  const { subject, pi } = job;
  await tables.threads.addBare({ id: thread, subject, job: job.id, pi, channel, fallbacks: [] });
  await tables.notices.add({
    id: noticeIdOf(thread, key),
    thread,
    job: job.id,
    key,
    body: { kind: "snippet", snippet: snippet.id, failed: true },
    createdAtMs: nowMs,
  });
  return true;
}
