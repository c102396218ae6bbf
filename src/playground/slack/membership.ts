/** People and the bot come into channels and leave them. */
import type { Channel } from "./model.ts";
import { channelRow } from "./what-people-see.ts";
import { audience, type Workspace } from "./workspace.ts";

export function join(workspace: Workspace, channel: Channel, who: string): void {
  channel.members.add(who);
  showChannel(workspace, channel);
}

export function leave(workspace: Workspace, channel: Channel, who: string): void {
  channel.members.delete(who);
  workspace.changes.tell([who], () => ({
    type: "channel",
    channel: channelRow(workspace, channel),
    removed: true,
  }));
}

export function archive(workspace: Workspace, channel: Channel): void {
  channel.isArchived = true;
  showChannel(workspace, channel);
}

export function unarchive(workspace: Workspace, channel: Channel): void {
  channel.isArchived = false;
  showChannel(workspace, channel);
}

function showChannel(workspace: Workspace, channel: Channel): void {
  workspace.changes.tell(audience(workspace, channel.id), () => ({
    type: "channel",
    channel: channelRow(workspace, channel),
  }));
}
