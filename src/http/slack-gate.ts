import type { IncomingMessage, ServerResponse } from "node:http";
import { parse as parseForm } from "node:querystring";
import { isValidSlackRequest } from "@slack/bolt";
import type { TeamId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { teamOf } from "../domain/sender-team.ts";
import { answerEmpty, readBody } from "./http-body.ts";

export type SlackGateOptions = {
  signingSecret: string;
  /** Undefined until Slack has once said who we are. */
  team(): TeamId | undefined;
  nowMs(): number;
  /** Bolt's own listener; it finds the body already read. */
  next(request: IncomingMessage, response: ServerResponse): void;
};

/**
 * Lets in what our own workspace sent just now: 413 too large, 401 wrong or missing signature or a timestamp out of
 * bounds, 403 another team, 503 before we know our own. Bolt itself looks only at the past and at no team.
 */
export function slackGate(
  options: SlackGateOptions,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const body = await readBody(request, limits.slackBodyBytes);
    if (body === "too large") return answerEmpty(response, 413);
    const text = body.toString("utf8");
    const isForm = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
    // Bolt compares the type exactly and would not know one with a charset behind it.
    if (isForm) request.headers["content-type"] = "application/x-www-form-urlencoded";
    if (!isSslCheck(text, isForm)) {
      if (!isSigned(request, text, options)) return answerEmpty(response, 401);
      const sender = senderOf(text, isForm);
      const team = options.team();
      if (sender !== undefined && team === undefined) return answerEmpty(response, 503);
      if (sender !== undefined && sender !== team) return answerEmpty(response, 403);
    }
    options.next(Object.assign(request, { rawBody: body }), response);
  };
}

function isSigned(
  request: IncomingMessage,
  body: string,
  { signingSecret, nowMs }: SlackGateOptions,
): boolean {
  const signature = request.headers["x-slack-signature"];
  const timestamp = request.headers["x-slack-request-timestamp"];
  if (typeof signature !== "string" || typeof timestamp !== "string" || !/^\d{1,12}$/.test(timestamp))
    return false;
  if (Math.abs(nowMs() / 1_000 - Number(timestamp)) > limits.signatureSkewSeconds) return false;
  return isValidSlackRequest({
    signingSecret,
    body,
    headers: { "x-slack-signature": signature, "x-slack-request-timestamp": Number(timestamp) },
    nowMilliseconds: nowMs(),
  });
}

/** Slack checks a certificate without signing; Bolt answers it and lets nothing else of the body through. */
function isSslCheck(body: string, isForm: boolean): boolean {
  return isForm && parseForm(body).ssl_check === "1";
}

/** Undefined where the body names no team, as the handshake of an address does, or can not be read: Bolt answers that. */
function senderOf(body: string, isForm: boolean): TeamId | undefined {
  try {
    const form = isForm ? parseForm(body) : undefined;
    const payload = form === undefined ? body : form.payload;
    return teamOf(typeof payload === "string" ? JSON.parse(payload) : form);
  } catch {
    return undefined;
  }
}
