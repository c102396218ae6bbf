import type { ChannelId, MessageTs, SubjectId } from "../domain/ids.ts";
import type { Store } from "../store/open-store.ts";
import type { PostWatch } from "./post-watch.ts";

export type PostedCard = { channel: ChannelId; ts: MessageTs };

/** Lets an answer wait a moment for its job's card, so that it can link to it. */
export type CardWatch = {
  /** The subject's card, if it stands within that time; with `thread`, that of this one thread of several. */
  waitFor(subject: SubjectId, wait: CardWait): Promise<PostedCard | undefined>;
};

export type CardWait = { waitMs: number; thread?: string | undefined };

export function cardWatch(store: Store, { until }: PostWatch): CardWatch {
  const find = async (subject: SubjectId, wanted: string | undefined): Promise<PostedCard | undefined> => {
    const thread = (await store.threads.ofSubject(subject)).find(
      ({ id, cardTs }) => cardTs !== undefined && (wanted === undefined || wanted === id),
    );
    return thread?.cardTs && { channel: thread.channel, ts: thread.cardTs };
  };
  return { waitFor: (subject, { waitMs, thread }) => until(() => find(subject, thread), waitMs) };
}
