/** conversations.*: what was said where, and who is in it. */
import { ApiError, argument, isOn, page, required } from "../api-arguments.ts";
import { apiChannel, apiMessage, directOf } from "../api-message.ts";
import type { Json } from "../json.ts";
import { join } from "../membership.ts";
import type { Channel, Message } from "../model.ts";
import type { Workspace } from "../workspace.ts";
import { channelToRead, findChannel } from "./find.ts";

const pageLimits = { otherwise: 100, max: 999 };

/** Newest first; replies only where they were also sent to the channel. */
export function history(workspace: Workspace, args: Json): Json {
  const channel = channelToRead(workspace, args);
  const messages = (workspace.messages.get(channel.id) ?? [])
    .filter((message) => !message.threadTs || message.replyBroadcast)
    .filter((message) => isBetween(message.ts, args))
    .reverse();
  return { ...messagePage(workspace, messages, args), pin_count: 0 };
}

/** The first message of the thread, then its replies, oldest first. */
export function replies(workspace: Workspace, args: Json): Json {
  const channel = channelToRead(workspace, args);
  const ts = required(args, "ts", "thread_not_found");
  const log = workspace.messages.get(channel.id) ?? [];
  const first = log.find((message) => message.ts === ts);
  if (!first) throw new ApiError("thread_not_found");
  const answers = log.filter((message) => message.threadTs === ts && isBetween(message.ts, args));
  return messagePage(workspace, [first, ...answers], args);
}

export function info(workspace: Workspace, args: Json): Json {
  const channel = findChannel(workspace, args);
  const members = isOn(args, "include_num_members") ? { num_members: channel.members.size } : {};
  return { channel: { ...apiChannel(workspace, channel), ...members } };
}

export function open(workspace: Workspace, args: Json): Json {
  const users = (argument(args, "users") ?? "").split(",").filter(Boolean);
  const [user] = users;
  const channelId = argument(args, "channel");
  if (channelId) return { channel: apiChannel(workspace, findChannel(workspace, args)) };
  if (!user) throw new ApiError("users_list_not_supplied");
  if (users.length > 1) throw new ApiError("method_not_supported_for_channel_type");
  const person = workspace.people.get(user);
  const channel = directOf(workspace, user);
  if (!person || !channel) throw new ApiError("user_not_found");
  if (person.deleted) throw new ApiError("user_disabled");
  return {
    no_op: true,
    already_open: true,
    channel: isOn(args, "return_im") ? apiChannel(workspace, channel) : { id: channel.id },
  };
}

export function joinChannel(workspace: Workspace, args: Json): Json {
  const channel = findChannel(workspace, args);
  if (channel.isIm || channel.isPrivate) throw new ApiError("method_not_supported_for_channel_type");
  if (channel.isArchived) throw new ApiError("is_archived");
  const already = channel.members.has(workspace.bot.userId);
  if (!already) join(workspace, channel, workspace.bot.userId);
  return {
    channel: apiChannel(workspace, channel),
    ...(already && {
      warning: "already_in_channel",
      response_metadata: { warnings: ["already_in_channel"] },
    }),
  };
}

export function list(workspace: Workspace, args: Json): Json {
  const types = (argument(args, "types") ?? "public_channel").split(",");
  const channels = [...workspace.channels.values()]
    .filter((channel) => types.includes(typeOf(channel)))
    .filter((channel) => !channel.isPrivate || channel.members.has(workspace.bot.userId))
    .filter((channel) => !(isOn(args, "exclude_archived") && channel.isArchived));
  const { items, next } = page(channels, args, pageLimits);
  return {
    channels: items.map((channel) => apiChannel(workspace, channel)),
    response_metadata: { next_cursor: next },
  };
}

export function members(workspace: Workspace, args: Json): Json {
  const { items, next } = page([...findChannel(workspace, args).members], args, pageLimits);
  return { members: items, response_metadata: { next_cursor: next } };
}

const typeOf = (channel: Channel): string => {
  if (channel.isIm) return "im";
  return channel.isPrivate ? "private_channel" : "public_channel";
};

/** Times compare as numbers of microseconds; the ends count only with `inclusive`. */
function isBetween(ts: string, args: Json): boolean {
  const at = micros(ts);
  const oldest = micros(argument(args, "oldest") ?? "0");
  const latest = micros(argument(args, "latest") ?? "99999999999");
  return isOn(args, "inclusive") ? at >= oldest && at <= latest : at > oldest && at < latest;
}

const micros = (ts: string): number => {
  const [sec = "0", fraction = ""] = ts.split(".");
  return Number(sec) * 1_000_000 + Number(fraction.padEnd(6, "0").slice(0, 6));
};

function messagePage(workspace: Workspace, messages: Message[], args: Json): Json {
  const shown = { metadata: isOn(args, "include_all_metadata") };
  const { items, next } = page(messages, args, pageLimits);
  return {
    messages: items.map((message) => apiMessage(workspace, message, shown)),
    has_more: next !== "",
    ...(next && { response_metadata: { next_cursor: next } }),
  };
}
