/** auth.*, users.*, usergroups.*, team.*: who is who. */
import { ApiError, page, required } from "../api-arguments.ts";
import { apiBotUser, apiUser } from "../api-message.ts";
import type { Json } from "../json.ts";
import type { Workspace } from "../workspace.ts";

export function apiTest(_workspace: Workspace, args: Json): Json {
  if (typeof args.error === "string") throw new ApiError(args.error, { args });
  return { args };
}

export function authTest(workspace: Workspace): Json {
  const { bot, team } = workspace;
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    team_id: team.id,
    user: bot.name.toLowerCase(),
    user_id: bot.userId,
    bot_id: bot.id,
    is_enterprise_install: false,
  };
}

export function userInfo(workspace: Workspace, args: Json): Json {
  const id = required(args, "user", "user_not_found");
  if (id === workspace.bot.userId) return { user: apiBotUser(workspace) };
  const person = workspace.people.get(id);
  if (!person) throw new ApiError("user_not_found");
  return { user: apiUser(workspace, person) };
}

export function listUsers(workspace: Workspace, args: Json): Json {
  const everyone = [...workspace.people.values()].map((person) => apiUser(workspace, person));
  const { items, next } = page([...everyone, apiBotUser(workspace)], args, { otherwise: 200, max: 1000 });
  return {
    members: items,
    cache_ts: Math.floor(workspace.clock() / 1000),
    response_metadata: { next_cursor: next },
  };
}

export function lookupByEmail(workspace: Workspace, args: Json): Json {
  const email = required(args, "email", "users_not_found").toLowerCase();
  const person = [...workspace.people.values()].find(
    (each) => each.email.toLowerCase() === email && !each.deleted,
  );
  if (!person) throw new ApiError("users_not_found");
  return { user: apiUser(workspace, person) };
}

export function listUserGroups(workspace: Workspace): Json {
  const groups = [...workspace.userGroups.values()];
  return {
    usergroups: groups.map(({ id, handle, name, users }) => ({
      id,
      team_id: workspace.team.id,
      is_usergroup: true,
      is_subteam: true,
      handle,
      name,
      description: "",
      is_external: false,
      date_delete: 0,
      user_count: users.length,
    })),
  };
}

export function listUsersOfGroup(workspace: Workspace, args: Json): Json {
  const group = workspace.userGroups.get(required(args, "usergroup"));
  if (!group) throw new ApiError("no_such_subteam");
  return { users: group.users };
}

export function teamInfo(workspace: Workspace): Json {
  const { id, name, domain } = workspace.team;
  return {
    team: {
      id,
      name,
      domain,
      url: `https://${domain}.slack.com/`,
      email_domain: "",
      icon: { image_default: true },
    },
  };
}
