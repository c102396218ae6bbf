import type { ChannelId, MessageTs, SubjectId } from "../domain/ids.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Store } from "../store/open-store.ts";

export type PostedCard = { channel: ChannelId; ts: MessageTs };

/** Lets an answer wait a moment for its job's card, so that it can link to it. */
export type CardWatch = {
  /** Some card was posted. */
  posted(): void;
  /** The subject's card, if it stands within that time; with `thread`, that of this one thread of several. */
  waitFor(subject: SubjectId, wait: CardWait): Promise<PostedCard | undefined>;
};

export type CardWait = { waitMs: number; thread?: string | undefined };

/** What another replica posts is heard of by looking. */
const lookAgainMs = 400;

export function cardWatch(store: Store, clock: Clock): CardWatch {
  const waiting = new Set<() => void>();
  const find = async (subject: SubjectId, wanted: string | undefined): Promise<PostedCard | undefined> => {
    const thread = (await store.threads.ofSubject(subject)).find(
      ({ id, cardTs }) => cardTs !== undefined && (wanted === undefined || wanted === id),
    );
    return thread?.cardTs && { channel: thread.channel, ts: thread.cardTs };
  };
  return {
    posted: () => {
      for (const look of waiting) look();
    },
    waitFor: async (subject, { waitMs, thread }) => {
      const untilMs = clock.nowMs() + waitMs;
      for (;;) {
        // Listened for before looking, so that none is missed in between.
        const next = nextPost(waiting, clock, Math.min(untilMs - clock.nowMs(), lookAgainMs));
        try {
          const card = await find(subject, thread);
          if (card !== undefined || clock.nowMs() >= untilMs) return card;
          await next.come;
        } finally {
          next.callOff();
        }
      }
    },
  };
}

function nextPost(waiting: Set<() => void>, clock: Clock, leftMs: number) {
  const { promise: come, resolve } = Promise.withResolvers<void>();
  const callOffTimer = clock.after(Math.max(0, leftMs), resolve);
  waiting.add(resolve);
  const callOff = (): void => {
    callOffTimer();
    waiting.delete(resolve);
  };
  return { come, callOff };
}
