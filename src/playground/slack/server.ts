/** The HTTP side: one loopback server for the Web API, response URLs, uploads, and the page. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sendJson } from "./http-answer.ts";
import { readFields, readUpload } from "./http-body.ts";
import type { Json } from "./json.ts";
import { isSeenByBot, takeContent } from "./methods/files.ts";
import { answerPlay } from "./play.ts";
import type { RateLimits } from "./rate-limits.ts";
import { useResponseUrl } from "./response-url.ts";
import { type PageFiles, serveStatic } from "./static-page.ts";
import { type ApiAnswer, answerAs, answerCall } from "./web-api.ts";
import type { Workspace } from "./workspace.ts";

export type Route = (request: IncomingMessage, response: ServerResponse) => boolean;

export type ServerOptions = {
  host: string;
  port: number;
  limits: RateLimits;
  page?: PageFiles;
  extraRoutes?: Route;
};

export async function listen(workspace: Workspace, options: ServerOptions): Promise<Server> {
  const server = createServer((request, response) => {
    handle(workspace, options, { request, response }).catch((error: unknown) => {
      if (!response.headersSent)
        sendJson(response, 500, { ok: false, error: "fatal_error", detail: String(error) });
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });
  workspace.baseUrl = `http://${options.host}:${(server.address() as AddressInfo).port}`;
  return server;
}

type Exchange = { request: IncomingMessage; response: ServerResponse };

async function handle(
  workspace: Workspace,
  options: ServerOptions,
  { request, response }: Exchange,
): Promise<void> {
  if (!isOurs(workspace, request))
    return sendJson(response, 403, { ok: false, error: "foreign_host_or_origin" });
  if (options.extraRoutes?.(request, response)) return;
  const url = new URL(request.url ?? "/", workspace.baseUrl);
  const [, room = "", ...rest] = url.pathname.split("/");
  switch (room) {
    case "api":
      return callApi(workspace, options.limits, { request, response, url, method: rest.join("/") });
    case "response":
      return respond(workspace, { request, response }, rest.at(-1) ?? "");
    case "upload":
      return upload(workspace, { request, response }, rest[0] ?? "");
    case "files-pri":
      return download(workspace, { request, response }, rest[0] ?? "");
    case "play":
      return answerPlay(workspace, { request, response, url });
    default:
      return serveStatic(options.page, response, url.pathname);
  }
}

/** Another site's page, or a name that was pointed at this machine, must not reach the workspace. */
function isOurs(workspace: Workspace, request: IncomingMessage): boolean {
  const { port } = new URL(workspace.baseUrl);
  const names = [`127.0.0.1:${port}`, `localhost:${port}`];
  const { host = "", origin } = request.headers;
  return (
    names.includes(host) &&
    (origin === undefined || names.includes(origin.replace(/^http:\/\//, ""))) &&
    (!isAskedElsewhere(request) || isLinkToPage(request))
  );
}

/** A picture or a script that another site's page asks for carries no origin, but says this. */
function isAskedElsewhere({ headers }: IncomingMessage): boolean {
  return ["cross-site", "same-site"].includes(String(headers["sec-fetch-site"]));
}

/** Opening the page does nothing yet. */
function isLinkToPage({ method, headers, url = "" }: IncomingMessage): boolean {
  return method === "GET" && headers["sec-fetch-mode"] === "navigate" && /^\/(\?|$)/.test(url);
}

async function callApi(
  workspace: Workspace,
  limits: RateLimits,
  { request, response, url, method }: Exchange & { url: URL; method: string },
): Promise<void> {
  const fields: Json = { ...Object.fromEntries(url.searchParams), ...(await readFields(request)) };
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  giveAnswer(workspace, response, answerCall(workspace, limits, { method, fields, bearer }));
}

function giveAnswer(workspace: Workspace, response: ServerResponse, answer: ApiAnswer): void {
  switch (answer.kind) {
    case "silence":
      return;
    case "reset":
      response.destroy();
      return;
    case "answer": {
      const send = () => sendJson(response, answer.status, answer.json, answer.headers);
      if (answer.afterMs) workspace.timer(send, answer.afterMs);
      else send();
    }
  }
}

/** A response_url can fail as a method can; its posts stand among the calls under their own name. */
async function respond(workspace: Workspace, { request, response }: Exchange, id: string): Promise<void> {
  const fields = await readFields(request);
  const answer = answerAs(workspace, { method: "response_url", args: fields }, () => {
    const { status, json } = useResponseUrl(workspace, id, fields);
    return { kind: "answer", status, json };
  });
  giveAnswer(workspace, response, answer);
}

/** An upload can fail as a method can, and stands among the calls under its own name. */
async function upload(workspace: Workspace, { request, response }: Exchange, id: string): Promise<void> {
  const content = await readUpload(request);
  const args = { file: id, length: content.length };
  const answer = answerAs(workspace, { method: "upload", args }, () => ({
    kind: "answer",
    ...takeContent(workspace, id, content),
  }));
  if (answer.kind !== "answer" || answer.json.ok !== true) return giveAnswer(workspace, response, answer);
  response.writeHead(200, { "content-type": "text/plain" }).end(`OK - ${content.length}`);
}

function download(workspace: Workspace, { request, response }: Exchange, id: string): void {
  const file = workspace.files.get(id);
  const isBot = request.headers.authorization === `Bearer ${workspace.botToken}`;
  if (isBot && file?.content && isSeenByBot(workspace, file)) {
    response.writeHead(200, { "content-type": file.mimetype }).end(file.content);
  } else {
    sendJson(response, 404, { ok: false, error: "file_not_found" });
  }
}
