/** A long piece of a log goes up as a file. Its bytes are sent before its turn is taken, for nobody sees them yet. */
import { Buffer } from "node:buffer";
import type { ChannelId, FileId, MessageTs, SnippetId } from "../domain/ids.ts";
import { toTrouble } from "../domain/trouble.ts";
import type { Post } from "../slack/posts.ts";
import type { NoticeRow } from "../store/notice-row.ts";
import type { DeliverContext } from "./deliver-context.ts";
import type { Rendered } from "./render.ts";

export type ReadyFile = { snippet: SnippetId; file: FileId; title: string };

/** Undefined for what is posted as a message. Sent once: whoever takes it up after a crash goes on with the same file. */
export async function readyFile(
  { store, uploads }: Pick<DeliverContext, "store" | "uploads">,
  row: NoticeRow,
  { file }: Rendered,
): Promise<ReadyFile | undefined> {
  if (file === undefined || row.body.kind !== "snippet") return undefined;
  const { snippet } = row.body;
  const { name, title, content } = file;
  const known = (await store.snippets.get(snippet))?.file;
  const bytes = Buffer.from(content, "utf8");
  const ready =
    known ??
    (await store.snippets.uploaded(
      snippet,
      await uploads.put({ name, length: bytes.length, body: once(bytes) }),
    ));
  return { snippet, file: ready, title };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Makes it seen. Slack may tell of its message a little later: then nobody knows its `ts`, and it stands all the same. */
export async function shareFile(
  { store, uploads, logger }: DeliverContext,
  { snippet, file, title }: ReadyFile,
  { channel, threadTs, message }: Post,
): Promise<{ ts?: MessageTs }> {
  try {
    await uploads.share(file, {
      title,
      channel,
      comment: message.text,
      blocks: message.blocks,
      ...(threadTs === undefined ? {} : { threadTs }),
    });
  } catch (error) {
    const trouble = toTrouble(error);
    if (trouble.code === "file_not_found") await store.snippets.uploadLost(snippet, file);
    throw trouble;
  }
  try {
    return (await uploads.sharedIn(file, channel)) ?? {};
  } catch (error) {
    logger.info({ err: error, snippet }, "Slack does not tell yet where a file stands");
    return {};
  }
}

/** An uncertain post: whether the file, or the message, stands there. */
export async function findSnippet(
  { store, uploads }: DeliverContext,
  row: NoticeRow,
  place: { channel: ChannelId; findMessage(): Promise<MessageTs | undefined> },
): Promise<{ ts?: MessageTs } | undefined> {
  const snippet = row.body.kind === "snippet" ? await store.snippets.get(row.body.snippet) : undefined;
  if (snippet?.file !== undefined) return uploads.sharedIn(snippet.file, place.channel);
  const ts = await place.findMessage();
  return ts === undefined ? undefined : { ts };
}
