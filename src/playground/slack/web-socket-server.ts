/** As much of the package ws as the workspace's sockets use; it brings no types. */
import type { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import { createRequire } from "node:module";
import type { Duplex } from "node:stream";

export type WebSocket = EventEmitter & {
  send(text: string): void;
  ping(): void;
  close(code?: number): void;
  terminate(): void;
};

type WebSocketServer = {
  handleUpgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    take: (socket: WebSocket) => void,
  ): void;
};

type Package = { WebSocketServer: new (options: { noServer: true }) => WebSocketServer };

const require = createRequire(import.meta.url);

/** Takes what an HTTP server is asked to upgrade. */
export function webSocketServer(): WebSocketServer {
  const { WebSocketServer } = require("ws") as Package;
  return new WebSocketServer({ noServer: true });
}
