/** What the page asks beyond Slack, under /control/: of the local AWS, the scenarios and the gallery. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson } from "./slack/http-answer.ts";
import { readFields } from "./slack/http-body.ts";
import type { Json } from "./slack/json.ts";
import type { Route } from "./slack/server.ts";
import { CannotDo } from "./slack/surface.ts";

export type ControlExchange = {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** The JSON of a POST; empty for a GET. */
  body: Json;
};

/**
 * By method and name, such as "GET aws" for `GET /control/aws`. What it returns is answered as `{ok: true, …}`,
 * nothing when it has answered itself. Throws CannotDo, with a sentence, for what the person should read.
 */
export type ControlRoutes = Record<
  string,
  (exchange: ControlExchange) => Promise<Json | undefined> | Json | undefined
>;

/** `routes` may be filled later: they need the workspace, and the workspace needs this. */
export function controlRoute(routes: ControlRoutes): Route {
  return (request, response) => {
    const url = new URL(request.url ?? "/", "http://playground");
    const name = /^\/control\/(.+)$/.exec(url.pathname)?.[1];
    if (name === undefined) return false;
    answer(routes[`${request.method} ${name}`], { request, response, url }).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else if (error instanceof CannotDo) sendJson(response, 200, { ok: false, error: error.message });
      else sendJson(response, 500, { ok: false, error: String(error) });
    });
    return true;
  };
}

async function answer(
  route: ControlRoutes[string] | undefined,
  exchange: Omit<ControlExchange, "body">,
): Promise<void> {
  const { request, response } = exchange;
  const isPost = request.method === "POST";
  if (route === undefined) return sendJson(response, 404, { ok: false, error: "not_found" });
  // Only JSON, which no other site's form can send unasked.
  if (isPost && !(request.headers["content-type"] ?? "").startsWith("application/json"))
    return sendJson(response, 415, { ok: false, error: "JSON is wanted" });
  const result = await route({ ...exchange, body: isPost ? await readFields(request) : {} });
  if (result !== undefined) sendJson(response, 200, { ok: true, ...result });
}
