import type { IncomingMessage, ServerResponse } from "node:http";
import type { Logger } from "pino";
import type { AccountId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import type { EventInbox } from "../events/inbox.ts";
import type { EventKeys } from "./event-keys.ts";
import { answerEmpty, readBody } from "./http-body.ts";

export type EventWebhookOptions = {
  keys: EventKeys;
  /** The accounts that the labs file knows: what a key for any account may speak for. */
  labAccounts(): readonly AccountId[];
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
  try {
    const arrived = await options.inbox.take({
      text: body.toString("utf8"),
      speaksFor: accounts === "any" ? options.labAccounts() : [...accounts],
      receivedAtMs: options.nowMs(),
    });
    if (arrived.kind !== "not its account's") return arrived.kind === "taken" ? 202 : 400;
    const { account, eventId } = arrived;
    options.logger.warn({ account, eventId }, "An event came with a key that is not its account's");
    return 403;
  } catch (error) {
    // Durable after all, it comes once more: that changes nothing.
    options.logger.error({ err: error }, "An event could not be made durable");
    return 503;
  }
}
