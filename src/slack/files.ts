import type { WebClient } from "@slack/web-api";
import type { MemberId } from "../domain/ids.ts";
import { callSlack } from "./slack-trouble.ts";

export type TextFile = { name: string; title: string; content: string };

/** Uploads files into direct messages. Every call throws SlackTrouble. */
export type Files = ReturnType<typeof filesOf>;

export function filesOf(client: WebClient) {
  return {
    /** In three calls: an address is asked for, the bytes are sent there, and the file is shared with one sentence. */
    async sendDirectly(member: MemberId, { name, title, content }: TextFile, comment: string): Promise<void> {
      const { channel } = await callSlack(() => client.conversations.open({ users: member }));
      await callSlack(() =>
        client.filesUploadV2({
          channel_id: channel?.id ?? "",
          initial_comment: comment,
          file: Buffer.from(content, "utf8"),
          filename: name,
          title,
        }),
      );
    },
  };
}
