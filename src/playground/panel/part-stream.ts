/** Server-sent events of the panel: each part when it has changed, at most four times a second, and to nobody
 * when nobody looks. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { type EventStream, openEventStream } from "../slack/event-stream.ts";
import type { Part, Parts } from "./snapshot.ts";

export type PartStream = { join: (request: IncomingMessage, response: ServerResponse) => void };

export type PartStreamOptions = {
  parts: Parts;
  /** Starts listening for changes; returns what stops it. */
  listen: (changed: (part: Part) => void) => () => void;
  /** Parts in which time alone changes something; looked at once a second. */
  timed: Part[];
};

const tickMs = 250;
const ticksPerSecond = 4;

export function createPartStream({ parts, listen, timed }: PartStreamOptions): PartStream {
  const names = Object.keys(parts) as Part[];
  const readers = new Set<EventStream>();
  const dirty = new Set<Part>();
  const told = new Map<Part, string>();
  let stop = () => {};

  function begin(): void {
    let ticks = 0;
    const unlisten = listen((part) => dirty.add(part));
    const timer = setInterval(() => {
      ticks += 1;
      if (ticks % ticksPerSecond === 0) for (const part of timed) dirty.add(part);
      tellChanged();
    }, tickMs);
    timer.unref();
    stop = () => {
      clearInterval(timer);
      unlisten();
      dirty.clear();
      told.clear();
    };
  }

  function tellChanged(): void {
    const changed = [...dirty];
    dirty.clear();
    for (const part of changed) {
      const json = jsonOf(part);
      if (told.get(part) === json) continue;
      told.set(part, json);
      for (const reader of readers) reader.send(json);
    }
  }

  const jsonOf = (part: Part) => JSON.stringify({ part, value: parts[part]() });

  return {
    join(request, response) {
      const reader = openEventStream(request, response, () => {
        readers.delete(reader);
        if (readers.size === 0) stop();
      });
      if (readers.size === 0) begin();
      readers.add(reader);
      for (const part of names) reader.send(jsonOf(part));
    },
  };
}
