// FilterLogEvents: the lines of a whole group in time order; no nextToken means finished.

import { AwsError } from "../wire/aws-error.ts";
import { filterPattern } from "./filter-pattern.ts";
import { isInRange, pageBounds } from "./get-log-events.ts";
import type { LogEvent, LogGroup } from "./log-store.ts";

export type FilterLogEventsInput = {
  logStreamNames?: string[];
  logStreamNamePrefix?: string;
  startTime?: number;
  endTime?: number;
  filterPattern?: string;
  nextToken?: string;
  limit?: number;
  startFromHead?: boolean;
};

type Found = LogEvent & { logStreamName: string };

/** 1 January 2024, before which lines cannot be read latest first. */
const latestFirstFrom = 1_704_067_200_000;

export function filterLogEvents(group: LogGroup, input: FilterLogEventsInput): unknown {
  const isLatestFirst = input.startFromHead === false;
  if (isLatestFirst && (input.startTime ?? 0) < latestFirstFrom)
    throw new AwsError(
      "InvalidParameterException",
      "startTime must not be before 2024-01-01 when startFromHead is false.",
    );
  const matches = filterPattern(input.filterPattern ?? "");
  const after = input.nextToken === undefined ? undefined : readToken(input.nextToken);
  const order = isLatestFirst ? -1 : 1;
  const candidates = chosenStreams(group, input)
    .flatMap((stream) => stream.events.map((event): Found => ({ ...event, logStreamName: stream.name })))
    .filter((event) => isInRange(event, input) && matches(event.message))
    .sort((a, b) => order * compare(a.eventId, b.eventId))
    .filter((event) => after === undefined || order * compare(event.eventId, after) > 0);
  const page = pageBounds(input);
  const end = candidates.findIndex((event) => !page.fits(event));
  const events = end === -1 ? candidates : candidates.slice(0, end);
  return {
    events,
    searchedLogStreams: [],
    ...(end !== -1 && { nextToken: writeToken(events.at(-1)?.eventId ?? "") }),
  };
}

function chosenStreams(group: LogGroup, { logStreamNames, logStreamNamePrefix }: FilterLogEventsInput) {
  if (logStreamNames !== undefined && logStreamNamePrefix !== undefined)
    throw new AwsError(
      "InvalidParameterException",
      "LogStreamNames and LogStreamNamePrefix cannot be given together.",
    );
  if (logStreamNames !== undefined)
    return logStreamNames.map((name) => {
      const stream = group.streams.get(name);
      if (!stream)
        throw new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");
      return stream;
    });
  return [...group.streams.values()].filter(({ name }) => name.startsWith(logStreamNamePrefix ?? ""));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function writeToken(eventId: string): string {
  return Buffer.from(`after:${eventId}`).toString("base64url");
}

function readToken(token: string): string {
  const match = /^after:(\d+)$/.exec(Buffer.from(token, "base64url").toString());
  if (match?.[1] === undefined)
    throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
  return match[1];
}
