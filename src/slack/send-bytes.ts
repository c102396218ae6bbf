import { type ClientRequest, request as plain } from "node:http";
import { request as secure } from "node:https";
import { limits } from "../domain/limits.ts";
import { ofConnection } from "./slack-trouble.ts";

export type Bytes = {
  /** Exactly so many. */
  length: number;
  /** Read once, as fast as the other side takes it: each piece has left before the next is asked for. */
  body: AsyncIterable<Uint8Array>;
  signal?: AbortSignal | undefined;
};

type Answer = { status: number; retryAfterMs?: number };

/** Posts bytes as they are and gives the status. Throws SlackTrouble, or what reading the body threw. */
export type SendBytes = (url: URL, bytes: Bytes) => Promise<Answer>;

/** Not with fetch: it takes a body in ahead of what the wire takes, and all of a large file would stand in memory. */
export const sendBytes: SendBytes = async (url, { length, body, signal }) => {
  const request = (url.protocol === "https:" ? secure : plain)(url, {
    method: "POST",
    headers: { "content-type": "application/octet-stream", "content-length": length },
    ...(signal === undefined ? {} : { signal }),
  });
  // However long it takes as a whole: it must go on.
  request.setTimeout(limits.slackCallMs, () => request.destroy(stalled()));
  let own: { error: unknown } | undefined;
  const watched = async function* () {
    try {
      yield* body;
    } catch (error) {
      own = { error };
      throw error;
    }
  };
  const answered = answerTo(request);
  try {
    // Slack may answer before it has read all: then what it answered counts.
    return await Promise.race([answered, writeAll(request, watched()).then(() => answered)]);
  } catch (cause) {
    signal?.throwIfAborted();
    throw own === undefined ? ofConnection(cause) : own.error;
  } finally {
    request.destroy();
  }
};

function answerTo(request: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
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
}

async function writeAll(request: ClientRequest, body: AsyncIterable<Uint8Array>): Promise<void> {
  const closed = new Promise<never>((_, reject) => request.once("close", () => reject(broken())));
  closed.catch(() => undefined);
  for await (const piece of body) {
    const left = new Promise<void>((resolve, reject) => {
      request.write(piece, (error) => (error ? reject(error) : resolve()));
    });
    // What waits in a connection that is closed is never told of.
    await Promise.race([left, closed]);
  }
  request.end();
}

function broken(): Error {
  return Object.assign(new Error("the connection was closed"), { code: "ECONNRESET" });
}

function stalled(): Error {
  return Object.assign(new Error("nothing was taken for too long"), { code: "ETIMEDOUT" });
}
