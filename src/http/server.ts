import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { answerEmpty } from "./http-body.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** `METHOD /path` to what answers it. */
export type Routes = Readonly<Record<string, Handler>>;

export type HttpServer = {
  /** Resolves with the port once it listens. */
  listen(address: { host: string; port: number }): Promise<number>;
  /** Takes no more requests and resolves when those under way are answered. */
  close(): Promise<void>;
};

export function httpServer(routes: Routes, logger: Logger): HttpServer {
  const paths = new Set(Object.keys(routes).map((route) => route.split(" ")[1]));
  const server = createServer((request, response) => {
    const [path = "/"] = (request.url ?? "/").split("?");
    const handler = routes[`${request.method} ${path}`];
    if (handler === undefined) return answerEmpty(response, paths.has(path) ? 405 : 404);
    run(handler, request, response, logger);
  });
  // A slow sender holds a connection, never the server; EventBridge and Slack are done within seconds.
  server.requestTimeout = 15_000;
  server.headersTimeout = 10_000;
  return { listen: (address) => listen(server, address), close: () => close(server) };
}

async function run(
  handler: Handler,
  request: IncomingMessage,
  response: ServerResponse,
  logger: Logger,
): Promise<void> {
  try {
    await handler(request, response);
  } catch (error) {
    if (request.destroyed && !request.complete) return;
    logger.error({ err: error, path: request.url }, "A request failed");
    if (!response.headersSent) answerEmpty(response, 500);
  }
}

function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
