import { AwsError } from "../wire/aws-error.ts";
import type { MessageQueue } from "./message-queue.ts";

const ranges: Readonly<Record<string, { least: number; most: number; without: number }>> = {
  VisibilityTimeout: { least: 0, most: 43_200, without: 30 },
  DelaySeconds: { least: 0, most: 900, without: 0 },
  ReceiveMessageWaitTimeSeconds: { least: 0, most: 20, without: 0 },
  MaximumMessageSize: { least: 1_024, most: 1_048_576, without: 1_048_576 },
  MessageRetentionPeriod: { least: 60, most: 1_209_600, without: 345_600 },
};

/** Taken and given back; nothing here heeds them. */
const kept = new Set(["Policy", "SqsManagedSseEnabled", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds"]);

export function checkAttributes(given: Record<string, string>): void {
  for (const [name, value] of Object.entries(given)) {
    const range = ranges[name];
    if (range === undefined && name !== "RedrivePolicy" && !kept.has(name))
      throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
    const isRight = range
      ? /^\d+$/.test(value) && Number(value) >= range.least && Number(value) <= range.most
      : name !== "RedrivePolicy" || readRedrive(value) !== undefined;
    if (!isRight) throw new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${name}.`);
  }
}

export function numberOf(queue: MessageQueue, name: string): number {
  return Number(queue.attributes[name] ?? ranges[name]?.without);
}

export type Redrive = { deadLetterArn: string; mostReceives: number };

/** Where a message goes that was received too often. */
export function redriveOf(queue: MessageQueue): Redrive | undefined {
  return readRedrive(queue.attributes.RedrivePolicy ?? "");
}

function readRedrive(text: string): Redrive | undefined {
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text);
    const mostReceives = Number(maxReceiveCount);
    if (typeof deadLetterTargetArn !== "string" || !(mostReceives >= 1 && mostReceives <= 1_000))
      return undefined;
    return { deadLetterArn: deadLetterTargetArn, mostReceives };
  } catch {
    return undefined;
  }
}

/** What GetQueueAttributes tells of those asked for. */
export function toldAttributes(queue: MessageQueue, asked: readonly string[]): Record<string, string> {
  const all: Record<string, string> = {
    ...Object.fromEntries(Object.keys(ranges).map((name) => [name, String(numberOf(queue, name))])),
    ...queue.attributes,
    ...counts(queue),
    QueueArn: queue.arn,
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1_000)),
    LastModifiedTimestamp: String(Math.floor(queue.createdAt / 1_000)),
  };
  for (const name of asked)
    if (name !== "All" && !(name in all) && !kept.has(name) && name !== "RedrivePolicy")
      throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
  if (asked.includes("All")) return all;
  return Object.fromEntries(Object.entries(all).filter(([name]) => asked.includes(name)));
}

function counts({ messages }: MessageQueue): Record<string, string> {
  const now = Date.now();
  const hidden = [...messages.values()].filter(({ visibleAt }) => visibleAt > now);
  const inFlight = hidden.filter(({ receiveCount }) => receiveCount > 0).length;
  return {
    ApproximateNumberOfMessages: String(messages.size - hidden.length),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(hidden.length - inFlight),
  };
}
