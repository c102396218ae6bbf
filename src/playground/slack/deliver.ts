/** Sends the bot one signed request, or in Socket Mode one envelope, as Slack does, and keeps what came back. */
import { createHmac } from "node:crypto";
import { type Json, parseJson } from "./json.ts";
import type { Acknowledged } from "./sockets.ts";
import type { Workspace } from "./workspace.ts";

/** Slack waits no longer for an answer. */
const answerWithinMs = 3000;
const keptDeliveries = 20_000;

export type Kind = "command" | "interactive" | "options" | "event";
type Failure = "http_timeout" | "http_error" | "connection_failed";

export type Delivery = {
  kind: Kind;
  payload: Json;
  atMs: number;
  durationMs: number;
  /** 0 when there was no answer. */
  status: number;
  body: string;
  json: unknown;
  /** Answered with 200 in time. */
  ok: boolean;
  failure?: Failure;
  /** 0 for the first try of an event, then 1 to 3. */
  retry: number;
  noRetry: boolean;
  /** What Slack showed the person because of the answer, if anything. */
  shown?: string;
};

export type DeliveryOptions = {
  secret?: string;
  timestampSec?: number;
  signature?: string;
  contentType?: string;
  rawBody?: string;
  retry?: { count: number; reason: Failure };
};

export async function deliver(
  workspace: Workspace,
  { kind, payload }: { kind: Kind; payload: Json },
  options: DeliveryOptions = {},
): Promise<Delivery> {
  const body = options.rawBody ?? encode(kind, payload);
  const startedMs = performance.now();
  const answer = workspace.sockets
    ? inSocketMode(await workspace.sockets.send(envelope(kind, payload, options), answerWithinMs))
    : await send(workspace, { body, headers: headersFor(workspace, { kind, body, options }) });
  const delivery: Delivery = {
    kind,
    payload,
    atMs: workspace.clock(),
    durationMs: performance.now() - startedMs,
    ...answer,
    json: parseJson(answer.body),
    ok: answer.status === 200,
    retry: options.retry?.count ?? 0,
  };
  workspace.deliveries.push(delivery);
  if (workspace.deliveries.length > keptDeliveries) workspace.deliveries.shift();
  workspace.changes.touch();
  return delivery;
}

/** HMAC-SHA256 over `v0:time:body`, as docs.slack.dev/authentication/verifying-requests-from-slack says. */
function sign(secret: string, timestampSec: number, body: string): string {
  return `v0=${createHmac("sha256", secret).update(`v0:${timestampSec}:${body}`).digest("hex")}`;
}

function encode(kind: Kind, payload: Json): string {
  if (kind === "event") return JSON.stringify(payload);
  if (kind === "command") return new URLSearchParams(payload as Record<string, string>).toString();
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

type Outgoing = { kind: Kind; body: string; options: DeliveryOptions };

/** The content type stands bare, without a charset: Bolt compares it exactly. */
function headersFor(workspace: Workspace, { kind, body, options }: Outgoing): Record<string, string> {
  const timestampSec = options.timestampSec ?? Math.floor(workspace.signingClock() / 1000);
  const usual = kind === "event" ? "application/json" : "application/x-www-form-urlencoded";
  return {
    "content-type": options.contentType ?? usual,
    "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
    accept: "application/json,*/*",
    connection: "close",
    "x-slack-request-timestamp": String(timestampSec),
    "x-slack-signature":
      options.signature ?? sign(options.secret ?? workspace.signingSecret, timestampSec, body),
    ...(options.retry && {
      "x-slack-retry-num": String(options.retry.count),
      "x-slack-retry-reason": options.retry.reason,
    }),
  };
}

type Answer = Pick<Delivery, "status" | "body" | "noRetry" | "failure">;

async function send(
  workspace: Workspace,
  request: { body: string; headers: Record<string, string> },
): Promise<Answer> {
  const silent = (failure: Failure): Answer => ({ status: 0, body: "", noRetry: false, failure });
  if (!workspace.requestUrl) return silent("connection_failed");
  try {
    const response = await fetch(workspace.requestUrl, {
      method: "POST",
      ...request,
      redirect: "manual",
      signal: AbortSignal.timeout(answerWithinMs),
    });
    return {
      status: response.status,
      body: await response.text(),
      noRetry: response.headers.get("x-slack-no-retry") === "1",
      ...(!response.ok && { failure: "http_error" as const }),
    };
  } catch (error) {
    return silent(
      error instanceof Error && error.name === "TimeoutError" ? "http_timeout" : "connection_failed",
    );
  }
}

const envelopeTypes: Record<Kind, string> = {
  command: "slash_commands",
  interactive: "interactive",
  options: "interactive",
  event: "events_api",
};

function envelope(kind: Kind, payload: Json, { retry }: DeliveryOptions): Json {
  return {
    type: envelopeTypes[kind],
    payload,
    accepts_response_payload: kind !== "event",
    ...(kind === "event" && { retry_attempt: retry?.count ?? 0, retry_reason: retry ? "timeout" : "" }),
  };
}

function inSocketMode(acknowledged: Acknowledged): Answer {
  if (typeof acknowledged === "string") {
    const failure = acknowledged === "timeout" ? "http_timeout" : "connection_failed";
    return { status: 0, body: "", noRetry: false, failure };
  }
  const { payload } = acknowledged;
  const isEmpty = Object.keys(payload).length === 0;
  return { status: 200, body: isEmpty ? "" : JSON.stringify(payload), noRetry: false };
}
