/** chat.*: say, change and take back. */
import { ApiError, argument, isOn, required } from "../api-arguments.ts";
import { apiMessage } from "../api-message.ts";
import { withBlockIds } from "../block-ids.ts";
import { checkBlocks, problemLine } from "../check-blocks.ts";
import { checkView } from "../check-view.ts";
import { isRecord, type Json, record, records } from "../json.ts";
import { findMessage, post, remove, show, whisper } from "../messages.ts";
import type { Message } from "../model.ts";
import type { Workspace } from "../workspace.ts";
import { readBlocks, readContent, readMetadata } from "./content.ts";
import { channelToRead, channelToWrite, findThread, ownMessage } from "./find.ts";

const truncation = {
  warning: "message_truncated",
  response_metadata: {
    warnings: ["message_truncated"],
    messages: ["[WARN] text was cut at 40000 characters"],
  },
};

export function postMessage(workspace: Workspace, args: Json): Json {
  const channel = channelToWrite(workspace, args);
  const { truncated, ...content } = readContent(args);
  const metadata = readMetadata(args);
  const threadTs = findThread(workspace, channel, args);
  const message = post(workspace, {
    channel: channel.id,
    user: workspace.bot.userId,
    isBot: true,
    ...content,
    ...(metadata && Object.keys(metadata).length > 0 && { metadata }),
    ...(threadTs && { threadTs }),
    ...(threadTs && isOn(args, "reply_broadcast") && { replyBroadcast: true }),
  } as Parameters<typeof post>[1]);
  return {
    channel: channel.id,
    ts: message.ts,
    message: apiMessage(workspace, message, { metadata: true }),
    ...(truncated && truncation),
  };
}

/** Text without blocks takes the blocks away and marks the message as edited; metadata not given stays. */
export function update(workspace: Workspace, args: Json): Json {
  const message = ownMessage(workspace, args, "cant_update_message");
  if ((argument(args, "text") ?? "").length > 4000) throw new ApiError("msg_too_long");
  if (workspace.channels.get(message.channel)?.isArchived) throw new ApiError("is_archived");
  const metadata = readMetadata(args);
  if (args.text !== undefined || args.blocks !== undefined || args.attachments !== undefined || !metadata) {
    const content = readContent(args);
    replaceContent(workspace, message, content);
  }
  if (metadata) {
    if (Object.keys(metadata).length > 0) message.metadata = metadata;
    else delete message.metadata;
  }
  show(workspace, message);
  return {
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: apiMessage(workspace, message, { metadata: true }),
  };
}

export function replaceContent(
  workspace: Workspace,
  message: Message,
  content: { text: string; blocks?: Json[]; attachments?: Json[] },
): void {
  delete message.blocks;
  message.text = content.text;
  if (content.attachments) message.attachments = content.attachments;
  if (content.blocks) message.blocks = withBlockIds(workspace, content.blocks);
  else Object.assign(message, { edited: true, editedTs: workspace.nextTs() });
}

export function deleteMessage(workspace: Workspace, args: Json): Json {
  const message = ownMessage(workspace, args, "cant_delete_message");
  remove(workspace, message);
  return { channel: message.channel, ts: message.ts };
}

export function postEphemeral(workspace: Workspace, args: Json): Json {
  const channel = channelToWrite(workspace, args);
  const user = required(args, "user", "user_not_found");
  if (!workspace.people.has(user)) throw new ApiError("user_not_found");
  if (!channel.members.has(user)) throw new ApiError("user_not_in_channel");
  if ((argument(args, "text") ?? "").length > 40_000) throw new ApiError("msg_too_long");
  const { text, blocks } = readContent(args);
  const threadTs = findThread(workspace, channel, args);
  const { ts } = whisper(workspace, {
    channel: channel.id,
    user,
    from: workspace.bot.userId,
    text,
    ...(blocks && { blocks }),
    ...(threadTs && { threadTs }),
  });
  return { message_ts: ts };
}

export function getPermalink(workspace: Workspace, args: Json): Json {
  const channel = channelToRead(workspace, args);
  const message = findMessage(workspace, channel.id, required(args, "message_ts"));
  if (!message) throw new ApiError("message_not_found");
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : "";
  const path = `archives/${channel.id}/p${message.ts.replace(".", "")}${thread}`;
  return { channel: channel.id, permalink: `https://${workspace.team.domain}.slack.com/${path}` };
}

/** Shows previews under a message that carries links. */
export function unfurl(workspace: Workspace, args: Json): Json {
  const channel = channelToRead(workspace, args);
  const message = findMessage(workspace, channel.id, required(args, "ts", "cannot_find_message"));
  if (!message) throw new ApiError("cannot_find_message");
  const unfurls = args.unfurls;
  if (!isRecord(unfurls)) throw new ApiError("missing_unfurls");
  message.attachments = Object.entries(unfurls).map(([url, value], index) => {
    if (!plainLinks(message.text).includes(url)) throw new ApiError("cannot_unfurl_url");
    readBlocks(record(value));
    return { id: index + 1, from_url: url, is_app_unfurl: true, ...record(value) };
  });
  show(workspace, message);
  return {};
}

export function validateBlocks(_workspace: Workspace, args: Json): Json {
  const message = record(args.message);
  const view = args.view;
  const problems = view
    ? checkView(view, record(view).type === "home" ? "home" : "modal")
    : checkBlocks(
        args.blocks ?? records(message.blocks),
        "message",
        args.blocks ? "/blocks" : "/message/blocks",
      );
  if (problems.length === 0) return {};
  throw new ApiError("invalid_blocks", {
    errors: problems.map(({ pointer, message: text }) => ({ code: "invalid", pointer, message: text })),
    response_metadata: { messages: problems.map(problemLine) },
  });
}

export const plainLinks = (text: string): string[] =>
  [...text.matchAll(/<((?:https?:)[^|>]+)(?:\|[^>]*)?>/g)].map((match) =>
    (match[1] ?? "").replaceAll("&amp;", "&"),
  );
