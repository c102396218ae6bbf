/**
 * Posts events as fast as they are answered, in a process of its own: `node event-load.ts '{"port":3000,…}'`.
 * Written on plain sockets, so that not the load but the server is the bottleneck.
 */
import { connect, type Socket } from "node:net";
import { benchKey } from "../world/names.ts";
import { eventStock } from "./event-stock.ts";
import { quantiles } from "./quantiles.ts";

export type EventLoadOptions = {
  port: number;
  /** `close`: a connection for each event, as EventBridge does. */
  connection: "close" | "keep-alive";
  connections: number;
  seconds: number;
  /** The number of the first event; the answer says that of the next. */
  from: number;
  /** At most so many a second; as fast as it goes where left out. */
  perSecond?: number;
};

export type EventLoadResult = {
  perSecond: number;
  accepted: number;
  /** Answers by status; "none" where the connection broke. */
  answers: Record<string, number>;
  p50Ms: number;
  p99Ms: number;
  maxMs: number;
  next: number;
};

const options = JSON.parse(process.argv[2] ?? "") as EventLoadOptions;
const nextEvent = eventStock();
const latenciesMs: number[] = [];
const answers: Record<string, number> = {};
let next = options.from;
const startedMs = performance.now();
const endMs = startedMs + options.seconds * 1_000;

await Promise.all(Array.from({ length: options.connections }, send));

const tookSeconds = (performance.now() - startedMs) / 1_000;
const accepted = answers["202"] ?? 0;
const result: EventLoadResult = {
  perSecond: accepted / tookSeconds,
  accepted,
  answers,
  ...quantiles(latenciesMs),
  next,
};
process.stdout.write(`${JSON.stringify(result)}\n`);

async function send(): Promise<void> {
  let socket: Socket | undefined;
  while (performance.now() < endMs) {
    await turn();
    const sentMs = performance.now();
    socket ??= open();
    const status = await ask(socket, requestOf(nextEvent(next++)));
    latenciesMs.push(performance.now() - sentMs);
    answers[status] = (answers[status] ?? 0) + 1;
    if (options.connection === "close" || status === "none") {
      socket.destroy();
      socket = undefined;
    }
  }
  socket?.destroy();
}

function open(): Socket {
  // What becomes of it, its closing tells.
  return connect({ port: options.port, host: "127.0.0.1", noDelay: true }).on("error", () => {});
}

/** Waits until the pace lets the next event go. */
async function turn(): Promise<void> {
  const { perSecond } = options;
  if (perSecond === undefined) return;
  const dueMs = startedMs + ((next - options.from) / perSecond) * 1_000;
  const waitMs = dueMs - performance.now();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
}

function requestOf(body: string): string {
  return [
    "POST /aws/events HTTP/1.1",
    "host: 127.0.0.1",
    `connection: ${options.connection}`,
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    `x-api-key: ${benchKey}`,
    "user-agent: Amazon/EventBridge/ApiDestinations",
    "",
    body,
  ].join("\r\n");
}

/** The status of the answer, whose head is its whole. */
function ask(socket: Socket, request: string): Promise<string> {
  return new Promise((resolve) => {
    let head = "";
    const done = (status: string): void => {
      socket.off("data", onData).off("close", onEnd);
      resolve(status);
    };
    const onData = (chunk: Buffer): void => {
      head += chunk.toString("latin1");
      if (head.includes("\r\n\r\n")) done(head.slice(9, 12));
    };
    const onEnd = (): void => done("none");
    socket.on("data", onData).on("close", onEnd);
    socket.write(request);
  });
}
