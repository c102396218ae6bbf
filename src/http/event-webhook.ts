import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { AccountId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { stripDetail } from "../domain/strip-detail.ts";
import { type AwsEvent, awsEvent } from "../events/event.ts";
import type { EventInbox } from "../events/inbox.ts";
import type { EventKeys } from "./event-keys.ts";
import { answerEmpty, readBody } from "./http-body.ts";

export type EventWebhookOptions = {
  keys: EventKeys;
  /** Whether the labs file knows the account: what a key for any account may speak for. */
  isLabAccount(account: AccountId): boolean;
  inbox: EventInbox;
  nowMs(): number;
  logger: Logger;
  onAnswer(status: number): void;
};

/**
 * `POST /aws/events`: one EventBridge event. It decides nothing; it makes the event durable and says so.
 * 413, 401 and 400 and 403 in this order; 202 once durable; 503 when it can not be made durable within the time that
 * EventBridge waits for.
 */
export function eventWebhook(options: EventWebhookOptions) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const status = await take(request, options);
    options.onAnswer(status);
    answerEmpty(response, status, status === 503 ? { "retry-after": "5" } : {});
  };
}

async function take(request: IncomingMessage, options: EventWebhookOptions): Promise<number> {
  const body = await readBody(request, limits.eventBodyBytes);
  if (body === "too large") return 413;
  const key = request.headers["x-api-key"];
  const accounts = options.keys.accountsOf(typeof key === "string" ? key : undefined);
  if (accounts === undefined) return 401;
  const event = readEvent(body.toString("utf8"));
  if (event === undefined) return 400;
  const speaksFor = accounts === "any" ? options.isLabAccount(event.account) : accounts.has(event.account);
  if (!speaksFor || !namesOnlyItsAccount(event)) {
    options.logger.warn(
      { account: event.account, eventId: event.id },
      "An event came with a key that is not its account's",
    );
    return 403;
  }
  return save(event, options);
}

function readEvent(text: string): AwsEvent | undefined {
  try {
    return awsEvent.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** An event that names a job, queue or definition of another account is forged or mixed up. */
function namesOnlyItsAccount(event: AwsEvent): boolean {
  const { resources, detail } = event as { resources?: unknown; detail?: Record<string, unknown> | null };
  const named = [
    ...(Array.isArray(resources) ? resources : []),
    detail?.jobArn,
    detail?.jobQueue,
    detail?.jobDefinition,
    (detail?.tags as Record<string, unknown> | undefined)?.resourceArn,
  ];
  return named.every((arn) => {
    const account = typeof arn === "string" ? /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(arn)?.[1] : undefined;
    return account === undefined || account === event.account;
  });
}

async function save(event: AwsEvent, { inbox, nowMs, logger }: EventWebhookOptions): Promise<number> {
  const saved = inbox.append({
    eventId: event.id,
    account: event.account,
    detailType: event["detail-type"],
    body: JSON.stringify({ ...event, detail: stripDetail(event.detail) }),
    receivedAtMs: nowMs(),
  });
  try {
    return (await Promise.race([saved, tooLong()])) === "too long" ? 503 : 202;
  } catch (error) {
    logger.error({ err: error, eventId: event.id }, "An event could not be made durable");
    return 503;
  }
}

/** Answered 503 and durable after all, the event comes once more: that changes nothing. */
function tooLong(): Promise<"too long"> {
  return new Promise((resolve) => {
    setTimeout(() => resolve("too long"), limits.eventAnswerMs - 500).unref();
  });
}
