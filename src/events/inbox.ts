import { setImmediate as letOthersRun } from "node:timers/promises";
import type { Arrival, Arrived, InboxEvent } from "../domain/event/inbox-event.ts";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Store } from "../store/open-store.ts";

/** Takes events in. Rejects when one can not be made durable now; one that the store took too long for may be so after all. */
export type EventInbox = {
  /** It is durable when this resolves. */
  append(event: InboxEvent): Promise<void>;
  /** As it came: it is durable when this resolves with `taken`. */
  take(arrival: Arrival): Promise<Arrived>;
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
  arrival: Arrival | InboxEvent;
  bytes: number;
  sinceMs: number;
  resolve: (arrived: Arrived) => void;
  reject: (error: unknown) => void;
};

/** Events that come at about the same time share one commit: the disk is waited for once for all of them. */
export function openInbox(store: Store, { backlog, clock, onSaved }: InboxOptions): EventInbox {
  let waiting: Waiting[] = [];
  /** Few, and ever others: see `store/open-questions.ts` on what a set of them costs. */
  let saving: (readonly Waiting[])[] = [];
  let heldBytes = 0;
  let isGathering = false;
  let callOffWatch: (() => void) | undefined;
  /** While the disk is waited for beside, the next ones are on their way. */
  const mostCommits = store.inbox.isBeside ? 2 : 1;

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
    if (store.inbox.isBeside) {
      // What comes while others are being saved gathers by itself.
      await letOthersRun();
      return;
    }
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
    isGathering = true;
    await gather();
    isGathering = false;
    const group = waiting.slice(0, limits.eventsPerCommit);
    waiting = waiting.slice(group.length);
    saving.push(group);
    goOn();
    try {
      if (await isFull()) throw new InboxFull();
      const arrived = await store.inbox.take(group.map(({ arrival }) => arrival));
      for (const [n, each] of arrived.entries()) group[n]?.resolve(each);
      if (arrived.some(({ kind }) => kind === "taken")) onSaved();
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
    letGo(group);
    saving = saving.filter((each) => each !== group);
    goOn();
  };

  const goOn = (): void => {
    if (waiting.length > 0 && !isGathering && saving.length < mostCommits) void commit();
    if (waiting.length > 0 || saving.length > 0) return;
    callOffWatch?.();
    callOffWatch = undefined;
  };

  /** One timer for all: who has waited for too long is told so, and the next one when its time comes. */
  const watch = (delayMs: number): void => {
    callOffWatch = clock.after(delayMs, () => {
      const beforeMs = clock.nowMs() - limits.eventAnswerMs;
      const isLate = ({ sinceMs }: Waiting): boolean => sinceMs <= beforeMs;
      const late = waiting.filter(isLate);
      const held = saving.flat();
      for (const { reject } of [...held.filter(isLate), ...late]) reject(new InboxSlow());
      // Its sender comes again.
      waiting = waiting.filter((each) => !isLate(each));
      letGo(late);
      const next = [...held, ...waiting].find((each) => !isLate(each));
      callOffWatch = undefined;
      if (next !== undefined) watch(next.sinceMs - beforeMs);
    });
  };

  const take = (arrival: Arrival | InboxEvent): Promise<Arrived> =>
    new Promise((resolve, reject) => {
      const bytes = Buffer.byteLength("text" in arrival ? arrival.text : arrival.body);
      if (waiting.length >= backlog || heldBytes + bytes > limits.eventBacklogBytes) {
        reject(new InboxFull());
        return;
      }
      heldBytes += bytes;
      waiting.push({ arrival, bytes, sinceMs: clock.nowMs(), resolve, reject });
      if (callOffWatch === undefined) watch(limits.eventAnswerMs);
      goOn();
    });

  return {
    append: async (event) => {
      await take(event);
    },
    take,
  };
}
