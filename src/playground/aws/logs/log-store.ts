// The log groups and streams of one account.

import type { Timers } from "../timers.ts";

export type LogEvent = { timestamp: number; message: string; ingestionTime: number; eventId: string };

export type LogStream = {
  name: string;
  creationTime: number;
  events: LogEvent[];
  /** How many of the oldest events were let go; positions in tokens count them too. */
  dropped: number;
  storedBytes: number;
  /** How many empty pages a reader meets before each page that has something to say. */
  emptyPages: number;
};

export type LogGroup = { name: string; creationTime: number; streams: Map<string, LogStream> };

export type LogStore = {
  groups: Map<string, LogGroup>;
  openStream: (group: string, stream: string) => LogStream;
  /** Adds lines, readable after the lag. */
  append: (group: string, stream: string, lines: { timestamp: number; message: string }[]) => void;
  /** Makes appended lines readable now. */
  flush: () => void;
};

const maxStreamEvents = 200_000;

export type LogStoreParts = { timers: Timers; lagMs: number; changed: (stream: string) => void };

export function createLogStore({ timers, lagMs, changed }: LogStoreParts): LogStore {
  const groups = new Map<string, LogGroup>();
  let waiting: { group: string; stream: string; lines: { timestamp: number; message: string }[] }[] = [];
  let serial = 0;
  let cancelFlush: (() => void) | undefined;

  function openStream(groupName: string, streamName: string): LogStream {
    const group = groups.get(groupName) ?? { name: groupName, creationTime: Date.now(), streams: new Map() };
    groups.set(groupName, group);
    const stream = group.streams.get(streamName) ?? newStream(streamName);
    group.streams.set(streamName, stream);
    return stream;
  }

  function flush(): void {
    cancelFlush?.();
    cancelFlush = undefined;
    const arrived = waiting;
    waiting = [];
    for (const { group, stream, lines } of arrived) {
      const target = openStream(group, stream);
      for (const line of lines) {
        serial += 1;
        insert(target, { ...line, ingestionTime: Date.now(), eventId: eventId(line.timestamp, serial) });
      }
      changed(stream);
    }
  }

  return {
    groups,
    openStream,
    append(group, stream, lines) {
      waiting.push({ group, stream, lines });
      cancelFlush ??= timers.after(lagMs, flush);
    },
    flush,
  };
}

function newStream(name: string): LogStream {
  return { name, creationTime: Date.now(), events: [], dropped: 0, storedBytes: 0, emptyPages: 0 };
}

function insert(stream: LogStream, event: LogEvent): void {
  let at = stream.events.length;
  while (at > 0 && (stream.events[at - 1]?.timestamp ?? 0) > event.timestamp) at -= 1;
  stream.events.splice(at, 0, event);
  stream.storedBytes += eventBytes(event);
  if (stream.events.length > maxStreamEvents * 1.1) {
    const excess = stream.events.length - maxStreamEvents;
    stream.events.splice(0, excess);
    stream.dropped += excess;
  }
}

/** CloudWatch counts each event as its UTF-8 bytes and 26 more. */
export function eventBytes(event: { message: string }): number {
  return Buffer.byteLength(event.message) + 26;
}

/** Ids sort by time, then by arrival, as text and as numbers. */
function eventId(timestamp: number, serial: number): string {
  return `${String(timestamp).padStart(20, "0")}${String(serial).padStart(36, "0")}`.replace(/^0/, "3");
}
