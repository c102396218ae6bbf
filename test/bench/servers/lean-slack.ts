/** As much of Slack as the bot needs to be at work, at Slack's real pace, and cheap enough to stand beside a load. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { team } from "../world/names.ts";
import { type LeanPace, leanPace } from "./lean-pace.ts";

export type SlackPost = {
  method: string;
  channel: string;
  /** From the metadata: `card`, `finished` … */
  kind: string | undefined;
  job: string | undefined;
  text: string;
  atMs: number;
};

export type LeanSlack = {
  apiUrl: string;
  url: string;
  /** What was posted or edited, in order. */
  posts: SlackPost[];
  /** All calls by method; those that were refused by pace stand as `429 method`. */
  calls: Map<string, number>;
  /** Answers to slash commands that came to their response_url, by its last part, with when. */
  answers: Map<string, number>;
  close(): void;
};

export async function startLeanSlack(): Promise<LeanSlack> {
  const posts: SlackPost[] = [];
  const calls = new Map<string, number>();
  const answers = new Map<string, number>();
  const pace = leanPace(() => performance.now());
  const count = (name: string): void => void calls.set(name, (calls.get(name) ?? 0) + 1);

  const server = createServer(async (request, response) => {
    const body = await readText(request);
    const [, place = "", name = ""] = (request.url ?? "").split("/");
    if (place === "answer") {
      answers.set(name, performance.now());
      response.writeHead(200).end("ok");
      return;
    }
    const args = new URLSearchParams(body);
    const retryAfterSeconds = limited(pace, name, args);
    count(retryAfterSeconds === undefined ? name : `429 ${name}`);
    if (retryAfterSeconds !== undefined) {
      response.writeHead(429, { "retry-after": String(retryAfterSeconds) }).end();
      return;
    }
    if (name === "chat.postMessage" || name === "chat.update") posts.push(postOf(name, args));
    answer(response, { ok: true, ...(methods[name]?.(args, posts.length) ?? {}) });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    apiUrl: `${url}/api/`,
    posts,
    calls,
    answers,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const paced = new Set(["chat.postMessage", "chat.update", "conversations.history", "conversations.replies"]);

function limited(pace: LeanPace, method: string, args: URLSearchParams): number | undefined {
  return paced.has(method) ? pace.spend(method, args.get("channel") ?? "") : undefined;
}

type Method = (args: URLSearchParams, serial: number) => object;

const methods: Readonly<Record<string, Method>> = {
  "auth.test": () => ({
    team_id: team,
    user_id: "U0BENCH",
    bot_id: "B0BENCH",
    url: "https://bench.slack.com/",
  }),
  "chat.postMessage": (args, serial) => ({
    channel: args.get("channel"),
    ts: `17900${String(serial).padStart(5, "0")}.000100`,
  }),
  "chat.update": (args) => ({ channel: args.get("channel"), ts: args.get("ts") }),
  "conversations.open": (args) => ({ channel: { id: `D0${args.get("users")}` } }),
  "conversations.info": (args) => ({ channel: { id: args.get("channel"), is_ext_shared: false } }),
  "conversations.members": () => ({ members: [], response_metadata: { next_cursor: "" } }),
  "users.info": (args) => ({
    user: { id: args.get("user"), name: "someone", profile: { real_name: "Some One" } },
  }),
  "conversations.history": () => ({ messages: [], has_more: false }),
  "conversations.replies": () => ({ messages: [], has_more: false }),
  "chat.getPermalink": () => ({ permalink: "https://bench.slack.com/archives/C0/p1" }),
};

function postOf(method: string, args: URLSearchParams): SlackPost {
  const { event_payload: payload = {} } = JSON.parse(args.get("metadata") ?? "{}");
  return {
    method,
    channel: args.get("channel") ?? "",
    kind: payload.kind,
    job: payload.job ?? payload.submission,
    text: args.get("text") ?? "",
    atMs: performance.now(),
  };
}

function answer(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
