/** The page's requests: what one person does, and, through play-look, what that person sees. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { click, suggest } from "./acts/click.ts";
import { closeView, submitView } from "./acts/form.ts";
import { types } from "./acts/type.ts";
import { globalShortcut, messageShortcut, openHome } from "./acts/visit.ts";
import { sendJson } from "./http-answer.ts";
import { readBody, readFields } from "./http-body.ts";
import { type Json, record, string, strings } from "./json.ts";
import { card, keepFile } from "./methods/files.ts";
import type { Place } from "./model.ts";
import { look } from "./play-look.ts";
import { CannotDo, findPerson } from "./surface.ts";
import { fileFor } from "./what-people-see.ts";
import type { Workspace } from "./workspace.ts";

export type Exchange = { request: IncomingMessage; response: ServerResponse; url: URL };

export async function answerPlay(workspace: Workspace, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  try {
    if (request.method === "GET") look(workspace, exchange);
    else if (url.pathname === "/play/upload") sendJson(response, 200, await takeFile(workspace, exchange));
    else await perform(workspace, exchange);
  } catch (error) {
    if (!(error instanceof CannotDo)) throw error;
    sendJson(response, 200, { ok: false, error: error.message });
  }
}

/** Only JSON, which no other site's form can send unasked. */
async function perform(workspace: Workspace, { request, response, url }: Exchange): Promise<void> {
  const name = url.pathname.replace("/play/", "");
  const deed = Object.hasOwn(deeds, name) ? deeds[name] : undefined;
  if (request.method !== "POST" || !deed) {
    sendJson(response, 404, { ok: false, error: "not_found" });
  } else if (!(request.headers["content-type"] ?? "").startsWith("application/json")) {
    sendJson(response, 415, { ok: false, error: "JSON is wanted" });
  } else {
    const body = await readFields(request);
    sendJson(response, 200, { ok: true, ...(await deed(workspace, String(body.as), body)) });
  }
}

async function takeFile(workspace: Workspace, { request, url }: Exchange): Promise<Json> {
  const person = findPerson(workspace, url.searchParams.get("as") ?? "");
  const content = await readBody(request);
  const file = keepFile(workspace, person.id, { name: url.searchParams.get("name") ?? "file", content });
  return { ok: true, file: fileFor(card(file), person.id) };
}

type Deed = (workspace: Workspace, as: string, body: Json) => Promise<Json>;

const deeds: Record<string, Deed> = {
  async type(workspace, as, body) {
    const threadTs = string(body.threadTs);
    await types(workspace, as, {
      channel: String(body.channel),
      text: String(body.text ?? ""),
      files: strings(body.files),
      ...(threadTs && { threadTs }),
    });
    return {};
  },
  async click(workspace, as, body) {
    const value = string(body.value);
    const chosen = body.selectedOption ?? (Array.isArray(body.value) ? body.value : undefined);
    const state = record(body.state);
    await click(workspace, as, {
      ...target(body),
      ...(value !== undefined && { value }),
      ...(chosen !== undefined && { selectedOption: chosen }),
      state: record(state.values ?? state),
    });
    return {};
  },
  async suggest(workspace, as, body) {
    const value = String(body.value ?? "");
    const { options, option_groups } = await suggest(workspace, as, { ...target(body), value });
    return option_groups ? { option_groups } : { options };
  },
  async submit(workspace, as, body) {
    const values = record(body.values);
    const { errors, problems } = await submitView(workspace, as, { viewId: String(body.viewId), values });
    if (problems) throw new CannotDo("We had some trouble connecting. Try again?");
    return errors ? { errors } : {};
  },
  async close(workspace, as, body) {
    await closeView(workspace, as, { viewId: String(body.viewId) });
    return {};
  },
  async shortcut(workspace, as, body) {
    const callbackId = String(body.callbackId);
    const channel = string(body.channel);
    const ts = string(body.ts);
    if (channel && ts) await messageShortcut(workspace, as, { callbackId, channel, ts });
    else await globalShortcut(workspace, as, callbackId);
    return {};
  },
  async home(workspace, as) {
    await openHome(workspace, as);
    return {};
  },
};

function target(body: Json): Place & { actionId: string; blockId?: string } {
  const container = record(body.container);
  const blockId = string(body.blockId);
  const what = { actionId: String(body.actionId), ...(blockId && { blockId }) };
  if (container.kind === "view") return { viewId: String(container.viewId), ...what };
  if (container.kind === "ephemeral") return { ephemeralId: String(container.id), ...what };
  return { channel: String(container.channel), ts: String(container.ts), ...what };
}
