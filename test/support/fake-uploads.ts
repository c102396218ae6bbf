import type { ChannelId, FileId, MessageTs } from "../../src/domain/ids.ts";
import type { Clock } from "../../src/lifecycle/clock.ts";
import type { SlackTrouble } from "../../src/slack/slack-trouble.ts";
import type { ThreadUploads } from "../../src/threads/deliver-context.ts";

export type FakeFile = {
  name: string;
  content: string;
  channel?: ChannelId;
  ts?: MessageTs;
  comment?: string;
  blocks?: readonly unknown[];
};

/** What befalls the sharing of a file: it is done or not, and answered with trouble. */
export type ShareMishap = { trouble: SlackTrouble; done?: true };

/** Slack's files, as far as threads need them. */
export function fakeUploads(clock: Clock) {
  const files = new Map<FileId, FakeFile>();
  const fake = {
    files,
    /** In turn; afterwards all goes well. */
    mishaps: [] as ShareMishap[],
    uploads: {
      put: async ({ name, body }) => {
        const id = `F${files.size + 1}` as FileId;
        const parts: Uint8Array[] = [];
        for await (const part of body) parts.push(part);
        files.set(id, { name, content: Buffer.concat(parts).toString() });
        return id;
      },
      share: async (id, { channel, comment, blocks = [] }) => {
        const mishap = fake.mishaps.shift();
        const file = files.get(id) as FakeFile;
        if (mishap === undefined || mishap.done) {
          const ts = `${Math.floor(clock.nowMs() / 1_000)}.${id.slice(1).padStart(6, "0")}` as MessageTs;
          Object.assign(file, { channel, comment, blocks, ts });
        }
        if (mishap !== undefined) throw mishap.trouble;
      },
      sharedIn: async (id, channel) => {
        const file = files.get(id);
        return file?.channel === channel && file.ts !== undefined ? { ts: file.ts } : undefined;
      },
    } satisfies ThreadUploads,
  };
  return fake;
}
