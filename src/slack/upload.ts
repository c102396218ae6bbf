/** Uploads of any size: an address is asked for, the bytes are sent there, and the file is shared as a message. */
import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { ChannelId, FileId, MessageTs } from "../domain/ids.ts";
import { type SendBytes, sendBytes } from "./send-bytes.ts";
import { callSlack, SlackTrouble } from "./slack-trouble.ts";
import { isSlacks } from "./slacks-address.ts";

export type Upload = {
  name: string;
  /** In bytes, and exactly: Slack refuses one more or less. At least 1. */
  length: number;
  /** Read once; another try wants another. */
  body: AsyncIterable<Uint8Array>;
  signal?: AbortSignal;
};

export type FileShare = {
  title: string;
  channel: ChannelId;
  threadTs?: MessageTs;
  /** Slack's markup, made by a message. */
  comment: string;
  /** In the place of the comment, where there are any: Slack shows one of the two. */
  blocks?: readonly KnownBlock[];
};

/** Where a file stands; Slack may tell of the message a little later. */
export type Shared = { ts?: MessageTs };

export type Uploads = ReturnType<typeof uploadsOf>;

export type UploadsOptions = {
  client: WebClient;
  apiUrl: string;
  /** The system's own, unless a simulation stands in for the network. */
  send?: SendBytes;
};

export function uploadsOf({ client, apiUrl, send = sendBytes }: UploadsOptions) {
  return {
    /**
     * The first two steps. Nobody sees the file yet, and Slack forgets one that is never shared: so what fails here is
     * `permanent` or `later`, and is begun anew.
     */
    async put({ name, length, body, signal }: Upload): Promise<FileId> {
      const { upload_url, file_id } = await repeatable(() =>
        callSlack(() => client.files.getUploadURLExternal({ filename: name, length })),
      );
      const url = URL.parse(upload_url ?? "");
      if (url === null || file_id === undefined || !isSlacks(url, apiUrl))
        throw new SlackTrouble("permanent", "no_upload_address");
      const { status, retryAfterMs } = await repeatable(() => send(url, { length, body, signal }));
      if (status !== 200) throw refused(status, retryAfterMs);
      return file_id as FileId;
    },

    /** The last step, once for each file. Where its fate is `unknown`, ask `sharedIn` before it is done again. */
    async share(file: FileId, { title, channel, threadTs, comment, blocks = [] }: FileShare): Promise<void> {
      const files: [{ id: string; title: string }] = [{ id: file, title }];
      const said = blocks.length > 0 ? { blocks: [...blocks] } : { initial_comment: comment };
      const place = { channel_id: channel, ...said };
      await callSlack(() =>
        client.files.completeUploadExternal(
          threadTs === undefined ? { files, ...place } : { files, ...place, thread_ts: threadTs },
        ),
      );
    },

    /** Undefined where the file does not stand in that place, so far. */
    async sharedIn(file: FileId, channel: ChannelId): Promise<Shared | undefined> {
      const known = await infoOf(client, file);
      if (known === undefined) return undefined;
      const { shares, channels = [], groups = [], ims = [] } = known;
      const messages = shares?.private?.[channel] ?? shares?.public?.[channel];
      const ts = messages?.[0]?.ts;
      if (ts !== undefined) return { ts: ts as MessageTs };
      return [...channels, ...groups, ...ims].includes(channel) ? {} : undefined;
    },

    /** Takes a file out of every place; false where it was gone already. */
    async takeAway(file: FileId): Promise<boolean> {
      try {
        await callSlack(() => client.files.delete({ file }));
        return true;
      } catch (error) {
        if (!isGone(error)) throw error;
        return false;
      }
    },
  };
}

/** Done twice, it does no harm: whatever is not certain is simply done again. */
async function repeatable<T>(step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof SlackTrouble) || error.kind !== "unknown") throw error;
    throw new SlackTrouble("later", error.code, { cause: error });
  }
}

/** An address that is used up or too old is asked for anew; what Slack finds too large stays so. */
function refused(status: number, retryAfterMs: number | undefined): SlackTrouble {
  const stays = status === 400 || status === 413 || status === 415;
  return new SlackTrouble(stays ? "permanent" : "later", `upload_http_${status}`, {
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

async function infoOf(client: WebClient, file: FileId) {
  try {
    return (await callSlack(() => client.files.info({ file }))).file;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof SlackTrouble && (error.code === "file_not_found" || error.code === "file_deleted");
}
