/** Server-sent events of the panel: each part when it has changed, at most four times a second, and to nobody
 * when nobody looks. */
import type { IncomingMessage, ServerResponse } from "node:http";
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
/** A reader who takes so little is cut off, and comes back for a fresh start. */
const maxUnreadBytes = 8 * 1024 * 1024;

export function createPartStream({ parts, listen, timed }: PartStreamOptions): PartStream {
  const names = Object.keys(parts) as Part[];
  const readers = new Set<ServerResponse>();
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
      const line = lineOf(part);
      if (told.get(part) === line) continue;
      told.set(part, line);
      for (const reader of readers) tell(reader, line);
    }
  }

  const lineOf = (part: Part) => `data: ${JSON.stringify({ part, value: parts[part]() })}\n\n`;

  return {
    join(request, response) {
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      if (readers.size === 0) begin();
      readers.add(response);
      for (const part of names) tell(response, lineOf(part));
      request.once("close", () => {
        readers.delete(response);
        if (readers.size === 0) stop();
      });
    },
  };
}

function tell(reader: ServerResponse, line: string): void {
  if (reader.writableLength > maxUnreadBytes) reader.destroy();
  else reader.write(line);
}
