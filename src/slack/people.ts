import type { Logger } from "pino";
import type { ChannelId, MemberId } from "../domain/ids.ts";
import { limits } from "../domain/limits.ts";
import { toTrouble } from "../domain/trouble.ts";
import type { Directory, Profile } from "./directory.ts";

/** Where profiles are kept between asking: the store, for us. */
export type NameMemory = {
  displayName(member: MemberId): Promise<{ name: string; readAtMs: number } | undefined>;
  saveProfile(member: MemberId, profile: Profile, atMs: number): Promise<void>;
};

export type People = {
  /** How a person is called; their HutchNet ID where Slack does not tell. Never throws. */
  nameOf(member: MemberId, hutchnet: string): Promise<string>;
  /** The person's time zone as Slack tells it at this moment; undefined where it does not. Never throws. */
  zoneOf(member: MemberId): Promise<string | undefined>;
  /** Whether a person is in a channel; false where Slack does not tell. Never throws. */
  isIn(channel: ChannelId, member: MemberId): Promise<boolean>;
  /** Whether other organisations read along in a channel; as last known, else true, where Slack does not tell. Never throws. */
  isExternallyShared(channel: ChannelId): Promise<boolean>;
};

export type PeopleOptions = { directory: Directory; memory: NameMemory; nowMs(): number; logger: Logger };

const channelMs = 10 * 60_000;
const troubleMs = 60_000;

export function people({ directory, memory, nowMs, logger }: PeopleOptions): People {
  const channels = new Map<ChannelId, { isShared: boolean; untilMs: number }>();
  let askAgainAtMs = 0;
  return {
    nameOf: async (member, hutchnet) => {
      const known = await memory.displayName(member);
      if (known !== undefined && nowMs() - known.readAtMs < limits.profileMs) return known.name;
      if (nowMs() < askAgainAtMs) return known?.name ?? hutchnet;
      try {
        const profile = await directory.profile(member);
        await memory.saveProfile(member, profile, nowMs());
        return profile.name;
      } catch (error) {
        // One person whom Slack does not know says nothing of the others.
        if (toTrouble(error).kind !== "permanent") askAgainAtMs = nowMs() + troubleMs;
        logger.warn({ err: error, member }, "Slack did not tell a person's name");
        return known?.name ?? hutchnet;
      }
    },
    zoneOf: async (member) => {
      try {
        const profile = await directory.profile(member);
        await memory.saveProfile(member, profile, nowMs());
        return profile.zone;
      } catch (error) {
        logger.warn({ err: error, member }, "Slack did not tell a person's time zone");
        return undefined;
      }
    },
    isIn: async (channel, member) => {
      try {
        return await directory.hasMember(channel, member);
      } catch (error) {
        logger.info({ err: error, channel }, "Slack did not tell who is in a channel");
        return false;
      }
    },
    isExternallyShared: async (channel) => {
      // Direct messages with the bot are nobody else's.
      if (/^[DUW]/.test(channel)) return false;
      const known = channels.get(channel);
      if (known !== undefined && nowMs() < known.untilMs) return known.isShared;
      try {
        const isShared = await directory.isExternallyShared(channel);
        channels.set(channel, { isShared, untilMs: nowMs() + channelMs });
        return isShared;
      } catch (error) {
        logger.info({ err: error, channel }, "Slack did not tell who reads in a channel");
        return known?.isShared ?? true;
      }
    },
  };
}
