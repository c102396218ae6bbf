import { limits } from "../domain/limits.ts";
import type { InboxEvent } from "../store/inbox.ts";
import type { Store } from "../store/open-store.ts";

/** Takes events in: an event is durable when `append` resolves. */
export type EventInbox = {
  /** Rejects when the event can not be made durable now. */
  append(event: InboxEvent): Promise<void>;
};

/** More than this wait for the disk: the sender is asked to come again. */
export class InboxFull extends Error {
  constructor() {
    super("too many events wait to be saved");
    this.name = "InboxFull";
  }
}

/** Events that come while one commit is under way share the next one: the disk is waited for once for all of them. */
export function openInbox(store: Store, options: { backlog: number; onSaved(): void }): EventInbox {
  let waiting: { event: InboxEvent; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let committing = false;

  const commit = async (): Promise<void> => {
    committing = true;
    while (waiting.length > 0) {
      const group = waiting.slice(0, limits.eventsPerCommit);
      waiting = waiting.slice(group.length);
      try {
        await store.inbox.append(group.map(({ event }) => event));
        for (const { resolve } of group) resolve();
        options.onSaved();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    committing = false;
  };

  return {
    append: (event) =>
      new Promise((resolve, reject) => {
        if (waiting.length >= options.backlog) {
          reject(new InboxFull());
          return;
        }
        waiting.push({ event, resolve, reject });
        if (!committing) void commit();
      }),
  };
}
