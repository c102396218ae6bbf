import type { KnownBlock } from "@slack/types";
import type { WebClient } from "@slack/web-api";
import type { ChannelId, MemberId } from "../domain/ids.ts";
import { callSlack } from "./slack-trouble.ts";

/** Draws people's Home tabs. */
export type Homes = ReturnType<typeof homesOf>;

export type Home = {
  /** At most 100. */
  blocks: KnownBlock[];
  /** The direct messages between the person and the bot: a press on Home tells only this of where it was made. */
  direct: ChannelId;
};

export function homesOf(client: WebClient) {
  return {
    /** Throws SlackTrouble. */
    async publish(member: MemberId, { blocks, direct }: Home): Promise<void> {
      await callSlack(() =>
        client.views.publish({ user_id: member, view: { type: "home", blocks, private_metadata: direct } }),
      );
    },
  };
}
