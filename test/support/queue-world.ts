import type { AccountId } from "../../src/domain/ids.ts";
import { readEventQueue, type TroubleCause } from "../../src/events/event-queue.ts";
import { openInbox } from "../../src/events/inbox.ts";
import { openEmptyStore } from "./empty-store.ts";
import { eventOf } from "./events.ts";
import { fakeQueue } from "./fake-queue.ts";
import { keptLog } from "./kept-log.ts";
import { manualClock } from "./manual-clock.ts";

export const ownAccount = "111122223333";

/** A queue, a store and a clock, with what reads the one into the other between them. */
export async function queueWorld() {
  const store = await openEmptyStore();
  const clock = manualClock();
  const aws = fakeQueue(clock);
  const log = keptLog();
  const fates: Record<string, number> = {};
  const troubles: (TroubleCause | undefined)[] = [];
  const reading = readEventQueue({
    queue: aws.queue,
    inbox: openInbox(store, { backlog: 1_000, clock, onSaved: () => {} }),
    store,
    isLabAccount: (account: AccountId) => account === ownAccount,
    clock,
    chance: () => 0.999_999,
    logger: log.logger,
    onMessages: (fate, count) => {
      if (count > 0) fates[fate] = (fates[fate] ?? 0) + count;
    },
    onTrouble: (cause) => troubles.push(cause),
  });
  return {
    store,
    clock,
    aws,
    log,
    fates,
    troubles,
    reading,

    inbox: async () => (await store.inbox.oldest(1_000)).map(({ eventId }) => eventId),

    /** The store takes nothing, until it works again. */
    storeFails(): { works(): void } {
      const { append, setAside } = store.inbox;
      const { set } = store.meta;
      let isFailing = true;
      const failing =
        <A extends unknown[]>(deed: (...given: A) => Promise<void>) =>
        (...given: A) =>
          isFailing ? Promise.reject(new Error("the disk is full")) : deed(...given);
      store.inbox.append = failing(append);
      store.inbox.setAside = failing(setAside);
      store.meta.set = failing(set);
      return {
        works: () => {
          isFailing = false;
        },
      };
    },

    close: async () => {
      await reading.stop();
      await store.close();
    },
  };
}

export type QueueWorld = Awaited<ReturnType<typeof queueWorld>>;

/** A message with an event that differs so from a recorded one. */
export const messageOf = (id: string, changes: object = {}) => ({
  body: JSON.stringify({
    ...eventOf("single.running"),
    account: ownAccount,
    resources: [],
    detail: { jobId: id },
    id,
    ...changes,
  }),
});
