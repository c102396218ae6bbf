import type { WebClient } from "@slack/web-api";
import type { ChannelId, MemberId, MessageTs, NoticeId } from "../domain/ids.ts";
import type { Message } from "../messages/text/message.ts";
import {
  callSlack,
  isAboutTheForm,
  isAboutTheMessage,
  isAboutThePlace,
  isAboutTheToken,
  SlackTrouble,
} from "./slack-trouble.ts";

/** What stands in the metadata of every post: any app can read it, so nothing else goes in. */
export type PostMetadata = {
  kind: string;
  job?: string;
  submission?: string;
  notice: NoticeId;
  state?: string;
  version?: number;
};

export type Post = { channel: ChannelId; threadTs?: MessageTs; message: Message; metadata: PostMetadata };

/** `isApart`: it stands in the channel and not under its card, which somebody has deleted. */
export type Posted = { ts: MessageTs; isApart?: true };

/** Posts, edits and looks up messages. Every call throws SlackTrouble. */
export type Posts = ReturnType<typeof postsOf>;

type LookPlace = { channel: ChannelId; threadTs?: MessageTs; sinceMs: number; untilMs: number };

const eventType = "batchmate";
/** Pages of a look-up: more is not read, for what is looked for is minutes old. */
const lookUpPages = 5;

export function postsOf(client: WebClient) {
  return {
    async post({ channel, threadTs, message, metadata }: Post): Promise<Posted> {
      const answer = await callSlack(() =>
        client.chat.postMessage({
          channel,
          ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
          ...message,
          metadata: { event_type: eventType, event_payload: metadata },
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
      // Under a message that is gone Slack posts all the same, and does not say so in so many words.
      const isApart =
        threadTs !== undefined && answer.message !== undefined && answer.message.thread_ts === undefined;
      return { ts: answer.ts as MessageTs, ...(isApart ? { isApart } : {}) };
    },

    async edit({ channel, message, metadata }: Post, ts: MessageTs): Promise<void> {
      await callSlack(() =>
        client.chat.update({
          channel,
          ts,
          ...message,
          metadata: { event_type: eventType, event_payload: metadata },
        }),
      );
    },

    /** False where it was not there any more. */
    async remove(channel: ChannelId, ts: MessageTs): Promise<boolean> {
      try {
        await callSlack(() => client.chat.delete({ channel, ts }));
        return true;
      } catch (error) {
        if (error instanceof SlackTrouble && isAboutTheMessage(error)) return false;
        throw error;
      }
    },

    /** Looks for a post by its notice id, in a channel or under a card, among what was posted between two times. */
    async find(place: LookPlace, notice: NoticeId): Promise<MessageTs | undefined> {
      try {
        return await this.findIn(place, notice);
      } catch (error) {
        // Its card is gone; then it may have been posted into the channel.
        if (!(error instanceof SlackTrouble && error.code === "thread_not_found")) throw error;
        const { threadTs: _gone, ...channel } = place;
        return this.findIn(channel, notice);
      }
    },

    async findIn(place: LookPlace, notice: NoticeId): Promise<MessageTs | undefined> {
      const { channel, threadTs } = place;
      const common = {
        channel,
        oldest: String(place.sinceMs / 1_000),
        latest: String(place.untilMs / 1_000),
        include_all_metadata: true,
        limit: 100,
      };
      let cursor: string | undefined;
      for (let page = 0; page < lookUpPages; page++) {
        const paging = cursor === undefined ? {} : { cursor };
        const { messages = [], response_metadata } = await callSlack(() =>
          threadTs === undefined
            ? client.conversations.history({ ...common, ...paging })
            : client.conversations.replies({ ...common, ...paging, ts: threadTs }),
        );
        for (const message of messages) {
          const payload = message.metadata?.event_payload as Partial<PostMetadata> | undefined;
          if (message.metadata?.event_type === eventType && payload?.notice === notice)
            return message.ts as MessageTs;
        }
        cursor = response_metadata?.next_cursor || undefined;
        if (cursor === undefined) return undefined;
      }
      // Not all was read, so that it is not there can not be said.
      throw new SlackTrouble("permanent", "too_much_to_read");
    },

    async postPrivately(
      place: { channel: ChannelId; member: MemberId; threadTs?: MessageTs },
      message: Message,
    ): Promise<void> {
      await callSlack(() =>
        client.chat.postEphemeral({
          channel: place.channel,
          user: place.member,
          ...(place.threadTs === undefined ? {} : { thread_ts: place.threadTs }),
          ...message,
        }),
      );
    },

    /** An answer for everybody where it was asked. */
    async postOpenly(place: { channel: ChannelId; threadTs?: MessageTs }, message: Message): Promise<void> {
      await callSlack(() =>
        client.chat.postMessage({
          channel: place.channel,
          ...(place.threadTs === undefined ? {} : { thread_ts: place.threadTs }),
          ...message,
          unfurl_links: false,
          unfurl_media: false,
        }),
      );
    },

    async postDirectly(member: MemberId, message: Message): Promise<void> {
      const channel = await this.directChannel(member);
      await callSlack(() =>
        client.chat.postMessage({ channel, ...message, unfurl_links: false, unfurl_media: false }),
      );
    },

    async directChannel(member: MemberId): Promise<ChannelId> {
      const { channel } = await callSlack(() => client.conversations.open({ users: member }));
      return channel?.id as ChannelId;
    },

    async permalink(channel: ChannelId, ts: MessageTs): Promise<string | undefined> {
      const { permalink } = await callSlack(() => client.chat.getPermalink({ channel, message_ts: ts }));
      return permalink;
    },

    /** Whether an error says that nothing can be posted there; elsewhere perhaps. */
    isClosed: isAboutThePlace,

    /** Whether an error says that the same in plain words may be taken. */
    isAboutTheForm,

    /** Whether an error says that a message is not there any more. */
    isGone: isAboutTheMessage,

    /** Whether an error says that no call can succeed, whatever it is. */
    isLockedOut: isAboutTheToken,

    /** Throws when Slack does not answer: the one probe while it is in trouble. */
    async probe(): Promise<void> {
      await callSlack(() => client.auth.test());
    },
  };
}
