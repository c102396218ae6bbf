/** What is told in the direct messages while a log is gathered: one message, edited at Slack's pace. */
import type { Logger } from "pino";
import { wholeLogNoticeIdOf } from "../domain/derived-ids.ts";
import type { ChannelId, MessageTs } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { PacedMethod } from "../domain/telling/slack-pace.ts";
import { toTrouble } from "../domain/trouble.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Message } from "../messages/text/message.ts";
import type { Posts } from "../slack/posts.ts";
import type { Store } from "../store/open-store.ts";
import type { Pace } from "../threads/pace.ts";
import type { Held } from "./held.ts";

export type TellOptions = {
  store: Store;
  posts: Pick<Posts, "post" | "edit" | "find">;
  pace: Pick<Pace, "take" | "stop">;
  clock: Clock;
  logger: Logger;
};

/** Says how it goes, where Slack's pace lets it; what does not get through does not matter. */
export async function tellProgress(
  options: TellOptions,
  held: Held,
  { channel, message }: { channel: ChannelId; message: Message },
): Promise<void> {
  const method = held.now().progress?.ts === undefined ? "chat.postMessage" : "chat.update";
  const hasTurn = await options.store.transaction((tables) => options.pace.take(tables, { method, channel }));
  if (!hasTurn) return;
  try {
    await tell(options, held, { channel, message });
  } catch (error) {
    await noteTrouble(options, method, error);
  }
}

/** Posts it once, or edits what was posted. Throws Slack's trouble, and CalledOff. */
export async function tell(
  { posts, clock }: TellOptions,
  held: Held,
  { channel, message }: { channel: ChannelId; message: Message },
): Promise<void> {
  const { id, progress, atMs, job } = held.now();
  const notice = wholeLogNoticeIdOf(id);
  const post = { channel, message, metadata: { kind: "tail", submission: job, notice } };
  if (progress?.ts !== undefined) return posts.edit(post, progress.ts);
  let ts: MessageTs | undefined;
  if (progress === undefined) await held.save({ progress: { channel } });
  // Somebody has begun to post it, and nobody knows whether it was.
  else ts = await posts.find({ channel, sinceMs: atMs, untilMs: clock.nowMs() }, notice);
  if (ts === undefined) ({ ts } = await posts.post(post));
  else await posts.edit(post, ts);
  await held.save({ progress: { channel, ts } });
}

/** A method that Slack asks to leave alone is left alone by all. */
async function noteTrouble(
  { pace, clock, logger }: TellOptions,
  method: PacedMethod,
  error: unknown,
): Promise<void> {
  const trouble = toTrouble(error);
  if (trouble.vendor !== "slack") throw error;
  const pauseMs = trouble.retryAfterMs ?? limits.wholeLogRetryMs;
  if (trouble.code === "ratelimited") await pace.stop(method, clock.nowMs() + pauseMs);
  logger.info({ err: trouble }, "How a whole log goes could not be told; it goes on");
}
