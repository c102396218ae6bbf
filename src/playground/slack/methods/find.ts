/** Finds what a Web API call names, or fails as Slack fails. */
import { ApiError, argument, required } from "../api-arguments.ts";
import { directOf } from "../api-message.ts";
import type { Json } from "../json.ts";
import { findMessage } from "../messages.ts";
import type { Channel, Message } from "../model.ts";
import type { Workspace } from "../workspace.ts";

/** A channel the bot may know of: a private one it is not in does not exist for it. */
export function findChannel(workspace: Workspace, args: Json, key = "channel"): Channel {
  const wanted = required(args, key, "channel_not_found");
  const named = [...workspace.channels.values()].find(
    (channel) => !channel.isIm && `#${channel.name}` === wanted,
  );
  const person = workspace.people.get(wanted);
  const channel =
    workspace.channels.get(wanted) ??
    named ??
    (person && !person.deleted ? directOf(workspace, wanted) : undefined);
  if (!channel || (channel.isPrivate && !channel.members.has(workspace.bot.userId)))
    throw new ApiError("channel_not_found");
  return channel;
}

export function channelToWrite(workspace: Workspace, args: Json, key = "channel"): Channel {
  const channel = findChannel(workspace, args, key);
  if (channel.isArchived) throw new ApiError("is_archived");
  if (!channel.members.has(workspace.bot.userId)) throw new ApiError("not_in_channel");
  return channel;
}

export function channelToRead(workspace: Workspace, args: Json): Channel {
  const channel = findChannel(workspace, args);
  if (!channel.members.has(workspace.bot.userId)) throw new ApiError("not_in_channel");
  return channel;
}

/** The thread a post goes to; only the first message of a thread names it. */
export function findThread(workspace: Workspace, channel: Channel, args: Json): string | undefined {
  const threadTs = argument(args, "thread_ts");
  if (threadTs === undefined) return undefined;
  const parent = findMessage(workspace, channel.id, threadTs);
  if (!parent || parent.threadTs !== undefined) throw new ApiError("thread_not_found");
  return threadTs;
}

export function ownMessage(workspace: Workspace, args: Json, error: string): Message {
  const channel = channelToRead(workspace, args);
  const message = findMessage(workspace, channel.id, required(args, "ts", "message_not_found"));
  if (!message || message.deleted) throw new ApiError("message_not_found");
  if (message.user !== workspace.bot.userId) throw new ApiError(error);
  return message;
}
