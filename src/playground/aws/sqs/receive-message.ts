import { type AttributeValue, md5OfAttributes, md5OfBody } from "./message-md5.ts";
import { type Message, type MessageQueue, receiptOf, visible } from "./message-queue.ts";
import { numberOf } from "./queue-attributes.ts";
import type { Queues } from "./queues.ts";
import { invalidValue } from "./sqs-error.ts";

export type ReceiveInput = {
  QueueUrl?: string;
  MaxNumberOfMessages?: number;
  WaitTimeSeconds?: number;
  VisibilityTimeout?: number;
  AttributeNames?: string[];
  MessageSystemAttributeNames?: string[];
  MessageAttributeNames?: string[];
};

export type ReceiveParts = {
  queues: Queues;
  secondMs: number;
  after: (delayMs: number, deed: () => void) => () => void;
};

/** Waits for the first message as long as is asked; whoever has hung up is given none. */
export async function receiveMessage(
  parts: ReceiveParts,
  queue: MessageQueue,
  { input, gone }: { input: ReceiveInput; gone: AbortSignal },
): Promise<unknown> {
  const most = within("MaxNumberOfMessages", input.MaxNumberOfMessages ?? 1, { least: 1, most: 10 });
  const waitSeconds = input.WaitTimeSeconds ?? numberOf(queue, "ReceiveMessageWaitTimeSeconds");
  const hiddenSeconds = input.VisibilityTimeout ?? numberOf(queue, "VisibilityTimeout");
  const untilMs =
    Date.now() + within("WaitTimeSeconds", waitSeconds, { least: 0, most: 20 }) * parts.secondMs;
  const hiddenMs = within("VisibilityTimeout", hiddenSeconds, { least: 0, most: 43_200 }) * parts.secondMs;
  for (;;) {
    if (gone.aborted) return {};
    const found = visible(queue, most);
    const taken = found.flatMap((message) => parts.queues.take(queue, message, hiddenMs) ?? []);
    if (taken.length > 0) return { Messages: taken.map((message) => told(queue, message, input)) };
    if (found.length > 0) continue;
    if (Date.now() >= untilMs) return {};
    await stirred(parts, queue, { untilMs, gone });
  }
}

function stirred(
  { after }: ReceiveParts,
  queue: MessageQueue,
  { untilMs, gone }: { untilMs: number; gone: AbortSignal },
): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      callOff();
      queue.waiters.delete(done);
      gone.removeEventListener("abort", done);
      resolve();
    };
    const callOff = after(Math.max(1, untilMs - Date.now()), done);
    queue.waiters.add(done);
    gone.addEventListener("abort", done);
  });
}

function told(queue: MessageQueue, message: Message, input: ReceiveInput): Record<string, unknown> {
  const asked = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const system = Object.entries({
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    SenderId: message.sender,
    SentTimestamp: String(message.sentAt),
  }).filter(([name]) => asked.includes(name) || asked.includes("All"));
  const own = Object.entries(message.attributes).filter(([name]) =>
    (input.MessageAttributeNames ?? []).some(
      (wanted) =>
        wanted === "All" ||
        wanted === name ||
        (wanted.endsWith(".*") && name.startsWith(wanted.slice(0, -1))),
    ),
  );
  const attributes: Record<string, AttributeValue> = Object.fromEntries(own);
  return {
    MessageId: message.id,
    ReceiptHandle: receiptOf(queue, message),
    MD5OfBody: md5OfBody(message.body),
    Body: message.body,
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(own.length > 0 && {
      MessageAttributes: attributes,
      MD5OfMessageAttributes: md5OfAttributes(attributes),
    }),
  };
}

export function within(
  name: string,
  value: number,
  { least, most }: { least: number; most: number },
): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw invalidValue(
    `Value ${value} for parameter ${name} is invalid. Reason: Must be between ${least} and ${most}, if provided.`,
  );
}
