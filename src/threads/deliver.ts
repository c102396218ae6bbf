import type { Logger } from "pino";
import type { NoticeId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Posts } from "../slack/posts.ts";
import type { Store } from "../store/open-store.ts";
import { editsDue } from "./edit.ts";
import { type Pace, type PostCall, slackPace } from "./pace.ts";
import { postsDue } from "./post.ts";
import type { Render } from "./render.ts";
import { type SlackHealth, slackHealth } from "./slack-health.ts";

/** What of Slack a thread needs. */
export type ThreadPosts = Pick<Posts, "post" | "edit" | "find" | "directChannel" | "isClosed" | "probe">;

export type DeliverOptions = {
  store: Store;
  posts: ThreadPosts;
  render: Render;
  clock: Clock;
  logger: Logger;
  /** A card stands in Slack now. */
  onCardPosted(): void;
  onOutcome(outcome: DeliveryOutcome): void;
};

export type DeliveryOutcome = "sent" | "edited" | "later" | "uncertain" | "dead" | "moved" | "unreadable";

/** One thing to do in Slack, not before it is due. Lower goes first. */
export type Work = { about: NoticeId; urgency: number; dueMs: number; call: PostCall; run(): Promise<void> };

/** What the makers of work share. */
export type DeliverContext = DeliverOptions & { pace: Pace; health: SlackHealth };

/** Makes Slack agree with the store: at Slack's pace, finals first, one channel never waiting for another. */
export function deliver(options: DeliverOptions): Loop {
  const { store, clock, logger } = options;
  const context: DeliverContext = { ...options, pace: slackPace(), health: slackHealth() };
  const busy = new Map<string, { about: NoticeId; done: Promise<void> }>();
  let recovered = false;

  const turn = async (): Promise<number | undefined> => {
    if (!recovered) await recover();
    const probeInMs = context.health.probeInMs(clock.nowMs());
    if (probeInMs !== undefined) return probeInMs > 0 ? probeInMs : probe();
    const work = [...(await postsDue(context)), ...(await editsDue(context))].sort(
      (a, b) => a.urgency - b.urgency,
    );
    return begin(work);
  };

  /** Begins what may go now and gives how long the next has to wait. */
  const begin = (work: readonly Work[]): number | undefined => {
    let nextMs: number | undefined;
    for (const item of work) {
      const nowMs = clock.nowMs();
      const key = `${item.call.method} ${item.call.channel}`;
      if (busy.has(key)) continue;
      const waitMs = Math.max(item.dueMs - nowMs, context.pace.waitMs(item.call, nowMs));
      if (waitMs > 0) {
        nextMs = Math.min(waitMs, nextMs ?? waitMs);
        continue;
      }
      context.pace.took(item.call, nowMs);
      busy.set(key, { about: item.about, done: run(item, key) });
    }
    return nextMs;
  };

  const run = async (item: Work, key: string): Promise<void> => {
    try {
      await item.run();
    } catch (error) {
      logger.error(
        { err: error, channel: item.call.channel },
        "A delivery to Slack failed in a way nobody foresaw",
      );
      context.pace.stop(item.call.method, clock.nowMs() + limits.postRetryMs);
      // Perhaps the store failed in the middle of a try.
      recovered = false;
    } finally {
      busy.delete(key);
      self.wake();
    }
  };

  const probe = async (): Promise<number> => {
    try {
      await options.posts.probe();
      context.health.answered();
      return 0;
    } catch (error) {
      context.health.silent(clock.nowMs());
      logger.warn({ err: error }, "Slack does not answer; notices wait");
      return limits.slackProbeMs;
    }
  };

  /** What was left in the middle of a try, most often by a dead process, may have been posted: it is looked for. */
  const recover = async (): Promise<void> => {
    recovered = true;
    try {
      for (const { id, triedAtMs = 0 } of await store.notices.leftTrying()) {
        if ([...busy.values()].some(({ about }) => about === id)) continue;
        await store.notices.uncertain(id, 0, triedAtMs + limits.postLooksAfterMs[0]);
      }
    } catch (error) {
      recovered = false;
      throw error;
    }
  };

  const self = loop({ name: "deliver", clock, logger, turn });
  return {
    ...self,
    stop: async () => {
      await self.stop();
      await Promise.all([...busy.values()].map(({ done }) => done));
    },
  };
}
