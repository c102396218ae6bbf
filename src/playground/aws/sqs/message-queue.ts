// One standard queue: what waits in it, and what somebody has received and not yet deleted.

import { randomUUID } from "node:crypto";
import type { MessageAttributes } from "./message-md5.ts";

export type Message = {
  id: string;
  body: string;
  attributes: MessageAttributes;
  sender: string;
  sentAt: number;
  /** Nobody is given it before. */
  visibleAt: number;
  receiveCount: number;
  firstReceivedAt: number | undefined;
};

export type NewMessage = Pick<Message, "body" | "attributes" | "sender"> & { delayMs: number };

export type MessageQueue = {
  name: string;
  account: string;
  arn: string;
  createdAt: number;
  /** As CreateQueue was given them. */
  attributes: Record<string, string>;
  /** Oldest first. */
  messages: Map<string, Message>;
  /** Those who wait for a message to become visible. */
  waiters: Set<() => void>;
  purgedAt: number | undefined;
};

export function put(queue: MessageQueue, { delayMs, ...message }: NewMessage): Message {
  const sentAt = Date.now();
  const put: Message = {
    ...message,
    id: randomUUID(),
    sentAt,
    visibleAt: sentAt + delayMs,
    receiveCount: 0,
    firstReceivedAt: undefined,
  };
  queue.messages.set(put.id, put);
  return put;
}

/** The oldest that nobody else has in hand. */
export function visible(queue: MessageQueue, most: number): Message[] {
  const now = Date.now();
  const found: Message[] = [];
  for (const message of queue.messages.values()) {
    if (message.visibleAt > now) continue;
    found.push(message);
    if (found.length === most) break;
  }
  return found;
}

/** Each receiving has a handle of its own; an older one no longer holds the message. */
export function receiptOf(queue: MessageQueue, { id, receiveCount }: Message): string {
  return Buffer.from(`${queue.name} ${id} ${receiveCount}`).toString("base64");
}

/** `undefined`: no handle of this queue. `message` is left out where it is deleted, or received again since. */
export function readReceipt(
  queue: MessageQueue,
  handle: string | undefined,
): { message?: Message } | undefined {
  const [name, id = "", count] = Buffer.from(handle ?? "", "base64")
    .toString()
    .split(" ");
  if (name !== queue.name || !/^\d+$/.test(count ?? "")) return undefined;
  const message = queue.messages.get(id);
  return message?.receiveCount === Number(count) ? { message } : {};
}
