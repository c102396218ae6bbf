import { limits } from "../domain/limits.ts";
import { growingPauseMs } from "../domain/time/growing-pause.ts";
import type { Chance } from "../lifecycle/chance.ts";
import { type Loop, loop } from "../lifecycle/loop.ts";
import type { Store } from "../store/open-store.ts";
import { NotSaved, type QueueTakerOptions, queueTaker } from "./queue-taker.ts";

export type EventQueueOptions = QueueTakerOptions & {
  store: Pick<Store, "inbox" | "meta">;
  chance: Chance;
  /** It began, or it goes on; `undefined`: it is over. */
  onTrouble(cause: TroubleCause | undefined): void;
};

export type TroubleCause = "aws" | "store";

type Spell = { cause: TroubleCause; failures: number; sinceMs: number };

const fullPauseMs = 1_000;
/** Long enough for all of SQS's servers to be asked. */
const helpSeconds = 1;

/** Takes events out of the queue: one receiver waits for them, and others help while there are many. */
export function readEventQueue(options: EventQueueOptions): Loop {
  const { queue, store, clock, chance, logger, onTrouble } = options;
  const take = queueTaker(options);
  let stopping = new AbortController();
  let spell: Spell | undefined;

  /** Waits for what comes, and calls the others when there is more. */
  const wait = async (): Promise<number | undefined> => {
    try {
      if (await isInboxFull()) return fullPauseMs;
      const received = await receive(limits.queueWaitSeconds);
      if (received === "stopped") return undefined;
      calm();
      if (received === "full") for (const helper of helpers) helper.wake();
      return 0;
    } catch (error) {
      return pauseAfter(error);
    }
  };

  /** Comes again as long as there is more than one takes. */
  const help = async (): Promise<number | undefined> => {
    try {
      if (spell !== undefined || (await isInboxFull())) return undefined;
      return (await receive(helpSeconds)) === "full" ? 0 : undefined;
    } catch (error) {
      pauseAfter(error);
      return undefined;
    }
  };

  /**
   * While the store is in trouble it is written to first. Messages are not risked for that: each time one is received
   * in vain counts towards the queue's own limit, after which it goes to the dead letters.
   */
  const isInboxFull = async (): Promise<boolean> => {
    try {
      if (spell?.cause === "store") await store.meta.set("event-queue:probe", String(clock.nowMs()));
      return await store.inbox.holdsMoreThan(limits.inboxRows);
    } catch (error) {
      throw new NotSaved(error);
    }
  };

  const receive = async (waitSeconds: number): Promise<"full" | "some" | "stopped"> => {
    const { signal } = stopping;
    const messages = await queue.receive({ waitSeconds, signal }).catch((error: unknown) => {
      if (signal.aborted) return "stopped" as const;
      throw error;
    });
    if (messages === "stopped") return messages;
    if (messages.length > 0) await take(messages, nextPauseMs());
    return messages.length === limits.queueMessages ? "full" : "some";
  };

  const nextPauseMs = (): number =>
    growingPauseMs(
      { firstMs: limits.queueRetryMs, mostMs: limits.queueRetryMaxMs },
      (spell?.failures ?? 0) + 1,
      chance(),
    );

  /** Said once for each spell of trouble. */
  const pauseAfter = (error: unknown): number => {
    const cause = error instanceof NotSaved ? "store" : "aws";
    const pauseMs = nextPauseMs();
    if (spell?.cause !== cause) {
      const err = error instanceof NotSaved ? error.cause : error;
      logger.error({ err }, sentences[cause]);
      spell = { cause, failures: 0, sinceMs: spell?.sinceMs ?? clock.nowMs() };
    }
    spell.failures += 1;
    onTrouble(cause);
    return pauseMs;
  };

  const calm = (): void => {
    if (spell === undefined) return;
    logger.info({ lastedMs: clock.nowMs() - spell.sinceMs }, "Events come through the queue again");
    spell = undefined;
    onTrouble(undefined);
  };

  const self = loop({ name: "event-queue", clock, logger, turn: wait });
  const helpers = Array.from({ length: limits.queueReceivers - 1 }, () =>
    loop({ name: "event-queue-help", clock, logger, turn: help }),
  );
  const all = [self, ...helpers];
  return {
    start: () => {
      stopping = new AbortController();
      for (const each of all) each.start();
    },
    wake: self.wake,
    stop: async () => {
      stopping.abort();
      await Promise.all(all.map((each) => each.stop()));
    },
  };
}

const sentences = {
  aws: "Events can not be read from the queue; it will be tried again",
  store: "Events from the queue can not be saved; they stay in it, and it will be tried again",
};
