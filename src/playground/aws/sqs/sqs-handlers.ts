import { AwsError } from "../wire/aws-error.ts";
import type { Handlers } from "../wire/call.ts";
import { batch } from "./batch-request.ts";
import { type MessageAttributes, md5OfAttributes, md5OfBody } from "./message-md5.ts";
import { type MessageQueue, readReceipt } from "./message-queue.ts";
import { numberOf, toldAttributes } from "./queue-attributes.ts";
import type { Queues } from "./queues.ts";
import { type ReceiveInput, receiveMessage, within } from "./receive-message.ts";
import { invalidValue } from "./sqs-error.ts";

type OfQueue = { QueueUrl?: string };
type Send = { MessageBody?: string; DelaySeconds?: number; MessageAttributes?: MessageAttributes };
type Receipt = { ReceiptHandle?: string };
type Visibility = Receipt & { VisibilityTimeout?: number };
type Batch<T> = OfQueue & { Entries?: (T & { Id?: string })[] };

export type SqsParts = {
  queues: Queues;
  /** Where the local AWS answers. */
  url: () => string;
  secondMs: number;
  after: (delayMs: number, deed: () => void) => () => void;
};

export function sqsHandlers(parts: SqsParts): Handlers<"sqs"> {
  const { queues } = parts;
  const urlOf = ({ account, name }: MessageQueue) => ({ QueueUrl: `${parts.url()}/${account}/${name}` });
  return {
    CreateQueue: (input: { QueueName?: string; Attributes?: Record<string, string> }, caller) =>
      urlOf(queues.create(caller.account, input.QueueName, input.Attributes ?? {})),
    GetQueueUrl: (input: { QueueName?: string; QueueOwnerAWSAccountId?: string }, caller) =>
      urlOf(queues.named(input.QueueOwnerAWSAccountId ?? caller.account, input.QueueName)),
    GetQueueAttributes: (input: OfQueue & { AttributeNames?: string[] }, caller) => ({
      Attributes: toldAttributes(queues.at(caller, input.QueueUrl), input.AttributeNames ?? []),
    }),
    SendMessage: (input: OfQueue & Send, caller) =>
      send(parts, queues.at(caller, input.QueueUrl), { ...input, sender: caller.userId }),
    SendMessageBatch: (input: Batch<Send>, caller) => {
      const queue = queues.at(caller, input.QueueUrl);
      const bytes = (input.Entries ?? []).reduce(
        (sum, { MessageBody = "" }) => sum + Buffer.byteLength(MessageBody),
        0,
      );
      if (bytes > mostBatchBytes)
        throw new AwsError(
          "BatchRequestTooLong",
          `Batch requests cannot be longer than ${mostBatchBytes} bytes. You have sent ${bytes} bytes.`,
        );
      return batch(input.Entries, (entry) => send(parts, queue, { ...entry, sender: caller.userId }));
    },
    ReceiveMessage: (input: ReceiveInput, caller, gone) =>
      receiveMessage(parts, queues.at(caller, input.QueueUrl), { input, gone }),
    DeleteMessage: (input: OfQueue & Receipt, caller) => remove(queues.at(caller, input.QueueUrl), input),
    DeleteMessageBatch: (input: Batch<Receipt>, caller) => {
      const queue = queues.at(caller, input.QueueUrl);
      return batch(input.Entries, (entry) => remove(queue, entry));
    },
    ChangeMessageVisibility: (input: OfQueue & Visibility, caller) =>
      hide(parts, queues.at(caller, input.QueueUrl), input),
    ChangeMessageVisibilityBatch: (input: Batch<Visibility>, caller) => {
      const queue = queues.at(caller, input.QueueUrl);
      return batch(input.Entries, (entry) => hide(parts, queue, entry));
    },
    PurgeQueue: (input: OfQueue, caller) => purge(parts, queues.at(caller, input.QueueUrl)),
  };
}

const mostBatchBytes = 1_048_576;
// XML's characters and no others, as SQS takes them.
const takenText = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u;

function send(
  { queues, secondMs }: SqsParts,
  queue: MessageQueue,
  { MessageBody = "", DelaySeconds = 0, MessageAttributes = {}, sender }: Send & { sender: string },
): Record<string, unknown> {
  if (MessageBody === "")
    throw new AwsError(
      "MissingRequiredParameterException",
      "The request must contain the parameter MessageBody.",
    );
  if (!takenText.test(MessageBody))
    throw new AwsError("InvalidMessageContents", "Invalid characters in the message body.");
  const mostBytes = numberOf(queue, "MaximumMessageSize");
  if (Buffer.byteLength(MessageBody) > mostBytes)
    throw invalidValue(
      `One or more parameters are invalid. Reason: Message must be shorter than ${mostBytes} bytes.`,
    );
  const delayMs = within("DelaySeconds", DelaySeconds, { least: 0, most: 900 }) * secondMs;
  const { id } = queues.put(queue, { body: MessageBody, attributes: MessageAttributes, sender, delayMs });
  return {
    MessageId: id,
    MD5OfMessageBody: md5OfBody(MessageBody),
    MD5OfMessageAttributes: md5OfAttributes(MessageAttributes),
  };
}

/** One that was received again since stays, and nobody is told. */
function remove(queue: MessageQueue, { ReceiptHandle }: Receipt): Record<string, unknown> {
  const { message } = receipt(queue, ReceiptHandle);
  if (message) queue.messages.delete(message.id);
  return {};
}

function hide(
  { queues, secondMs }: SqsParts,
  queue: MessageQueue,
  input: Visibility,
): Record<string, unknown> {
  const hiddenMs =
    within("VisibilityTimeout", input.VisibilityTimeout ?? -1, { least: 0, most: 43_200 }) * secondMs;
  const { message } = receipt(queue, input.ReceiptHandle);
  if (message === undefined || message.visibleAt <= Date.now())
    throw new AwsError("MessageNotInflight", "The specified message is not in flight.");
  message.visibleAt = Date.now() + hiddenMs;
  queues.stir(queue, message.visibleAt);
  return {};
}

function receipt(queue: MessageQueue, handle: string | undefined) {
  const read = readReceipt(queue, handle);
  if (!read)
    throw new AwsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not valid.`, 404);
  return read;
}

const purgeSeconds = 60;

function purge({ secondMs }: SqsParts, queue: MessageQueue): Record<string, unknown> {
  if (queue.purgedAt !== undefined && Date.now() - queue.purgedAt < purgeSeconds * secondMs)
    throw new AwsError(
      "PurgeQueueInProgress",
      `Only one PurgeQueue operation on ${queue.name} is allowed every ${purgeSeconds} seconds.`,
      403,
    );
  queue.purgedAt = Date.now();
  queue.messages.clear();
  return {};
}
