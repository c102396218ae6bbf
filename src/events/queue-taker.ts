import type { Logger } from "pino";
import type { EventQueue, QueueMessage } from "../aws/event-queue.ts";
import { admitEvent, toInboxEvent } from "../domain/event/admit-event.ts";
import type { InboxEvent } from "../domain/event/inbox-event.ts";
import type { AccountId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { Clock } from "../lifecycle/clock.ts";
import type { Store } from "../store/open-store.ts";
import type { EventInbox } from "./inbox.ts";

export type QueueTakerOptions = {
  queue: EventQueue;
  inbox: EventInbox;
  store: Pick<Store, "inbox">;
  /** Whether the labs file knows the account: no other's events are taken. */
  isLabAccount(account: AccountId): boolean;
  clock: Clock;
  logger: Logger;
  /** What became of so many messages. */
  onMessages(fate: MessageFate, count: number): void;
};

export type MessageFate = "taken" | "set aside" | "put back" | "not deleted";

/** What is in hand could not be made durable; the cause says why. */
export class NotSaved extends Error {
  constructor(cause: unknown) {
    super("events from the queue could not be saved", { cause });
    this.name = "NotSaved";
  }
}

/** A message as it will be kept; `why` it can not be an event of ours. */
type Read = { message: QueueMessage; event: InboxEvent; why?: string };

/**
 * Saves what was received, and only then deletes it. What can not be saved now goes back, to be received again after
 * the pause. Throws NotSaved, or AwsTrouble where nothing could be deleted, once all in hand is settled.
 */
export function queueTaker(
  options: QueueTakerOptions,
): (messages: readonly QueueMessage[], pauseMs: number) => Promise<void> {
  const { queue, inbox, store, clock, logger, onMessages } = options;

  const readMessage = (message: QueueMessage): Read => {
    const receivedAtMs = clock.nowMs();
    if (Buffer.byteLength(message.body) > limits.eventBodyBytes)
      return unread(message, receivedAtMs, "it is too large");
    const admission = admitEvent(message.body, options.isLabAccount);
    if (!admission.ok && admission.why === "not an event")
      return unread(message, receivedAtMs, "it is not an event");
    const event = toInboxEvent(admission.event, receivedAtMs);
    return admission.ok
      ? { message, event }
      : { message, event, why: "its account is no lab's, or it names another's" };
  };

  const save = async (read: Read): Promise<void> => {
    if (read.why !== undefined) return setAside(read, read.why);
    await inbox.append(read.event);
    onMessages("taken", 1);
  };

  /** The store takes others and not this one: were it to come again for ever, it would hold up whoever comes with it. */
  const saveApart = async (read: Read): Promise<void> => {
    try {
      await save(read);
    } catch {
      const why = "the store would not take it";
      await setAside(read, why).catch(() => setAside(unread(read.message, clock.nowMs(), why), why));
    }
  };

  const setAside = async ({ message, event }: Read, why: string): Promise<void> => {
    await store.inbox.setAside(event, why);
    onMessages("set aside", 1);
    const { eventId, account } = event;
    logger.warn(
      { message: message.id, eventId, account, bytes: Buffer.byteLength(message.body), why },
      "A message of the event queue was set aside",
    );
  };

  const settle = async (outcomes: readonly Outcome[], pauseMs: number): Promise<void> => {
    const left = outcomes.filter(({ error }) => error !== undefined);
    const saved = outcomes.filter(({ error }) => error === undefined);
    const [removal] = await Promise.allSettled([
      saved.length === 0 ? 0 : queue.remove(saved.map(({ message }) => message)),
      left.length === 0
        ? undefined
        : queue.release(
            left.map(({ message }) => message),
            Math.ceil(pauseMs / 1_000),
          ),
    ]);
    onMessages("put back", left.length);
    onMessages("not deleted", removal.status === "fulfilled" ? removal.value : saved.length);
    if (left[0] !== undefined) throw new NotSaved(left[0].error);
    if (removal.status === "rejected") throw removal.reason;
  };

  return async (messages, pauseMs) => {
    const isOften = ({ receives }: QueueMessage) => receives > limits.queueReceives;
    const fresh = messages.filter((message) => !isOften(message));
    const outcomes = await Promise.all(
      fresh.map((message) => outcomeOf(message, save(readMessage(message)))),
    );
    for (const message of messages.filter(isOften))
      outcomes.push(await outcomeOf(message, saveApart(readMessage(message))));
    await settle(outcomes, pauseMs);
  };
}

/** What has not the shape of an event may hold secrets anywhere: nothing of it is kept. */
function unread(message: QueueMessage, receivedAtMs: number, why: string): Read & { why: string } {
  const event = {
    eventId: `message ${message.id}`,
    account: "" as AccountId,
    detailType: "",
    body: "",
    receivedAtMs,
  };
  return { message, event, why };
}

type Outcome = { message: QueueMessage; error?: unknown };

function outcomeOf(message: QueueMessage, saving: Promise<void>): Promise<Outcome> {
  return saving.then(
    () => ({ message }),
    (error) => ({ message, error: error ?? new Error("for no reason given") }),
  );
}
