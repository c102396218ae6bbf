// One HTTP call as EventBridge makes it to an API destination.

import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";

export type PostInput = {
  url: string;
  method: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
};

export type PostResult = {
  status: number | undefined;
  retryAfterSeconds: number | undefined;
  error: string | undefined;
};

/** Never throws: no answer in time, or none at all, is a result without a status. Redirects are not followed. */
export function post({ url, method, query, headers, body, timeoutMs }: PostInput): Promise<PostResult> {
  const target = new URL(url);
  for (const [name, value] of Object.entries(query)) target.searchParams.set(name, value);
  const send = target.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise<PostResult>((resolve) => {
    const outgoing = send(target, {
      method,
      agent: false,
      headers: {
        "accept-encoding": "gzip,deflate",
        ...headers,
        "user-agent": "Amazon/EventBridge/ApiDestinations",
        "content-type": "application/json; charset=utf-8",
        range: "bytes=0-1048575",
        connection: "close",
        "content-length": Buffer.byteLength(body),
      },
    });
    const timer = setTimeout(
      () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    const finish = (result: PostResult) => {
      clearTimeout(timer);
      resolve(result);
    };
    outgoing.on("error", (error) => finish(failed(error)));
    outgoing.on("response", (response) => {
      response.resume();
      response.on("close", () =>
        finish({
          status: response.statusCode,
          retryAfterSeconds: retryAfter(response.headers["retry-after"]),
          error: undefined,
        }),
      );
    });
    outgoing.end(body);
  }).catch((error: unknown) => failed(error));
}

function failed(error: unknown): PostResult {
  const message = error instanceof Error ? error.message : String(error);
  return { status: undefined, retryAfterSeconds: undefined, error: message };
}

function retryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (Number.isFinite(seconds)) return seconds;
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - Date.now()) / 1000);
}
