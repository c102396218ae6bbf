/** response_url: five answers within half an hour, private unless said otherwise. */
import { randomUUID } from "node:crypto";
import { ApiError } from "./api-arguments.ts";
import { type Json, string } from "./json.ts";
import { changeWhisper, findMessage, post, remove, removeWhisper, show, whisper } from "./messages.ts";
import { replaceContent } from "./methods/chat.ts";
import { type Content, readContent } from "./methods/content.ts";
import type { Workspace } from "./workspace.ts";

const responseUses = 5;
const responseLifeMs = 30 * 60_000;
const keptResponseUrls = 5000;

type Original = { message: string } | { ephemeral: string };

export type ResponseUrl = {
  user: string;
  channel: string;
  madeAtMs: number;
  uses: number;
  /** What replace_original and delete_original are about. */
  original?: Original;
  /** The command line as typed, shown to all once an answer is for all. */
  commandLine?: string;
};

export function makeResponseUrl(workspace: Workspace, about: Omit<ResponseUrl, "uses" | "madeAtMs">): string {
  const id = randomUUID().replaceAll("-", "");
  workspace.responseUrls.set(id, { ...about, uses: 0, madeAtMs: workspace.clock() });
  const [oldest] = workspace.responseUrls.keys();
  if (workspace.responseUrls.size > keptResponseUrls && oldest) workspace.responseUrls.delete(oldest);
  return `${workspace.baseUrl}/response/${workspace.team.id}/${id}`;
}

/** What a request to a response_url gets. */
export function useResponseUrl(workspace: Workspace, id: string, body: Json): { status: number; json: Json } {
  const url = workspace.responseUrls.get(id);
  const refuse = (error: string, status = 404) => ({ status, json: { ok: false, error } });
  if (!url) return refuse("invalid_url");
  if (workspace.clock() - url.madeAtMs > responseLifeMs) return refuse("expired_url");
  if (url.uses >= responseUses) return refuse("used_url");
  url.uses += 1;
  try {
    answer(workspace, url, body);
    return { status: 200, json: { ok: true } };
  } catch (error) {
    if (error instanceof ApiError)
      return { status: 400, json: { ok: false, error: error.error, ...error.extra } };
    throw error;
  }
}

/** Also what a command's own HTTP answer does. */
export function answer(workspace: Workspace, url: ResponseUrl, body: Json): void {
  if (body.delete_original === true) {
    removeOriginal(workspace, url);
    return;
  }
  const content = readContent(body);
  const original = body.replace_original === true ? url.original : undefined;
  if (original && replaceOriginal(workspace, original, { url, content })) return;
  const threadTs = string(body.thread_ts);
  if (body.response_type === "in_channel") {
    if (url.commandLine !== undefined) post(workspace, commandLine(url));
    delete url.commandLine;
    const { truncated: _truncated, ...shown } = content;
    const message = post(workspace, {
      channel: url.channel,
      user: workspace.bot.userId,
      ...shown,
      ...(threadTs && { threadTs }),
    });
    url.original ??= { message: message.ts };
    return;
  }
  const { id } = whisper(workspace, {
    channel: url.channel,
    user: url.user,
    from: workspace.bot.userId,
    text: content.text,
    ...(content.blocks && { blocks: content.blocks }),
    ...(threadTs && { threadTs }),
  });
  url.original ??= { ephemeral: id };
}

/** A private answer stays private whatever response_type says. */
function replaceOriginal(
  workspace: Workspace,
  original: Original,
  { url, content }: { url: ResponseUrl; content: Content },
): boolean {
  if ("ephemeral" in original) {
    const ephemeral = workspace.ephemerals.get(original.ephemeral);
    if (ephemeral) changeWhisper(workspace, ephemeral, content);
    return ephemeral !== undefined;
  }
  const message = findMessage(workspace, url.channel, original.message);
  if (!message) return false;
  replaceContent(workspace, message, content);
  show(workspace, message);
  return true;
}

function removeOriginal(workspace: Workspace, { original, channel }: ResponseUrl): void {
  if (!original) return;
  if ("ephemeral" in original) {
    const ephemeral = workspace.ephemerals.get(original.ephemeral);
    if (ephemeral) removeWhisper(workspace, ephemeral);
    return;
  }
  const message = findMessage(workspace, channel, original.message);
  if (message) remove(workspace, message);
}

const commandLine = ({ channel, user, commandLine: text = "" }: ResponseUrl) => ({ channel, user, text });
