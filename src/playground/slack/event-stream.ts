import type { IncomingMessage, ServerResponse } from "node:http";

export type EventStream = {
  /** One event, as JSON. */
  send: (json: string) => void;
};

const beatEveryMs = 15_000;
/** A reader who takes so little is cut off, and comes back for a fresh start. */
const maxUnreadBytes = 8 * 1024 * 1024;

/** Server-sent events to one reader, kept awake until they leave. */
export function openEventStream(
  request: IncomingMessage,
  response: ServerResponse,
  onLeave: () => void,
): EventStream {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  response.flushHeaders();
  const beat = setInterval(() => response.write(": still here\n\n"), beatEveryMs);
  beat.unref();
  request.once("close", () => {
    clearInterval(beat);
    onLeave();
  });
  return {
    send(json) {
      if (response.writableLength > maxUnreadBytes) response.destroy();
      else response.write(`data: ${json}\n\n`);
    },
  };
}
