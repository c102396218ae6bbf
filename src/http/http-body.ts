import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * The whole body; of one that is larger than `mostBytes` nothing is kept. It is read on for a moment all the same:
 * a sender that is cut off in the middle of its sending may never read the answer.
 */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | "too large"> {
  const declared = request.headers["content-length"];
  // It sends no more than it has said: the usual case, and the cheap one.
  if (declared !== undefined && Number(declared) <= mostBytes) return readWhole(request);
  const chunks: Buffer[] = [];
  let bytes = 0;
  const readToEnd = async (): Promise<Buffer | "too large"> => {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else chunks.length = 0;
      if (bytes > mostBytes + discardBytes) break;
    }
    return bytes > mostBytes ? "too large" : Buffer.concat(chunks);
  };
  if (declared === undefined) return readToEnd();
  return Promise.race([readToEnd().catch(() => "too large" as const), patience()]);
}

/** Rejects when the sender breaks off. */
function readWhole(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .once("end", () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)))
      .once("error", reject);
  });
}

/** Of a body that is too large so much is read and thrown away, and for so long. */
const discardBytes = 16 * 1_024 * 1_024;
const discardMs = 2_000;

function patience(): Promise<"too large"> {
  return new Promise((resolve) => {
    setTimeout(() => resolve("too large"), discardMs).unref();
  });
}

export function answerEmpty(
  response: ServerResponse,
  status: number,
  headers: Record<string, string> = {},
): void {
  // What was not read of a body would be taken for the next request.
  const close: Record<string, string> = status === 413 ? { connection: "close" } : {};
  response.writeHead(status, { ...headers, ...close, "content-length": "0" }).end();
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8" }).end(JSON.stringify(body));
}
