import type { MessageTs } from "../domain/ids.ts";
import type { Message } from "../messages/text/message.ts";
import { ofConnection, SlackTrouble } from "./slack-trouble.ts";

export type Response = {
  message: Message;
  audience: "me" | "here";
  replaceOriginal: boolean;
  threadTs?: MessageTs;
};

/** Answers through a response_url. Throws SlackTrouble. */
export type Respond = (responseUrl: string, response: Response) => Promise<void>;

/** `fetch`: the system's own, unless a simulation stands in for the network. */
export type RespondOptions = { timeoutMs?: number; fetch?: typeof fetch };

/** A `response_url` comes with a request; only Slack's own host is ever written to. */
export function respondVia(apiUrl: string, options: RespondOptions = {}): Respond {
  const origins = new Set(["https://hooks.slack.com", new URL(apiUrl).origin]);
  return async (responseUrl, { message, audience, replaceOriginal, threadTs }) => {
    const url = URL.parse(responseUrl);
    if (url === null || !origins.has(url.origin) || url.username !== "" || url.password !== "")
      throw new SlackTrouble("permanent", "foreign_response_url");
    const answer = await post(url, options, {
      ...message,
      response_type: audience === "me" ? "ephemeral" : "in_channel",
      replace_original: replaceOriginal,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw refused(answer);
  };
}

async function post(
  url: URL,
  { timeoutMs = 10_000, fetch = globalThis.fetch }: RespondOptions,
  body: object,
): Promise<globalThis.Response> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      // The answer would be sent wherever the redirect leads: it comes back as an answer that is not ok.
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw ofConnection(cause);
  }
}

function refused({ status, headers }: globalThis.Response): SlackTrouble {
  if (status === 429) {
    const seconds = Number(headers.get("retry-after") ?? Number.NaN);
    return new SlackTrouble("later", "ratelimited", seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {});
  }
  return new SlackTrouble(status >= 500 ? "unknown" : "permanent", `http_${status}`);
}
