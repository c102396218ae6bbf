// GetLogEvents: pages with tokens in both directions; a token that comes back unchanged is the end.

import { AwsError } from "../wire/aws-error.ts";
import { eventBytes, type LogEvent, type LogStream } from "./log-store.ts";

export type GetLogEventsInput = {
  startTime?: number;
  endTime?: number;
  nextToken?: string;
  limit?: number;
  startFromHead?: boolean;
};

type Position = { direction: "f" | "b"; at: number; emptySeen: number };
type Page = { from: number; to: number; events: LogEvent[] };

const maxPageBytes = 1024 * 1024;
const maxPageEvents = 10_000;

export function getLogEvents(stream: LogStream, input: GetLogEventsInput): unknown {
  const start = position(stream, input);
  if (start.emptySeen < stream.emptyPages) {
    const next = { ...start, emptySeen: start.emptySeen + 1 };
    return {
      events: [],
      nextForwardToken: token(next.direction === "f" ? next : { ...start, direction: "f", emptySeen: 0 }),
      nextBackwardToken: token(next.direction === "b" ? next : { ...start, direction: "b", emptySeen: 0 }),
    };
  }
  const found =
    start.direction === "f" ? forward(stream, start.at, input) : backward(stream, start.at, input);
  const isEnd = found.events.length === 0;
  const seen = (direction: "f" | "b") => (isEnd && direction === start.direction ? start.emptySeen : 0);
  return {
    events: found.events.map(({ timestamp, message, ingestionTime }) => ({
      timestamp,
      message,
      ingestionTime,
    })),
    nextForwardToken: token({ direction: "f", at: found.to, emptySeen: seen("f") }),
    nextBackwardToken: token({ direction: "b", at: found.from, emptySeen: seen("b") }),
  };
}

function position(stream: LogStream, input: GetLogEventsInput): Position {
  if (input.nextToken !== undefined) {
    const found = readPosition(input.nextToken);
    if (found.direction === "f" && input.startFromHead !== true)
      throw new AwsError(
        "InvalidParameterException",
        "startFromHead must be true when nextToken is a nextForwardToken.",
      );
    return found;
  }
  if (input.startFromHead === true) return { direction: "f", at: stream.dropped, emptySeen: 0 };
  return { direction: "b", at: stream.dropped + stream.events.length, emptySeen: 0 };
}

function forward(stream: LogStream, start: number, input: GetLogEventsInput): Page {
  const page = pageBounds(input);
  const events: LogEvent[] = [];
  let from = start;
  let to = start;
  for (let at = Math.max(0, start - stream.dropped); at < stream.events.length; at += 1) {
    const event = stream.events[at];
    if (event === undefined || !isInRange(event, input)) continue;
    if (!page.fits(event)) break;
    if (events.length === 0) from = at + stream.dropped;
    events.push(event);
    to = at + stream.dropped + 1;
  }
  return { from, to, events };
}

function backward(stream: LogStream, end: number, input: GetLogEventsInput): Page {
  const page = pageBounds(input);
  const events: LogEvent[] = [];
  let from = end;
  let to = end;
  for (let at = Math.min(end - stream.dropped, stream.events.length) - 1; at >= 0; at -= 1) {
    const event = stream.events[at];
    if (event === undefined || !isInRange(event, input)) continue;
    if (!page.fits(event)) break;
    if (events.length === 0) to = at + stream.dropped + 1;
    events.push(event);
    from = at + stream.dropped;
  }
  return { from, to, events: events.reverse() };
}

/** startTime is inclusive, endTime exclusive. */
export function isInRange(event: LogEvent, range: { startTime?: number; endTime?: number }): boolean {
  const { startTime = Number.NEGATIVE_INFINITY, endTime = Number.POSITIVE_INFINITY } = range;
  return event.timestamp >= startTime && event.timestamp < endTime;
}

/** Counts a page up to its limits. */
export function pageBounds({ limit = maxPageEvents }: { limit?: number }): {
  fits: (event: LogEvent) => boolean;
} {
  if (!(limit >= 1 && limit <= maxPageEvents))
    throw new AwsError(
      "InvalidParameterException",
      `1 validation error detected: Value '${limit}' at 'limit'`,
    );
  let count = 0;
  let bytes = 0;
  return {
    fits(event) {
      bytes += eventBytes(event);
      if (count >= limit || (count > 0 && bytes > maxPageBytes)) return false;
      count += 1;
      return true;
    },
  };
}

// A large odd base keeps people from computing tokens; they are to be passed back as they came.
const base = 34_139_340_658_027_874_184_690n;

function token({ direction, at, emptySeen }: Position): string {
  const number = base + BigInt(at) * 1024n + BigInt(emptySeen);
  return `${direction}/${String(number).padStart(56, "0")}/s`;
}

function readPosition(text: string): Position {
  const [, direction, digits] = /^([fb])\/(\d{56})\/s$/.exec(text) ?? [];
  const number = digits === undefined ? -1n : BigInt(digits) - base;
  if (number < 0n || (direction !== "f" && direction !== "b"))
    throw new AwsError("InvalidParameterException", "The specified nextToken is invalid.");
  return { direction, at: Number(number / 1024n), emptySeen: Number(number % 1024n) };
}
