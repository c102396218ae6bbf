import type { MessageTs } from "../domain/ids.ts";
import type { Message } from "../messages/message.ts";
import { SlackTrouble } from "./slack-trouble.ts";

export type Response = {
  message: Message;
  audience: "me" | "here";
  replaceOriginal: boolean;
  threadTs?: MessageTs;
};

/** Answers through a response_url. Throws SlackTrouble. */
export type Respond = (responseUrl: string, response: Response) => Promise<void>;

/** A `response_url` comes with a request; only Slack's own host is ever written to. */
export function respondVia(apiUrl: string): Respond {
  const origins = new Set(["https://hooks.slack.com", new URL(apiUrl).origin]);
  return async (responseUrl, { message, audience, replaceOriginal, threadTs }) => {
    const url = URL.parse(responseUrl);
    if (url === null || !origins.has(url.origin)) throw new SlackTrouble("permanent", "foreign_response_url");
    const answer = await post(url, {
      ...message,
      response_type: audience === "me" ? "ephemeral" : "in_channel",
      replace_original: replaceOriginal,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    });
    if (!answer.ok)
      throw new SlackTrouble(answer.status >= 500 ? "unknown" : "permanent", `http_${answer.status}`);
  };
}

async function post(url: URL, body: object): Promise<globalThis.Response> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(10_000),
    });
  } catch (cause) {
    throw new SlackTrouble("unknown", "no_answer", { cause });
  }
}
