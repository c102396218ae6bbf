/** reactions.*: an emoji on a message. */
import { ApiError, required } from "../api-arguments.ts";
import type { Json } from "../json.ts";
import { findMessage, show } from "../messages.ts";
import type { Message } from "../model.ts";
import type { Workspace } from "../workspace.ts";
import { channelToRead } from "./find.ts";

export function addReaction(workspace: Workspace, args: Json): Json {
  const { message, name } = reacted(workspace, args);
  const reactions = message.reactions ?? [];
  const mine = reactions.find((reaction) => reaction.name === name);
  if (mine?.users.includes(workspace.bot.userId)) throw new ApiError("already_reacted");
  const users = [...(mine?.users ?? []), workspace.bot.userId];
  message.reactions = [...reactions.filter((each) => each !== mine), { name, users, count: users.length }];
  show(workspace, message);
  return {};
}

export function removeReaction(workspace: Workspace, args: Json): Json {
  const { message, name } = reacted(workspace, args);
  const mine = message.reactions?.find((reaction) => reaction.name === name);
  if (!mine?.users.includes(workspace.bot.userId)) throw new ApiError("no_reaction");
  const users = mine.users.filter((user) => user !== workspace.bot.userId);
  const others = (message.reactions ?? []).filter((each) => each !== mine);
  message.reactions = users.length > 0 ? [...others, { name, users, count: users.length }] : others;
  show(workspace, message);
  return {};
}

function reacted(workspace: Workspace, args: Json): { message: Message; name: string } {
  const name = required(args, "name", "invalid_name");
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) throw new ApiError("invalid_name");
  const channel = channelToRead(workspace, args);
  const message = findMessage(workspace, channel.id, required(args, "timestamp", "no_item_specified"));
  if (!message || message.deleted) throw new ApiError("message_not_found");
  return { message, name };
}
