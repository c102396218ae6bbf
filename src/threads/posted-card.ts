import type { ChannelId, MessageTs, SubjectId } from "../domain/ids.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Store } from "../store/open-store.ts";

export type PostedCard = { channel: ChannelId; ts: MessageTs };

/** Lets an answer wait a moment for its job's card, so that it can link to it. */
export type CardWatch = {
  /** Some card was posted. */
  posted(): void;
  /** The subject's card, if it stands within that time. */
  waitFor(subject: SubjectId, waitMs: number): Promise<PostedCard | undefined>;
};

export function cardWatch(store: Store, clock: Clock): CardWatch {
  const waiting = new Set<() => void>();
  const find = async (subject: SubjectId): Promise<PostedCard | undefined> => {
    const thread = (await store.threads.ofSubject(subject)).find(({ cardTs }) => cardTs !== undefined);
    return thread?.cardTs && { channel: thread.channel, ts: thread.cardTs };
  };
  return {
    posted: () => {
      for (const look of waiting) look();
    },
    waitFor: async (subject, waitMs) => {
      const untilMs = clock.nowMs() + waitMs;
      for (;;) {
        const leftMs = untilMs - clock.nowMs();
        const next = leftMs > 0 ? nextPost(waiting, clock, leftMs) : undefined;
        const card = await find(subject);
        if (card !== undefined || next === undefined) return card;
        await next;
      }
    },
  };
}

function nextPost(waiting: Set<() => void>, clock: Clock, leftMs: number): Promise<void> {
  return new Promise((resolve) => {
    const callOff = clock.after(leftMs, () => look());
    const look = (): void => {
      callOff();
      waiting.delete(look);
      resolve();
    };
    waiting.add(look);
  });
}
