import { isQueueArn } from "../sqs/queues.ts";
import { readArn } from "../wire/arn.ts";

/** What a rule sends its events to; undefined where the local AWS knows no such thing. */
export function targetKind(arn: string): "destination" | "queue" | "bus" | undefined {
  if (isQueueArn(arn)) return "queue";
  const read = readArn(arn);
  if (read?.service !== "events") return undefined;
  if (read.resource.startsWith("api-destination/")) return "destination";
  return read.resource === "event-bus/default" ? "bus" : undefined;
}
