/** Puts messages and private answers into the workspace, changes them and takes them away. */

import { withBlockIds } from "./block-ids.ts";
import type { Json } from "./json.ts";
import type { Ephemeral, Message } from "./model.ts";
import { messageFor, withoutBot } from "./what-people-see.ts";
import { audience, type Workspace } from "./workspace.ts";

export type Post = Omit<Message, "ts" | "isBot"> & { ts?: string };

export function post(workspace: Workspace, draft: Post): Message {
  const message: Message = {
    ...draft,
    ts: draft.ts ?? workspace.nextTs(),
    isBot: draft.user === workspace.bot.userId,
    ...(draft.blocks && { blocks: withBlockIds(workspace, draft.blocks) }),
  };
  const log = workspace.messages.get(message.channel) ?? [];
  workspace.messages.set(message.channel, log);
  log.push(message);
  show(workspace, message);
  const parent = message.threadTs ? findMessage(workspace, message.channel, message.threadTs) : undefined;
  if (parent) {
    parent.replyCount = (parent.replyCount ?? 0) + 1;
    show(workspace, parent);
  }
  return message;
}

/** Tells everyone in the channel how the message now looks. */
export function show(workspace: Workspace, message: Message): void {
  workspace.changes.tell(audience(workspace, message.channel), (person) => ({
    type: "message",
    message: messageFor(message, person),
  }));
}

/** A message that has replies leaves a mark behind, as in Slack. */
export function remove(workspace: Workspace, message: Message): void {
  if (message.replyCount) {
    for (const key of ["blocks", "attachments", "metadata", "files", "reactions"] as const)
      delete message[key];
    Object.assign(message, { text: "This message was deleted.", deleted: true });
    show(workspace, message);
    return;
  }
  const log = workspace.messages.get(message.channel) ?? [];
  log.splice(log.indexOf(message), 1);
  workspace.changes.tell(audience(workspace, message.channel), () => ({
    type: "message_removed",
    channel: message.channel,
    ts: message.ts,
  }));
  const parent = message.threadTs ? findMessage(workspace, message.channel, message.threadTs) : undefined;
  if (parent) {
    parent.replyCount = Math.max(0, (parent.replyCount ?? 1) - 1);
    show(workspace, parent);
  }
}

export function findMessage(workspace: Workspace, channel: string, ts: string): Message | undefined {
  return workspace.messages.get(channel)?.find((message) => message.ts === ts);
}

export type Whisper = Omit<Ephemeral, "id" | "ts"> & { id?: string };

export function whisper(workspace: Workspace, draft: Whisper): Ephemeral {
  const ephemeral: Ephemeral = {
    ...draft,
    id: draft.id ?? workspace.nextId("E"),
    ts: workspace.nextTs(),
    ...(draft.blocks && { blocks: withBlockIds(workspace, draft.blocks) }),
  };
  workspace.ephemerals.set(ephemeral.id, ephemeral);
  showWhisper(workspace, ephemeral);
  return ephemeral;
}

export function changeWhisper(
  workspace: Workspace,
  ephemeral: Ephemeral,
  content: { text: string; blocks?: Json[] },
): void {
  ephemeral.text = content.text;
  delete ephemeral.blocks;
  if (content.blocks) ephemeral.blocks = withBlockIds(workspace, content.blocks);
  showWhisper(workspace, ephemeral);
}

export function removeWhisper(workspace: Workspace, ephemeral: Ephemeral): void {
  workspace.ephemerals.delete(ephemeral.id);
  workspace.changes.tell([ephemeral.user], () => ({ type: "ephemeral_removed", id: ephemeral.id }));
}

/** A line Slack itself shows one person at the edge of the window. */
export function toast(workspace: Workspace, person: string, text: string): void {
  workspace.toasts.set(person, [...(workspace.toasts.get(person) ?? []), text]);
  workspace.changes.tell([person], () => ({ type: "toast", text }));
}

function showWhisper(workspace: Workspace, ephemeral: Ephemeral): void {
  workspace.changes.tell(withoutBot(workspace, [ephemeral.user]), () => ({ type: "ephemeral", ephemeral }));
}
