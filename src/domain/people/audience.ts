/** Who would read a piece of a log in a place, and how many of them could not see its job: pure. */
import type { ChannelId, MemberId } from "../ids.ts";

export type Audience =
  | { kind: "direct"; member: MemberId; name: string; isOutsider: boolean }
  /** A public channel is read by the whole workspace. */
  | { kind: "channel"; channel: ChannelId; isPublic: boolean; people: number; outsiders: number };

/** Why a piece of a log does not go to a place. */
export type WhyNotThere = "absent" | "archived" | "shared" | "guests" | "too many" | "no person" | "silent";

/** Everybody in the workspace, by what they are in it. */
export type Workforce = {
  /** People of the workspace who can read every public channel. */
  full: ReadonlySet<MemberId>;
  /** Programs, which are nobody's eyes. */
  bots: ReadonlySet<MemberId>;
};

/** How a channel stands, as Slack tells it. */
export type ChannelReaders = {
  channel: ChannelId;
  isPublic: boolean;
  isArchived: boolean;
  /** Other organisations read along. */
  isShared: boolean;
  /** The bot may post there. */
  isOurs: boolean;
  /** Absent where they are too many to be told. */
  members?: readonly MemberId[];
};

/** `insiders` can see the job; `asker` is who shares, and must be able to post there themselves. */
export function audienceOf(
  { channel, isPublic, isArchived, isShared, isOurs, members }: ChannelReaders,
  { workforce, insiders, asker }: { workforce: Workforce; insiders: ReadonlySet<MemberId>; asker: MemberId },
): Audience | { refused: WhyNotThere } {
  if (isShared) return { refused: "shared" };
  if (!isOurs || (!isPublic && members?.includes(asker) === false)) return { refused: "absent" };
  if (isArchived) return { refused: "archived" };
  if (members === undefined) return { refused: "too many" };
  const inside = members.filter((member) => !workforce.bots.has(member));
  // Whoever is not of the workspace in full is a guest, or a stranger.
  if (inside.some((member) => !workforce.full.has(member))) return { refused: "guests" };
  const people = isPublic ? [...workforce.full] : inside;
  const outsiders = people.filter((member) => !insiders.has(member)).length;
  return { kind: "channel", channel, isPublic, people: people.length, outsiders };
}
