/** The part of the workspace one person may see, in the shapes the page reads. */
import type { Json } from "./json.ts";
import type { Channel, FileCard, Message, Person, View } from "./model.ts";
import { slackbot } from "./model.ts";
import type { Workspace } from "./workspace.ts";

export function stateFor(workspace: Workspace, me: Person): Json {
  const channels = [...workspace.channels.values()].filter((channel) => channel.members.has(me.id));
  return {
    me,
    channels: channels.map((channel) => channelRow(workspace, channel)),
    messages: Object.fromEntries(
      channels.map(({ id }) => [
        id,
        (workspace.messages.get(id) ?? []).map((each) => messageFor(each, me.id)),
      ]),
    ),
    ephemerals: [...workspace.ephemerals.values()].filter((each) => each.user === me.id),
    views: (workspace.modals.get(me.id) ?? []).map(viewFor),
    home: homeFor(workspace, me.id),
    users: users(workspace),
    beyond: workspace.beyond,
  };
}

export function channelRow(workspace: Workspace, channel: Channel): Json {
  return {
    id: channel.id,
    name: channel.isIm ? workspace.bot.name : channel.name,
    isPrivate: channel.isPrivate,
    isExtShared: channel.isExtShared,
    isIm: channel.isIm,
    isArchived: channel.isArchived,
    ...(channel.isIm && { withUser: workspace.bot.userId }),
    topic: channel.topic,
    members: [...channel.members],
    unread: 0,
  };
}

/** Metadata is for apps, not for people; a file's address names who looks at it. */
export function messageFor(message: Message, person: string): Json {
  const { metadata: _metadata, editedTs: _editedTs, files, ...rest } = message;
  if (!files) return rest;
  return { ...rest, files: files.map((file) => fileFor(file, person)) };
}

export const fileFor = (file: FileCard, person: string): Json => ({
  ...file,
  url: `${file.url}?as=${person}`,
});

export function viewFor(view: View): Json {
  const { user: _user, ...rest } = view;
  return rest;
}

export function homeFor(workspace: Workspace, person: string): Json | null {
  const home = workspace.homes.get(person);
  return home ? viewFor(home) : null;
}

export const withoutBot = (workspace: Workspace, people: string[]): string[] =>
  people.filter((person) => person !== workspace.bot.userId);

function users(workspace: Workspace): Json {
  const people = [...workspace.people.values()].map(({ id, name, realName }) => ({
    id,
    name,
    realName,
    isBot: false,
  }));
  const { userId, name } = workspace.bot;
  const bots = [
    { id: userId, name: name.toLowerCase(), realName: name, isBot: true },
    { id: slackbot, name: "slackbot", realName: "Slackbot", isBot: true },
  ];
  return Object.fromEntries([...people, ...bots].map((user) => [user.id, user]));
}
