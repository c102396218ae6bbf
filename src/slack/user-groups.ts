import type { WebClient } from "@slack/web-api";
import type { MemberId } from "../domain/ids.ts";
import { callSlack, SlackTrouble } from "./slack-trouble.ts";

/** User groups of the workspace, `@peters-lab`. Needs the scope `usergroups:read`; throws SlackTrouble. */
export type UserGroups = ReturnType<typeof userGroupsOf>;

export type GroupRef = { id: string } | { handle: string };

export function userGroupsOf(client: WebClient) {
  const idOf = async (handle: string): Promise<string | undefined> => {
    const { usergroups = [] } = await callSlack(() => client.usergroups.list({}));
    return usergroups.find((group) => group.handle?.toLowerCase() === handle.toLowerCase())?.id;
  };
  return {
    /** Who is in a group; undefined where there is none, or it is switched off. */
    async members(ref: GroupRef): Promise<MemberId[] | undefined> {
      const usergroup = "id" in ref ? ref.id : await idOf(ref.handle);
      if (usergroup === undefined) return undefined;
      try {
        const { users = [] } = await callSlack(() => client.usergroups.users.list({ usergroup }));
        return users as MemberId[];
      } catch (error) {
        if (error instanceof SlackTrouble && noGroup.has(error.code)) return undefined;
        throw error;
      }
    },
  };
}

/** Source: usergroups.users.list, list of errors. */
const noGroup: ReadonlySet<string> = new Set(["no_such_subteam", "subteam_disabled"]);
