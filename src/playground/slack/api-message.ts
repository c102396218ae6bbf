/** How the Web API and payloads show a message, a channel or a person. */
import type { Json } from "./json.ts";
import type { Channel, Message, Person } from "./model.ts";
import { directChannelId, type Workspace } from "./workspace.ts";
import { zoneFields } from "./zone-fields.ts";

const usualZone = "America/Los_Angeles";

export function apiMessage(workspace: Workspace, message: Message, shown: { metadata: boolean }): Json {
  const { bot, team } = workspace;
  const replies = (workspace.messages.get(message.channel) ?? []).filter(
    (each) => each.threadTs === message.ts,
  );
  const repliers = [...new Set(replies.map((reply) => reply.user))];
  const parent = workspace.messages.get(message.channel)?.find((each) => each.ts === message.threadTs);
  return {
    type: "message",
    ...(message.deleted && { subtype: "tombstone", hidden: true }),
    user: message.user,
    ts: message.ts,
    text: message.text,
    team: team.id,
    ...(message.isBot && { bot_id: bot.id, app_id: bot.appId, bot_profile: botProfile(workspace) }),
    ...(message.blocks && { blocks: message.blocks }),
    ...(message.attachments && { attachments: message.attachments }),
    ...(message.files && {
      files: message.files.map(({ id, name, title, mimetype, size }) => ({
        id,
        name,
        title,
        mimetype,
        size,
      })),
      upload: false,
    }),
    ...(message.edited && { edited: { user: message.user, ts: message.editedTs } }),
    ...(message.reactions && { reactions: message.reactions }),
    ...(message.threadTs && { thread_ts: message.threadTs, parent_user_id: parent?.user }),
    ...(message.replyBroadcast && { subtype: "thread_broadcast" }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users_count: repliers.length,
      latest_reply: replies.at(-1)?.ts,
      reply_users: repliers,
      is_locked: false,
      subscribed: false,
    }),
    ...(shown.metadata && message.metadata && { metadata: message.metadata }),
  };
}

export function apiChannel(workspace: Workspace, channel: Channel): Json {
  const own = {
    id: channel.id,
    created: 1_700_000_000,
    is_archived: channel.isArchived,
    is_im: channel.isIm,
  };
  if (channel.isIm) return { ...own, is_org_shared: false, user: channel.withUser, is_open: true };
  return {
    ...own,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_general: false,
    is_shared: channel.isExtShared,
    is_ext_shared: channel.isExtShared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    is_member: channel.members.has(workspace.bot.userId),
    context_team_id: workspace.team.id,
    creator: [...channel.members][0] ?? workspace.bot.userId,
    topic: { value: channel.topic, creator: "", last_set: 0 },
    purpose: { value: "", creator: "", last_set: 0 },
    num_members: channel.members.size,
  };
}

export function apiUser(workspace: Workspace, person: Person): Json {
  const isForeign = person.teamId !== undefined && person.teamId !== workspace.team.id;
  return {
    id: person.id,
    team_id: person.teamId ?? workspace.team.id,
    name: person.name,
    deleted: person.deleted ?? false,
    real_name: person.realName,
    ...zoneFields(person.tz ?? usualZone, workspace.clock()),
    profile: {
      real_name: person.realName,
      display_name: person.name,
      email: person.email,
      title: person.title ?? "",
      team: person.teamId ?? workspace.team.id,
    },
    ...(isForeign && { is_stranger: true }),
    is_admin: false,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: person.isRestricted ?? false,
    is_ultra_restricted: person.isUltraRestricted ?? false,
    is_bot: person.isBot ?? false,
    is_app_user: false,
    updated: 1_700_000_000,
  };
}

export function apiBotUser(workspace: Workspace): Json {
  const { bot, team } = workspace;
  const name = bot.name.toLowerCase();
  return {
    id: bot.userId,
    team_id: team.id,
    name,
    deleted: false,
    real_name: bot.name,
    ...zoneFields(usualZone, workspace.clock()),
    profile: { real_name: bot.name, display_name: "", api_app_id: bot.appId, bot_id: bot.id, team: team.id },
    is_restricted: false,
    is_bot: true,
    is_app_user: false,
    updated: 1_700_000_000,
  };
}

export const directOf = (workspace: Workspace, person: string): Channel | undefined =>
  workspace.channels.get(directChannelId(person));

function botProfile({ bot, team }: Workspace): Json {
  return {
    id: bot.id,
    app_id: bot.appId,
    name: bot.name,
    deleted: false,
    updated: 1_700_000_000,
    team_id: team.id,
  };
}
