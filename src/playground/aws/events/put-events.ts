import { randomUUID } from "node:crypto";
import type { BusEvent } from "./bus-event.ts";
import type { EventAccount } from "./event-account.ts";

export type PutEventsInput = {
  Entries?: {
    Time?: number;
    Source?: string;
    Resources?: string[];
    DetailType?: string;
    Detail?: string;
    EventBusName?: string;
  }[];
};

type Result = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

/** Each entry is taken or refused by itself; sources of AWS's own are for AWS alone. */
export function putEvents(
  { account, region }: EventAccount,
  { Entries = [] }: PutEventsInput,
  send: (event: BusEvent) => void,
): unknown {
  const results = Entries.map((entry): Result => {
    const { Source = "", DetailType = "", Detail = "" } = entry;
    if (Source.startsWith("aws."))
      return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
    const detail = parse(Detail);
    if (Source === "" || DetailType === "")
      return { ErrorCode: "InvalidArgument", ErrorMessage: "Parameters Source and DetailType are required." };
    if (detail === undefined) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
    const event: BusEvent = {
      version: "0",
      id: randomUUID(),
      "detail-type": DetailType,
      source: Source,
      account,
      time: new Date(entry.Time === undefined ? Date.now() : entry.Time * 1000)
        .toISOString()
        .replace(/\.\d+Z/, "Z"),
      region,
      resources: entry.Resources ?? [],
      detail,
    };
    send(event);
    return { EventId: event.id };
  });
  return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
}

function parse(detail: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(detail);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
