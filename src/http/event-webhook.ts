import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { AccountId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { admitEvent, toInboxEvent } from "../events/admit-event.ts";
import type { AwsEvent } from "../events/event.ts";
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
  const admission = admitEvent(body.toString("utf8"), (account) =>
    accounts === "any" ? options.isLabAccount(account) : accounts.has(account),
  );
  if (admission.ok) return save(admission.event, options);
  if (admission.why === "not an event") return 400;
  const { account, id: eventId } = admission.event;
  options.logger.warn({ account, eventId }, "An event came with a key that is not its account's");
  return 403;
}

/** Answered 503 and durable after all, the event comes once more: that changes nothing. */
async function save(event: AwsEvent, { inbox, nowMs, logger }: EventWebhookOptions): Promise<number> {
  const saved = inbox.append(toInboxEvent(event, nowMs()));
  try {
    await saved;
    return 202;
  } catch (error) {
    logger.error({ err: error, eventId: event.id }, "An event could not be made durable");
    return 503;
  }
}
