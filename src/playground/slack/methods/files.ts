/** files.*: upload in three steps, look at, take away. */
import { ApiError, argument, required } from "../api-arguments.ts";
import type { Json } from "../json.ts";
import { records, string } from "../json.ts";
import { post, remove, show } from "../messages.ts";
import type { FileCard, StoredFile } from "../model.ts";
import type { Workspace } from "../workspace.ts";
import { readBlocks } from "./content.ts";
import { channelToWrite, findThread } from "./find.ts";

/** Slack takes files of 1 GB. */
const largestFile = 2 ** 30;

export function getUploadUrl(workspace: Workspace, args: Json): Json {
  const name = required(args, "filename");
  const length = Number(required(args, "length"));
  if (!Number.isInteger(length) || length < 1) throw new ApiError("invalid_arguments");
  if (length > largestFile) throw new ApiError("file_upload_size_restricted");
  const { id } = announceFile(workspace, workspace.bot.userId, { name, length });
  return { upload_url: `${workspace.baseUrl}/upload/${id}`, file_id: id };
}

/** Shares what was uploaded as one message; without a channel the files stay the bot's own. */
export function completeUpload(workspace: Workspace, args: Json): Json {
  const given = records(args.files);
  if (given.length === 0) throw new ApiError("invalid_arguments");
  const files = given.map((each) => {
    const file = workspace.files.get(String(each.id));
    if (!file?.content || file.completed) throw new ApiError("file_not_found");
    return { file, title: string(each.title) ?? file.name };
  });
  const key = argument(args, "channel_id") ? "channel_id" : "channels";
  const channel = argument(args, key) ? channelToWrite(workspace, args, key) : undefined;
  const threadTs = channel && findThread(workspace, channel, args);
  const comment = argument(args, "initial_comment");
  // Beside a comment blocks are ignored.
  const blocks = comment ? undefined : readBlocks(args);
  for (const { file, title } of files) Object.assign(file, { title, completed: true });
  if (channel) {
    for (const { file } of files) file.channels.push(channel.id);
    post(workspace, {
      channel: channel.id,
      user: workspace.bot.userId,
      text: comment ?? "",
      files: files.map(({ file }) => card(file)),
      ...(blocks && { blocks }),
      ...(threadTs && { threadTs }),
    });
  }
  return { files: files.map(({ file }) => apiFile(workspace, file)) };
}

/** A person's own file, from a form or beside a message. */
export function keepFile(
  workspace: Workspace,
  owner: string,
  { name, content }: { name: string; content: Buffer },
): StoredFile {
  const file = announceFile(workspace, owner, { name, length: content.length });
  return Object.assign(file, { content, completed: true });
}

/** Its content is still to come. */
function announceFile(
  workspace: Workspace,
  owner: string,
  { name, length }: { name: string; length: number },
): StoredFile {
  const id = workspace.nextId("F");
  const file: StoredFile = {
    id,
    name,
    title: name,
    mimetype: mimetypeOf(name),
    size: length,
    url: `/play/file/${id}`,
    content: undefined,
    length,
    completed: false,
    owner,
    channels: [],
  };
  workspace.files.set(id, file);
  return file;
}

export function fileInfo(workspace: Workspace, args: Json): Json {
  const file = workspace.files.get(required(args, "file", "file_not_found"));
  if (!file?.completed || !isSeenByBot(workspace, file)) throw new ApiError("file_not_found");
  return { file: apiFile(workspace, file), comments: [], response_metadata: { next_cursor: "" } };
}

/** Its own, and those in places where it is. */
export function isSeenByBot(workspace: Workspace, { owner, channels }: StoredFile): boolean {
  const { userId } = workspace.bot;
  return (
    owner === userId ||
    channels.some((id) => {
      const channel = workspace.channels.get(id);
      return channel?.isIm === true || channel?.members.has(userId) === true;
    })
  );
}

/** Takes the file out of every message; a message that was nothing but the file goes with it. */
export function deleteFile(workspace: Workspace, args: Json): Json {
  const id = required(args, "file", "file_not_found");
  if (!workspace.files.delete(id)) throw new ApiError("file_not_found");
  for (const message of [...workspace.messages.values()].flat()) {
    if (!message.files?.some((file) => file.id === id)) continue;
    message.files = message.files.filter((file) => file.id !== id);
    if (message.files.length > 0 || message.text || message.blocks) show(workspace, message);
    else remove(workspace, message);
  }
  return {};
}

export const card = ({ id, name, title, mimetype, size, url }: StoredFile): FileCard => ({
  id,
  name,
  title,
  mimetype,
  size,
  url,
});

export function apiFile(workspace: Workspace, file: StoredFile): Json {
  const { id, name, title, mimetype, size, channels } = file;
  const isDirect = (channel: string) => workspace.channels.get(channel)?.isIm === true;
  const address = `${workspace.baseUrl}/files-pri/${id}`;
  return {
    id,
    created: Math.floor(workspace.clock() / 1000),
    name,
    title,
    mimetype,
    size,
    user: file.owner,
    mode: "hosted",
    is_external: false,
    url_private: address,
    url_private_download: `${address}?download=1`,
    permalink: `https://${workspace.team.domain}.slack.com/files/${file.owner}/${id}/${encodeURIComponent(name)}`,
    channels: channels.filter((channel) => !isDirect(channel)),
    ims: channels.filter(isDirect),
    groups: [],
    shares: sharesOf(workspace, file),
  };
}

/** The messages in which it stands, those of direct messages among the private. */
function sharesOf(workspace: Workspace, { id, channels }: StoredFile): Json {
  const shares: { public: Json; private: Json } = { public: {}, private: {} };
  for (const channel of new Set(channels)) {
    const found = (workspace.messages.get(channel) ?? []).filter(({ files }) =>
      files?.some((file) => file.id === id),
    );
    const { isIm, isPrivate } = workspace.channels.get(channel) ?? {};
    if (found.length > 0)
      shares[isIm || isPrivate ? "private" : "public"][channel] = found.map(({ ts, threadTs }) => ({
        ts,
        ...(threadTs && { thread_ts: threadTs }),
      }));
  }
  return shares;
}

/** The bytes of what was announced; exactly as many as were told. */
export function takeContent(
  workspace: Workspace,
  id: string,
  content: Buffer,
): { status: number; json: Json } {
  const file = workspace.files.get(id);
  if (!file || file.completed) return { status: 404, json: { ok: false, error: "file_not_found" } };
  if (content.length !== file.length)
    return { status: 400, json: { ok: false, error: "file_size_mismatch" } };
  file.content = content;
  return { status: 200, json: { ok: true } };
}

const mimetypes: Record<string, string> = {
  txt: "text/plain",
  log: "text/plain",
  csv: "text/csv",
  json: "application/json",
  png: "image/png",
  svg: "image/svg+xml",
  gz: "application/gzip",
  zip: "application/zip",
};

const mimetypeOf = (name: string): string =>
  mimetypes[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream";
