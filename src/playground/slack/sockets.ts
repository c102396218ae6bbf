/**
 * Socket Mode: the bot asks for an address, connects to it, and is sent everything in envelopes, each of which it
 * acknowledges by its id. Source: docs.slack.dev/apis/events-api/using-socket-mode
 */
import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { type Json, parseJson, record } from "./json.ts";
import { type WebSocket, webSocketServer } from "./web-socket-server.ts";
import type { Workspace } from "./workspace.ts";

/** Why Slack closes a connection: it renews each now and then, or Socket Mode was turned off. */
export type Farewell = "warning" | "refresh_requested" | "link_disabled" | "too_many_websockets";

/** What comes back for an envelope: the payload of its acknowledgement, or why there is none. */
export type Acknowledged = { payload: Json } | "timeout" | "connection_closed" | "not_connected";

export type Sockets = {
  newAddress: () => string;
  /** Over one of the open connections, in turn. */
  send: (envelope: Json, withinMs: number) => Promise<Acknowledged>;
  /** How many connections are open. */
  count: () => number;
  /** Says goodbye on so many connections, the oldest first; whoever stays is closed after a while. */
  sayGoodbye: (reason: Farewell, count?: number) => void;
  /** The connections break off without a word. */
  breakOff: () => void;
  /** From now on so many acknowledgements are lost on their way. */
  loseAcknowledgements: (times: number) => void;
};

const mostConnections = 10;
const addressLifeMs = 30_000;
const pingEveryMs = 1_000;
/** Slack says so about ten seconds before. */
const goodbyeMs = 10_000;

type Waiting = { on: WebSocket; done: (acknowledged: Acknowledged) => void };

export function openSockets(workspace: Workspace, server: Server): Sockets {
  const upgrades = webSocketServer();
  const tickets = new Map<string, number>();
  const waiting = new Map<string, Waiting>();
  let open: WebSocket[] = [];
  let acknowledgementsToLose = 0;
  let turn = 0;

  server.on("upgrade", (request, socket, head) => {
    const { searchParams } = new URL(request.url ?? "/", workspace.baseUrl);
    const ticket = searchParams.get("ticket") ?? "";
    const bornMs = tickets.get(ticket);
    tickets.delete(ticket);
    const isForUs = request.headers.origin === undefined && request.headers.host === hostOf(workspace);
    if (!isForUs || bornMs === undefined || workspace.clock() - bornMs > addressLifeMs) {
      socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n");
      return;
    }
    upgrades.handleUpgrade(request, socket, head, welcome);
  });

  function welcome(socket: WebSocket): void {
    const pinging = setInterval(() => socket.ping(), pingEveryMs).unref();
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      clearInterval(pinging);
      leave(socket);
    });
    if (open.length >= mostConnections) {
      sendAway(socket, "too_many_websockets");
      return;
    }
    open.push(socket);
    socket.on("message", (data: Buffer) => acknowledge(data.toString()));
    say(socket, {
      type: "hello",
      num_connections: open.length,
      debug_info: { host: "applink-local", build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: workspace.bot.appId },
    });
    workspace.changes.touch();
  }

  function leave(socket: WebSocket): void {
    open = open.filter((other) => other !== socket);
    for (const { on, done } of [...waiting.values()]) if (on === socket) done("connection_closed");
    workspace.changes.touch();
  }

  function acknowledge(text: string): void {
    const { envelope_id: id, payload } = record(parseJson(text));
    const envelope = waiting.get(String(id));
    if (envelope === undefined) return;
    if (acknowledgementsToLose > 0) acknowledgementsToLose -= 1;
    else envelope.done({ payload: record(payload) });
  }

  function sendAway(socket: WebSocket, reason: Farewell): void {
    say(socket, { type: "disconnect", reason, debug_info: { host: "applink-local" } });
    setTimeout(() => socket.close(1_000), reason === "warning" ? goodbyeMs : 0).unref();
  }

  return {
    newAddress: () => {
      const ticket = randomUUID();
      tickets.set(ticket, workspace.clock());
      return `ws://${hostOf(workspace)}/link/?ticket=${ticket}&app_id=${workspace.bot.appId}`;
    },
    send: (envelope, withinMs) => {
      const on = open[turn++ % open.length];
      if (on === undefined) return Promise.resolve("not_connected");
      const id = randomUUID();
      return new Promise((resolve) => {
        const patience = setTimeout(() => waiting.get(id)?.done("timeout"), withinMs);
        const done = (acknowledged: Acknowledged): void => {
          clearTimeout(patience);
          waiting.delete(id);
          resolve(acknowledged);
        };
        waiting.set(id, { on, done });
        say(on, { envelope_id: id, ...envelope });
      });
    },
    count: () => open.length,
    sayGoodbye: (reason, count = open.length) => {
      // Nothing more is sent to who was told to go.
      const leaving = open.splice(0, count);
      for (const socket of leaving) sendAway(socket, reason);
    },
    breakOff: () => {
      for (const socket of open) socket.terminate();
    },
    loseAcknowledgements: (times) => {
      acknowledgementsToLose = times;
    },
  };
}

function say(socket: WebSocket, message: Json): void {
  socket.send(JSON.stringify(message));
}

const hostOf = ({ baseUrl }: Workspace): string => new URL(baseUrl).host;
