import { request as plain } from "node:http";
import { request as secure } from "node:https";
import { pipeline } from "node:stream/promises";
import { limits } from "../domain/limits.ts";
import { ofConnection } from "./slack-trouble.ts";

export type Bytes = {
  /** Exactly so many. */
  length: number;
  /** Read once, as fast as the other side takes it. */
  body: AsyncIterable<Uint8Array>;
  signal?: AbortSignal | undefined;
};

/** Posts bytes as they are and gives the status. Throws SlackTrouble, or what reading the body threw. */
export type SendBytes = (url: URL, bytes: Bytes) => Promise<{ status: number; retryAfterMs?: number }>;

/** Not with fetch: it takes a body in ahead of what the wire takes, and all of a large file would stand in memory. */
export const sendBytes: SendBytes = async (url, { length, body, signal }) => {
  const request = (url.protocol === "https:" ? secure : plain)(url, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", "content-length": length },
    ...(signal === undefined ? {} : { signal }),
  });
  // However long it takes as a whole: it must go on.
  request.setTimeout(limits.slackCallMs, () => request.destroy(stalled()));
  const answered = new Promise<{ status: number; retryAfterMs?: number }>((resolve, reject) => {
    request.once("error", reject);
    request.once("response", (response) => {
      const seconds = Number(response.headers["retry-after"]);
      response.on("error", reject).resume();
      resolve({
        status: response.statusCode ?? 0,
        ...(seconds > 0 ? { retryAfterMs: seconds * 1_000 } : {}),
      });
    });
  });
  let own: { error: unknown } | undefined;
  const watched = async function* () {
    try {
      yield* body;
    } catch (error) {
      own = { error };
      throw error;
    }
  };
  try {
    // Slack may answer before it has read all: then what it answered counts.
    return await Promise.race([answered, pipeline(watched(), request).then(() => answered)]);
  } catch (cause) {
    signal?.throwIfAborted();
    throw own === undefined ? ofConnection(cause) : own.error;
  } finally {
    request.destroy();
  }
};

function stalled(): Error {
  return Object.assign(new Error("nothing was taken for too long"), { code: "ETIMEDOUT" });
}
