/** Where a thread stands, and where it goes on when it can stand there no more. */
import type { ChannelId, MemberId, MessageTs } from "../domain/ids.ts";
import type { NoticeRow } from "../store/notice-row.ts";
import type { Thread } from "../store/thread-row.ts";
import type { DeliverContext } from "./deliver-context.ts";

/** The card of a reply; a card has none, nor has a reply whose card was refused. */
export function threadOf(row: NoticeRow, thread: Thread): MessageTs | undefined {
  return row.body.kind === "card" ? undefined : thread.cardTs;
}

export function under(row: NoticeRow, thread: Thread): { threadTs?: MessageTs } {
  const threadTs = threadOf(row, thread);
  return threadTs === undefined ? {} : { threadTs };
}

/** A member's id stands for their direct messages. */
export async function openPlace({ posts, pace }: DeliverContext, place: ChannelId): Promise<ChannelId> {
  if (!isMember(place)) return place;
  const channel = await posts.directChannel(place as string as MemberId);
  pace.isDirect(place, channel);
  return channel;
}

/** A thread that stood and lost its place goes on where its owner surely sees it; a new one goes from place to place. */
export function nextPlace({ cardTs, fallbacks }: Thread): {
  next?: string | undefined;
  rest: Thread["fallbacks"];
} {
  const owner = cardTs === undefined ? undefined : fallbacks.findLast(isMember);
  if (owner !== undefined) return { next: owner, rest: [] };
  const [next, ...rest] = fallbacks;
  return { next, rest };
}

function isMember(place: string): boolean {
  return /^[UW]/.test(place);
}
