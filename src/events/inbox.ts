import { setImmediate as letOthersRun } from "node:timers/promises";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { InboxEvent } from "../store/inbox.ts";
import type { Store } from "../store/open-store.ts";

/** Takes events in: an event is durable when `append` resolves. */
export type EventInbox = {
  /** Rejects when the event can not be made durable now; one that the store took too long for may be so after all. */
  append(event: InboxEvent): Promise<void>;
};

export type InboxOptions = {
  /** How many may wait for the disk. */
  backlog: number;
  clock: Clock;
  onSaved(): void;
};

/** More than this wait for the disk, or to be applied: the sender is asked to come again. */
export class InboxFull extends Error {
  constructor() {
    super("too many events wait to be saved or applied");
    this.name = "InboxFull";
  }
}

/** The store has not answered for as long as the sender waits. */
export class InboxSlow extends Error {
  constructor() {
    super("the store has not saved an event in time");
    this.name = "InboxSlow";
  }
}

const countEveryMs = 2_000;

type Waiting = {
  event: InboxEvent;
  bytes: number;
  sinceMs: number;
  resolve: () => void;
  reject: (error: unknown) => void;
};

/** Events that come at about the same time share one commit: the disk is waited for once for all of them. */
export function openInbox(store: Store, { backlog, clock, onSaved }: InboxOptions): EventInbox {
  let waiting: Waiting[] = [];
  let saving: readonly Waiting[] = [];
  let heldBytes = 0;
  let committing = false;
  let callOffWatch: (() => void) | undefined;

  /** Counted now and then: it is a matter of minutes until so many have come. */
  let countAtMs = 0;
  let full = false;
  const isFull = async (): Promise<boolean> => {
    const nowMs = clock.nowMs();
    if (nowMs < countAtMs) return full;
    countAtMs = nowMs + countEveryMs;
    full = (await store.inbox.depth()) > limits.inboxRowsMax;
    return full;
  };

  const letGo = (gone: readonly Waiting[]): void => {
    for (const { bytes } of gone) heldBytes -= bytes;
  };

  /** All that lies in the sockets by now comes along, and for a moment what goes on coming: a connection is read at a time. */
  const gather = async (): Promise<void> => {
    const untilMs = clock.nowMs() + limits.gatherEventsMs;
    let inVain = 0;
    while (inVain < 2 && waiting.length < limits.eventsPerCommit) {
      const before = waiting.length;
      await letOthersRun();
      if (clock.nowMs() >= untilMs) return;
      inVain = waiting.length === before ? inVain + 1 : 0;
    }
  };

  const commit = async (): Promise<void> => {
    committing = true;
    while (waiting.length > 0) {
      await gather();
      saving = waiting.slice(0, limits.eventsPerCommit);
      waiting = waiting.slice(saving.length);
      try {
        if (await isFull()) throw new InboxFull();
        await store.inbox.append(saving.map(({ event }) => event));
        for (const { resolve } of saving) resolve();
        onSaved();
      } catch (error) {
        for (const { reject } of saving) reject(error);
      }
      letGo(saving);
      saving = [];
    }
    committing = false;
    callOffWatch?.();
    callOffWatch = undefined;
  };

  /** One timer for all: who has waited for too long is told so, and the next one when its time comes. */
  const watch = (delayMs: number): void => {
    callOffWatch = clock.after(delayMs, () => {
      const beforeMs = clock.nowMs() - limits.eventAnswerMs;
      const isLate = ({ sinceMs }: Waiting): boolean => sinceMs <= beforeMs;
      const late = waiting.filter(isLate);
      for (const { reject } of [...saving.filter(isLate), ...late]) reject(new InboxSlow());
      // Its sender comes again.
      waiting = waiting.filter((each) => !isLate(each));
      letGo(late);
      const next = [...saving, ...waiting].find((each) => !isLate(each));
      callOffWatch = undefined;
      if (next !== undefined) watch(next.sinceMs - beforeMs);
    });
  };

  return {
    append: (event) =>
      new Promise((resolve, reject) => {
        const bytes = Buffer.byteLength(event.body);
        if (waiting.length >= backlog || heldBytes + bytes > limits.eventBacklogBytes) {
          reject(new InboxFull());
          return;
        }
        heldBytes += bytes;
        waiting.push({ event, bytes, sinceMs: clock.nowMs(), resolve, reject });
        if (callOffWatch === undefined) watch(limits.eventAnswerMs);
        if (!committing) void commit();
      }),
  };
}
