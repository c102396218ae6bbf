import type { WebClient } from "@slack/web-api";
import type { ChannelId, MemberId, TeamId } from "../domain/ids.ts";
import type { SlackAccount } from "../domain/people/standing.ts";
import { isZone } from "../domain/time/wall-clock.ts";
import { callSlack, SlackTrouble } from "./slack-trouble.ts";

/** Who and where in Slack. Every call throws SlackTrouble. */
export type Directory = ReturnType<typeof directoryOf>;

/** The bot's own ids in its workspace. */
export type Identity = { team: TeamId; botId: string; botUserId: string };

/** `zone`: of the IANA's list, and known here. */
export type Profile = { name: string; zone?: string };

/** `email`: where the scope allows. */
export type Account = SlackAccount & { email?: string; handle?: string };

const memberPages = 5;
const accountPages = 50;

export function directoryOf(client: WebClient) {
  return {
    async identity(): Promise<Identity> {
      const answer = await callSlack(() => client.auth.test());
      return {
        team: answer.team_id as TeamId,
        botId: answer.bot_id as string,
        botUserId: answer.user_id as string,
      };
    },

    /** The name a person is known by, their real one before the one they chose to be shown by; and where their day is. */
    async profile(member: MemberId): Promise<Profile> {
      const { user } = await callSlack(() => client.users.info({ user: member }));
      const { profile } = user ?? {};
      const name = profile?.real_name || user?.real_name || profile?.display_name || user?.name || member;
      return user?.tz && isZone(user.tz) ? { name, zone: user.tz } : { name };
    },

    /** What Slack says of a person: whether they are one, and whose. */
    async account(member: MemberId): Promise<Account> {
      const { user } = await callSlack(() => client.users.info({ user: member }));
      return accountOf(user);
    },

    /** Undefined where nobody in the workspace has the address, or whoever had it is gone. */
    async accountByEmail(email: string): Promise<Account | undefined> {
      try {
        const { user } = await callSlack(() => client.users.lookupByEmail({ email }));
        return accountOf(user);
      } catch (error) {
        if (error instanceof SlackTrouble && error.code === "users_not_found") return undefined;
        throw error;
      }
    },

    /** Everybody in the workspace, who is gone as well. A call for each thousand. */
    async accounts(): Promise<Account[]> {
      const all: Account[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < accountPages; page++) {
        const paging = cursor === undefined ? {} : { cursor };
        const answer = await callSlack(() => client.users.list({ limit: 1_000, ...paging }));
        all.push(...(answer.members ?? []).map(accountOf));
        cursor = answer.response_metadata?.next_cursor || undefined;
        if (cursor === undefined) break;
      }
      return all;
    },

    /** Whether a person is in a channel, as far as the first thousands of its members tell. */
    async hasMember(channel: ChannelId, member: MemberId): Promise<boolean> {
      let cursor: string | undefined;
      for (let page = 0; page < memberPages; page++) {
        const paging = cursor === undefined ? {} : { cursor };
        const answer = await callSlack(() =>
          client.conversations.members({ channel, limit: 1_000, ...paging }),
        );
        if (answer.members?.includes(member)) return true;
        cursor = answer.response_metadata?.next_cursor || undefined;
        if (cursor === undefined) return false;
      }
      return false;
    },

    /** Whether other organisations read along. */
    async isExternallyShared(channel: ChannelId): Promise<boolean> {
      const { channel: info } = await callSlack(() => client.conversations.info({ channel }));
      return (
        info?.is_ext_shared === true || info?.is_org_shared === true || info?.is_pending_ext_shared === true
      );
    },
  };
}

function accountOf(user: object | undefined): Account {
  const { profile, name, ...account } = (user ?? {}) as SlackAccount & {
    profile?: { email?: string };
    name?: string;
  };
  return {
    ...account,
    ...(profile?.email === undefined ? {} : { email: profile.email }),
    ...(name === undefined ? {} : { handle: name }),
  };
}
