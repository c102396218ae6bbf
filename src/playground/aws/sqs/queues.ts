// The queues of all accounts: found by name, by address and by ARN.

import { readArn } from "../wire/arn.ts";
import { AwsError } from "../wire/aws-error.ts";
import type { Caller } from "../wire/call.ts";
import { type Message, type MessageQueue, type NewMessage, put } from "./message-queue.ts";
import { checkAttributes, numberOf, redriveOf } from "./queue-attributes.ts";
import { invalidValue } from "./sqs-error.ts";

export type Queues = {
  create: (account: string, name: string | undefined, attributes: Record<string, string>) => MessageQueue;
  named: (account: string, name: string | undefined) => MessageQueue;
  /** Only the account's own. */
  at: (caller: Caller, url: string | undefined) => MessageQueue;
  byArn: (arn: string) => MessageQueue | undefined;
  put: (queue: MessageQueue, message: NewMessage) => Message;
  /** Something in it may be visible now, or will be at that time. */
  stir: (queue: MessageQueue, atMs: number) => void;
  /** Takes a message in hand, unless it was received too often: then it goes to the dead letters. */
  take: (queue: MessageQueue, message: Message, hiddenMs: number) => Message | undefined;
};

export type QueuesParts = {
  region: string;
  secondMs: number;
  after: (delayMs: number, deed: () => void) => () => void;
};

export function createQueues({ region, secondMs, after }: QueuesParts): Queues {
  const all = new Map<string, MessageQueue>();
  const byArn = (arn: string) => all.get(arn);
  const arnOf = (account: string, name: string) => `arn:aws:sqs:${region}:${account}:${name}`;

  const named = (account: string, name: string | undefined): MessageQueue => {
    const queue = all.get(arnOf(account, name ?? ""));
    if (!queue) throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    return queue;
  };

  const stir = (queue: MessageQueue, atMs: number): void => {
    const wake = () => {
      for (const waiter of [...queue.waiters]) waiter();
    };
    const delayMs = atMs - Date.now();
    if (delayMs > 0) after(delayMs, wake);
    else wake();
  };

  const putInto = (queue: MessageQueue, message: NewMessage): Message => {
    const ownDelayMs = numberOf(queue, "DelaySeconds") * secondMs;
    const added = put(queue, { ...message, delayMs: message.delayMs || ownDelayMs });
    stir(queue, added.visibleAt);
    return added;
  };

  return {
    create(account, name, attributes) {
      if (!/^[\w-]{1,80}$/.test(name ?? ""))
        throw invalidValue(
          "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
        );
      checkAttributes(attributes);
      const arn = arnOf(account, name ?? "");
      const before = all.get(arn);
      const differs = Object.entries(attributes).find(([key, value]) => before?.attributes[key] !== value);
      if (before && differs)
        throw new AwsError(
          "QueueNameExists",
          `A queue already exists with the same name and a different value for attribute ${differs[0]}`,
        );
      const queue = before ?? newQueue({ account, name: name ?? "", arn, attributes });
      all.set(arn, queue);
      return queue;
    },
    named,
    at(caller, url) {
      const [, account = "", name] = /\/(\d{12})\/([\w-]{1,80})$/.exec(url ?? "") ?? [];
      if (name === undefined) throw new AwsError("InvalidAddress", `The address ${url} is not valid.`, 404);
      if (account !== caller.account)
        throw new AwsError("AccessDeniedException", `Access to the resource ${url} is denied.`, 403);
      return named(account, name);
    },
    byArn,
    put: putInto,
    stir,
    take(queue, message, hiddenMs) {
      const redrive = redriveOf(queue);
      const deadLetters = redrive && byArn(redrive.deadLetterArn);
      if (redrive && deadLetters && message.receiveCount >= redrive.mostReceives) {
        queue.messages.delete(message.id);
        deadLetters.messages.set(message.id, { ...message, visibleAt: Date.now() });
        stir(deadLetters, Date.now());
        return undefined;
      }
      message.receiveCount += 1;
      message.firstReceivedAt ??= Date.now();
      message.visibleAt = Date.now() + hiddenMs;
      stir(queue, message.visibleAt);
      return message;
    },
  };
}

function newQueue(given: Pick<MessageQueue, "account" | "name" | "arn" | "attributes">): MessageQueue {
  return { ...given, createdAt: Date.now(), messages: new Map(), waiters: new Set(), purgedAt: undefined };
}

/** Whether an EventBridge target is a queue. */
export function isQueueArn(arn: string): boolean {
  const read = readArn(arn);
  return read?.service === "sqs" && /^[\w-]{1,80}$/.test(read.resource);
}
