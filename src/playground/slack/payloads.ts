/** What is the same in many payloads Slack sends. */
import { apiMessage } from "./api-message.ts";
import type { Json } from "./json.ts";
import type { Channel, Message, Person } from "./model.ts";
import type { Workspace } from "./workspace.ts";

export function common(workspace: Workspace, person: Person): Json {
  const { team, bot } = workspace;
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId ?? team.id },
    api_app_id: bot.appId,
    token: "verification-token",
    enterprise: null,
    is_enterprise_install: false,
  };
}

export const channelNamed = (channel: Channel): Json => ({ id: channel.id, name: payloadName(channel) });

/** Slack hides the names of private channels in payloads. */
export function payloadName(channel: Channel): string {
  if (channel.isIm) return "directmessage";
  return channel.isPrivate ? "privategroup" : channel.name;
}

export const payloadMessage = (workspace: Workspace, message: Message): Json =>
  apiMessage(workspace, message, { metadata: true });

/** A person's own words as an event tells them. */
export function saidEvent(workspace: Workspace, message: Message): Json {
  return {
    user: message.user,
    text: message.text,
    ts: message.ts,
    client_msg_id: `${message.ts}-${message.user}`,
    team: workspace.people.get(message.user)?.teamId ?? workspace.team.id,
    channel: message.channel,
    event_ts: message.ts,
    ...(message.threadTs && { thread_ts: message.threadTs }),
    blocks: [
      {
        type: "rich_text",
        block_id: "typed",
        elements: [{ type: "rich_text_section", elements: [{ type: "text", text: message.text }] }],
      },
    ],
  };
}
