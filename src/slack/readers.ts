import type { WebClient } from "@slack/web-api";
import type { ChannelId, MemberId } from "../domain/ids.ts";
import type { ChannelReaders, Workforce } from "../domain/people/audience.ts";
import { callSlack, SlackTrouble } from "./slack-trouble.ts";

/** Who reads where. Every call throws SlackTrouble. */
export type Readers = ReturnType<typeof readersOf>;

/** Slack gives a thousand a page: as many as an institute has. */
const mostPages = 20;
/** Who comes and goes in a workspace is asked again after this. */
const workforceMs = 10 * 60_000;
/** Who is in a channel: a form is drawn, read and carried out within seconds. */
const channelMs = 15_000;
const channelsKept = 100;

export function readersOf(client: WebClient, nowMs: () => number) {
  let kept: { workforce: Promise<Workforce>; untilMs: number } | undefined;
  const channels = new Map<ChannelId, { readers: Promise<ChannelReaders | undefined>; untilMs: number }>();

  return {
    /** Undefined where the bot sees no such channel. */
    ofChannel(channel: ChannelId): Promise<ChannelReaders | undefined> {
      const known = channels.get(channel);
      if (known !== undefined && nowMs() < known.untilMs) return known.readers;
      if (channels.size >= channelsKept) channels.clear();
      const asked = { readers: channelReaders(client, channel), untilMs: nowMs() + channelMs };
      channels.set(channel, asked);
      asked.readers.catch(() => channels.delete(channel));
      return asked.readers;
    },

    /** Everybody; asked again now and then. */
    async workforce(): Promise<Workforce> {
      if (kept === undefined || kept.untilMs <= nowMs()) {
        const mine = { workforce: everybody(client), untilMs: nowMs() + workforceMs };
        kept = mine;
        mine.workforce.catch(() => {
          if (kept === mine) kept = undefined;
        });
      }
      return kept.workforce;
    },
  };
}

async function channelReaders(client: WebClient, channel: ChannelId): Promise<ChannelReaders | undefined> {
  const info = await infoOf(client, channel);
  if (info === undefined) return undefined;
  const isShared =
    info.is_ext_shared === true || info.is_org_shared === true || info.is_pending_ext_shared === true;
  const isOurs = info.is_member === true;
  const members = isShared || !isOurs ? [] : await membersOf(client, channel);
  return {
    channel,
    isPublic: info.is_private !== true && info.is_mpim !== true && info.is_im !== true,
    isArchived: info.is_archived === true,
    isShared,
    isOurs,
    ...(members === undefined ? {} : { members }),
  };
}

async function infoOf(client: WebClient, channel: ChannelId) {
  try {
    return (await callSlack(() => client.conversations.info({ channel }))).channel;
  } catch (error) {
    if (
      error instanceof SlackTrouble &&
      (error.code === "channel_not_found" || error.code === "missing_scope")
    )
      return undefined;
    throw error;
  }
}

async function membersOf(client: WebClient, channel: ChannelId): Promise<MemberId[] | undefined> {
  return paged(async (paging) => {
    const answer = await callSlack(() => client.conversations.members({ channel, limit: 1_000, ...paging }));
    return { items: (answer.members ?? []) as MemberId[], next: answer.response_metadata?.next_cursor };
  });
}

async function everybody(client: WebClient): Promise<Workforce> {
  const all = await paged(async (paging) => {
    const answer = await callSlack(() => client.users.list({ limit: 1_000, ...paging }));
    return { items: answer.members ?? [], next: answer.response_metadata?.next_cursor };
  });
  // Not all of them were read, so that somebody is no guest can not be said.
  if (all === undefined) throw new SlackTrouble("permanent", "too_many_people");
  const full = new Set<MemberId>();
  const bots = new Set<MemberId>();
  for (const user of all) {
    const id = user.id as MemberId;
    const isGuest = user.is_restricted || user.is_ultra_restricted;
    // Of another organisation; the library's types leave it out.
    const { is_stranger: isStranger } = user as { is_stranger?: boolean };
    if (user.is_bot || user.id === "USLACKBOT") bots.add(id);
    else if (!user.deleted && !isGuest && !isStranger) full.add(id);
  }
  return { full, bots };
}

/** All of them; undefined where they are too many. */
async function paged<T>(
  page: (paging: { cursor?: string }) => Promise<{ items: readonly T[]; next: string | undefined }>,
): Promise<T[] | undefined> {
  const found: T[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < mostPages; count++) {
    const { items, next } = await page(cursor === undefined ? {} : { cursor });
    found.push(...items);
    cursor = next || undefined;
    if (cursor === undefined) return found;
  }
  return undefined;
}
