import { setImmediate as letOthersRun } from "node:timers/promises";
import type { NoticeId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { DeliverContext, DeliverOptions, Work } from "./deliver-context.ts";
import { editsDue } from "./edit.ts";
import { lateWatch } from "./late.ts";
import { postsDue } from "./posts-due.ts";
import { slackHealth } from "./slack-health.ts";

/** How much longer than a turn has taken nothing is begun: behind a very long line a turn is dear. */
const restShare = 9;

/** So many are begun without a look at what else has come. */
const begunAtOnce = 4;

/** Makes Slack agree with the store: at Slack's pace, finals first, one channel never waiting for another. */
export function deliver(options: DeliverOptions): Loop {
  const { store, pace, clock, logger } = options;
  const context: DeliverContext = {
    ...options,
    health: slackHealth(options.posts.isLockedOut),
    refusals: new Map(),
  };
  const lookForLate = lateWatch(options);
  const busy = new Map<string, { about: NoticeId; done: Promise<void> }>();

  const turn = async (): Promise<number> => {
    const nowMs = clock.nowMs();
    await lookForLate();
    const probeInMs = context.health.probeInMs(nowMs);
    if (probeInMs !== undefined) return probeInMs > 0 ? probeInMs : probe();
    await recover(nowMs);
    const posts = await postsDue(context);
    // Behind a very long line each look takes a while, and people wait meanwhile.
    await letOthersRun();
    const waitMs = await begin([...posts, ...(await editsDue(context))]);
    return Math.min(waitMs ?? limits.threadsRestMs, limits.threadsRestMs);
  };

  /** Begins what may go now and gives how long the next has to wait. What was served longest ago goes first. */
  const begin = async (work: readonly Work[]): Promise<number | undefined> => {
    const view = await pace.look(work.map(({ call }) => call));
    const turns = new Map(work.map((item) => [item, view.lastPostMs(item.call.channel)]));
    const inOrder = work.toSorted(
      (a, b) => a.urgency - b.urgency || (turns.get(a) ?? 0) - (turns.get(b) ?? 0),
    );
    let nextMs: number | undefined;
    let begun = 0;
    for (const item of inOrder) {
      const key = `${item.call.method} ${item.call.channel}`;
      if (busy.has(key)) continue;
      const waitMs = Math.max(item.dueMs - clock.nowMs(), view.waitMs(item.call));
      if (waitMs <= 0) {
        busy.set(key, { about: item.about, done: run(item, key) });
        begun += 1;
        // Each is saved as begun by a commit of its own: people, and answers of Slack, come in between.
        if (begun % begunAtOnce === 0) await letOthersRun();
      } else nextMs = Math.min(waitMs, nextMs ?? waitMs);
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
      await pause(item);
    } finally {
      busy.delete(key);
      self.wake();
    }
  };

  /** Most likely the store failed: what was in the middle of a try is taken up once its lease is over. */
  const pause = ({ call }: Work): Promise<void> =>
    pace
      .stop(call.method, clock.nowMs() + limits.postRetryMs)
      .catch((error) => logger.error({ err: error }, "The store does not keep Slack's pace"));

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

  /** What a dead process, or another replica that died, left in the middle of a try may have been posted: it is looked for. */
  const recover = async (nowMs: number): Promise<void> => {
    for (const { id, triedAtMs = 0, state, tries } of await store.notices.leftTrying(
      nowMs - limits.slackTryLeaseMs,
    )) {
      if ([...busy.values()].some(({ about }) => about === id)) continue;
      const gaveUpAtMs = triedAtMs + limits.slackCallMs;
      const nextAtMs = gaveUpAtMs + limits.postLooksAfterMs[0];
      await store.notices.uncertain(id, { looks: 0, gaveUpAtMs, nextAtMs }, { state, tries });
    }
  };

  const self = loop({
    name: "deliver",
    clock,
    logger,
    turn,
    restMs: (tookMs) => tookMs * restShare,
  });
  return {
    ...self,
    stop: async () => {
      await self.stop();
      await Promise.all([...busy.values()].map(({ done }) => done));
    },
  };
}
