// The one HTTP server of the local AWS: guards the door, finds caller and operation, applies faults.

import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { coverage, type Service } from "../coverage.ts";
import type { Identities } from "../sts/identities.ts";
import { AwsError } from "./aws-error.ts";
import type { CallRecord, Handler, Handlers, Wire } from "./call.ts";
import type { CallEffect, Faults } from "./faults.ts";
import { asAwsError, perform } from "./perform.ts";
import { readWire } from "./protocols.ts";
import { readScope } from "./scope.ts";

const maxBodyBytes = 4 * 1024 * 1024;
const keepAliveMs = 75_000;

export type ServerParts = {
  region: string;
  identities: Identities;
  faults: Faults;
  handlers: { [S in Service]: Handlers<S> };
  record: (call: CallRecord) => void;
};

export async function listen(parts: ServerParts, host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    answer(parts, request, response).catch((error: unknown) => {
      console.error("local AWS: a request failed", error);
      response.destroy();
    });
  });
  // Longer than clients rest between calls: a socket closed under a call would look like a fault.
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return server;
}

async function answer(parts: ServerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!isLocal(request)) {
    response.writeHead(403).end();
    return;
  }
  const body = await readBody(request);
  if (body === undefined) {
    response.writeHead(413).end();
    return;
  }
  const requestId = randomUUID();
  const scope = readScope(request.headers.authorization);
  const service = scope && knownService(scope.service);
  if (!scope || !service) {
    response.writeHead(403, { "content-type": "application/json", "x-amzn-requestid": requestId });
    response.end(
      JSON.stringify({ __type: "MissingAuthenticationToken", message: "Missing Authentication Token" }),
    );
    return;
  }
  const url = new URL(request.url ?? "/", "http://local");
  const target = request.headers["x-amz-target"];
  let wire: Wire = unreadable(service);
  let output: unknown;
  let failure: AwsError | undefined;
  let effect: CallEffect | undefined;
  try {
    wire = readWire(service, {
      method: request.method ?? "GET",
      path: url.pathname,
      query: url.searchParams,
      target: typeof target === "string" ? target : undefined,
      body,
    });
    const token = request.headers["x-amz-security-token"];
    const caller = parts.identities.caller(scope, typeof token === "string" ? token : undefined, service);
    // Logs of a job may be in another region, and STS and IAM are one for all.
    const isRegional = service === "batch" || service === "events" || service === "sqs";
    if (isRegional && scope.region !== parts.region)
      throw new AwsError("InvalidSignatureException", "Credential should be scoped to a valid region.", 403);
    const { operation, handler } = findHandler(parts, service, wire.operation);
    const done = await perform(parts, { service, operation, handler, wire, caller, gone: goneOf(response) });
    ({ output, failure, effect } = done);
  } catch (error) {
    failure = asAwsError(service, error);
  }
  if (effect?.kind === "cut" || effect?.kind === "done-but-cut") {
    response.destroy();
    return;
  }
  // The caller waits in vain; the socket ends when the caller gives up or the server closes.
  if (effect?.kind === "done-but-silent") return;
  const written = failure ? wire.error(failure, requestId) : wire.answer(output, requestId);
  response.writeHead(written.status, written.headers).end(written.body);
}

function goneOf(response: ServerResponse): AbortSignal {
  const hungUp = new AbortController();
  response.once("close", () => hungUp.abort());
  return hungUp.signal;
}

function findHandler(
  parts: ServerParts,
  service: Service,
  name: string | undefined,
): { operation: string; handler: Handler } {
  // Batch's paths are the operation's name in lower case.
  const operation = coverage[service].find(
    (listed) => listed === name || (service === "batch" && listed.toLowerCase() === name),
  );
  const handlers: Record<string, Handler> = parts.handlers[service];
  const handler = operation === undefined ? undefined : handlers[operation];
  if (operation === undefined || handler === undefined) throw unknownOperation(service, name);
  return { operation, handler };
}

function unknownOperation(service: Service, name: string | undefined): AwsError {
  const message = `The local AWS does not know the operation ${name ?? "(none)"}.`;
  if (service === "sts" || service === "iam") return new AwsError("InvalidAction", message);
  return new AwsError("UnknownOperationException", message, service === "batch" ? 404 : 400);
}

function knownService(name: string): Service | undefined {
  return (Object.keys(coverage) as Service[]).find((service) => service === name);
}

/** Writes errors for a request whose body could not be read at all. */
function unreadable(service: Service): Wire {
  return readWire(service, {
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    target: undefined,
    body: "",
  });
}

/** A page in a browser must not drive it: only loopback names, and never a request that names an Origin. */
function isLocal(request: IncomingMessage): boolean {
  const port = request.socket.localPort;
  const host = request.headers.host;
  return (
    request.headers.origin === undefined && (host === `127.0.0.1:${port}` || host === `localhost:${port}`)
  );
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= maxBodyBytes) chunks.push(chunk as Buffer);
  }
  return bytes > maxBodyBytes ? undefined : Buffer.concat(chunks).toString("utf8");
}
