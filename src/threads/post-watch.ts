import type { Clock } from "../lifecycle/clock.ts";

/** Lets an answer wait a moment for something to stand in Slack, or to be there no more. */
export type PostWatch = {
  /** Something was posted, or taken away. */
  posted(): void;
  /** What `find` finds, if it does within that time. */
  until<T>(find: () => Promise<T | undefined>, waitMs: number): Promise<T | undefined>;
};

/** What another replica does is heard of by looking. */
const lookAgainMs = 400;

export function postWatch(clock: Clock): PostWatch {
  const waiting = new Set<() => void>();
  return {
    posted: () => {
      for (const look of waiting) look();
    },
    until: async (find, waitMs) => {
      const untilMs = clock.nowMs() + waitMs;
      for (;;) {
        // Listened for before looking, so that none is missed in between.
        const next = nextPost(waiting, clock, Math.min(untilMs - clock.nowMs(), lookAgainMs));
        try {
          const found = await find();
          if (found !== undefined || clock.nowMs() >= untilMs) return found;
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
