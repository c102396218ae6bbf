import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { limits } from "../domain/limits.ts";
import { withoutUndefined } from "../domain/without-undefined.ts";
import { callAws } from "./aws-trouble.ts";

/** The queue that events come by, under the bot's own credentials. Every call throws AwsTrouble. */
export type EventQueue = {
  /** Waits for the first message; those given are hidden from others for `limits.queueHiddenSeconds`. */
  receive(options: { waitSeconds: number; signal: AbortSignal }): Promise<QueueMessage[]>;
  /** At most ten. Gives how many AWS did not delete: they come again. */
  remove(messages: readonly QueueMessage[]): Promise<number>;
  /** At most ten, for anybody to receive after so many seconds. */
  release(messages: readonly QueueMessage[], afterSeconds: number): Promise<void>;
  close(): void;
};

export type QueueMessage = {
  id: string;
  /** Holds the message until it is received again. */
  receipt: string;
  body: string;
  /** How often it was received, this time among them. */
  receives: number;
};

export type EventQueueOptions = {
  /** The queue's URL. */
  url: string;
  /** Where SQS is to be found instead of at the URL's host. */
  endpoint?: string;
  /** For a URL that names none. */
  region?: string;
  requestTimeoutMs?: number;
};

export function openEventQueue({
  url,
  requestTimeoutMs = 10_000,
  ...options
}: EventQueueOptions): EventQueue {
  const client = new SQSClient({
    ...withoutUndefined({ region: regionIn(url) ?? options.region }),
    // Given, the SDK does not say at each call that the URL's host is not the one it would have guessed.
    endpoint: options.endpoint ?? new URL(url).origin,
    maxAttempts: 3,
    requestHandler: {
      connectionTimeout: 3_000,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
    },
  });
  return {
    async receive({ waitSeconds, signal }) {
      const command = new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: limits.queueMessages,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: limits.queueHiddenSeconds,
        MessageSystemAttributeNames: ["ApproximateReceiveCount"],
      });
      const patience = { abortSignal: signal, requestTimeout: waitSeconds * 1_000 + requestTimeoutMs };
      const { Messages = [] } = await callAws(() => client.send(command, patience));
      return Messages.map(toMessage);
    },
    async remove(messages) {
      const command = new DeleteMessageBatchCommand({ QueueUrl: url, Entries: messages.map(toEntry) });
      const { Failed = [] } = await callAws(() => client.send(command));
      return Failed.length;
    },
    async release(messages, afterSeconds) {
      const Entries = messages.map((message, index) => ({
        ...toEntry(message, index),
        VisibilityTimeout: afterSeconds,
      }));
      await callAws(() => client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries })));
    },
    close: () => client.destroy(),
  };
}

/** `sqs.us-west-2.amazonaws.com`, and its neighbours for FIPS, VPC endpoints and older addresses. */
function regionIn(url: string): string | undefined {
  return /(?:^|\.)([a-z]{2}(?:-[a-z]+){1,3}-\d{1,2})\./.exec(new URL(url).hostname)?.[1];
}

function toMessage({ MessageId = "", ReceiptHandle = "", Body = "", Attributes }: Message): QueueMessage {
  const receives = Number(Attributes?.ApproximateReceiveCount ?? 1);
  return { id: MessageId, receipt: ReceiptHandle, body: Body, receives };
}

function toEntry({ receipt }: QueueMessage, index: number): { Id: string; ReceiptHandle: string } {
  return { Id: String(index), ReceiptHandle: receipt };
}
