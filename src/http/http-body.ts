import type { IncomingMessage, ServerResponse } from "node:http";

/** The whole body; of one that is larger than `mostBytes` no more is read than that. */
export async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer | "too large"> {
  if (Number(request.headers["content-length"] ?? 0) > mostBytes) return "too large";
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) return "too large";
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
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
