/** What the page reads: who is here, what one person sees, the stream of changes, and files. */
import type { ServerResponse } from "node:http";
import { openEventStream } from "./event-stream.ts";
import { sendJson } from "./http-answer.ts";
import type { Json } from "./json.ts";
import type { Person } from "./model.ts";
import type { Exchange } from "./play.ts";
import { findPerson } from "./surface.ts";
import { channelRow, stateFor } from "./what-people-see.ts";
import type { Workspace } from "./workspace.ts";

export function look(workspace: Workspace, exchange: Exchange): void {
  const { response, url } = exchange;
  const [, , room, id = ""] = url.pathname.split("/");
  const person = () => findPerson(workspace, url.searchParams.get("as") ?? "");
  switch (room) {
    case "people":
      sendJson(response, 200, peopleHere(workspace));
      break;
    case "state":
      sendJson(response, 200, stateFor(workspace, person()));
      break;
    case "stream":
      stream(workspace, person(), exchange);
      break;
    case "file":
      giveFile(workspace, person(), { id, response });
      break;
    default:
      sendJson(response, 404, { ok: false, error: "not_found" });
  }
}

function peopleHere(workspace: Workspace): Json {
  const channels = [...workspace.channels.values()].filter((channel) => !channel.isIm && !channel.isPrivate);
  return {
    team: workspace.team,
    bot: workspace.bot,
    people: [...workspace.people.values()].filter((person) => !person.deleted),
    channels: channels.map((channel) => channelRow(workspace, channel)),
    command: workspace.command,
    ...workspace.commandHint,
    shortcuts: workspace.shortcuts,
    offers: workspace.offers,
  };
}

function stream(workspace: Workspace, person: Person, { request, response }: Exchange): void {
  const reader = openEventStream(request, response, () => unsubscribe());
  const unsubscribe = workspace.changes.subscribe(person.id, (change) => {
    reader.send(JSON.stringify(change));
  });
}

/** Seen by its owner and by the members of the channels where it is shared. */
function giveFile(
  workspace: Workspace,
  person: Person,
  { id, response }: { id: string; response: ServerResponse },
): void {
  const file = workspace.files.get(id);
  const shared = file?.channels.some((channel) => workspace.channels.get(channel)?.members.has(person.id));
  if (!file?.content || !(shared || file.owner === person.id)) {
    sendJson(response, 404, { ok: false, error: "file_not_found" });
    return;
  }
  const isText = file.mimetype.startsWith("text/");
  const place = file.mimetype === "image/png" || isText ? "inline" : "attachment";
  response.writeHead(200, {
    "content-type": isText ? "text/plain; charset=utf-8" : file.mimetype,
    "content-disposition": `${place}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    "content-security-policy": "sandbox; default-src 'none'",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
  });
  response.end(file.content);
}
