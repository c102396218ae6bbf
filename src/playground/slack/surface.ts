/** What somebody is looking at when they click: a message, a private answer or a view, with its blocks and payload parts. */

import type { Json } from "./json.ts";
import { findMessage } from "./messages.ts";
import { apiView, findView } from "./modals.ts";
import type { Channel, Person, Place, Values, View } from "./model.ts";
import { channelNamed, payloadMessage } from "./payloads.ts";
import { makeResponseUrl } from "./response-url.ts";
import { initialValues } from "./view-values.ts";
import type { Workspace } from "./workspace.ts";

export type Surface = {
  blocks: Json[];
  values: Values;
  container: Json;
  /** message and channel, or view. */
  parts: () => Json;
  responseUrl?: () => string;
  view?: View;
};

export class CannotDo extends Error {}

export function findSurface(workspace: Workspace, person: Person, place: Place): Surface {
  if ("viewId" in place) return viewSurface(workspace, person, place.viewId);
  if ("ephemeralId" in place) return whisperSurface(workspace, person, place.ephemeralId);
  return messageSurface(workspace, person, place);
}

export function findPerson(workspace: Workspace, id: string): Person {
  const person = workspace.people.get(id);
  if (!person) throw new CannotDo(`nobody here is ${id}`);
  if (person.deleted) throw new CannotDo(`${person.name} is deactivated`);
  return person;
}

export function channelOf(workspace: Workspace, person: Person, id: string): Channel {
  const channel = workspace.channels.get(id);
  if (!channel?.members.has(person.id)) throw new CannotDo(`${person.name} is not in ${id}`);
  return channel;
}

export function ownView(workspace: Workspace, person: Person, viewId: string): View {
  const view = findView(workspace, (each) => each.id === viewId && each.user === person.id);
  if (!view) throw new CannotDo(`${person.name} has no view ${viewId} open`);
  return view;
}

function viewSurface(workspace: Workspace, person: Person, viewId: string): Surface {
  const view = ownView(workspace, person, viewId);
  return {
    blocks: view.blocks,
    values: view.values,
    container: { type: "view", view_id: view.id },
    parts: () => ({ view: apiView(workspace, view) }),
    view,
  };
}

/** The payload of a click on a private answer has no message in it. */
function whisperSurface(workspace: Workspace, person: Person, id: string): Surface {
  const ephemeral = workspace.ephemerals.get(id);
  if (ephemeral?.user !== person.id) throw new CannotDo(`${person.name} sees no private answer ${id}`);
  const channel = channelOf(workspace, person, ephemeral.channel);
  const about = { user: person.id, channel: channel.id, original: { ephemeral: id } };
  return {
    blocks: ephemeral.blocks ?? [],
    values: initialValues(ephemeral.blocks ?? []),
    container: {
      type: "message",
      message_ts: ephemeral.ts,
      channel_id: channel.id,
      is_ephemeral: true,
      ...(ephemeral.threadTs && { thread_ts: ephemeral.threadTs }),
    },
    parts: () => ({ channel: channelNamed(channel) }),
    responseUrl: () => makeResponseUrl(workspace, about),
  };
}

function messageSurface(
  workspace: Workspace,
  person: Person,
  place: { channel: string; ts: string },
): Surface {
  const channel = channelOf(workspace, person, place.channel);
  const message = findMessage(workspace, channel.id, place.ts);
  if (!message) throw new CannotDo(`there is no message ${place.ts} in ${channel.id}`);
  const blocks = message.blocks ?? [];
  const about = { user: person.id, channel: channel.id, original: { message: message.ts } };
  const thread = message.threadTs ?? (message.replyCount ? message.ts : undefined);
  return {
    blocks,
    values: initialValues(blocks),
    container: {
      type: "message",
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: false,
      ...(thread && { thread_ts: thread }),
    },
    parts: () => ({ channel: channelNamed(channel), message: payloadMessage(workspace, message) }),
    responseUrl: () => makeResponseUrl(workspace, about),
  };
}
